pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Two columns a day beside each other, on one measure; below each pair the day of the month.
Item {
    id: chart

    property RowsModel rows
    readonly property real each: width / Math.max(days.count, 5)

    implicitHeight: Theme.px(260) + Theme.pt(40)

    Rectangle {
        y: Theme.px(260)
        width: parent.width
        height: Theme.edge
        color: Theme.border
    }
    Repeater {
        id: days
        model: chart.rows

        Item {
            id: day
            required property int index
            required property string label
            required property real first
            required property real second
            readonly property real thick: Math.min(Theme.px(34), chart.each * 0.36)

            x: chart.each * index
            width: chart.each
            height: chart.height

            Bar {
                x: parent.width / 2 - width - Theme.px(1)
                y: Theme.px(260) - height
                width: day.thick
                height: Theme.px(250) * day.first
            }
            Bar {
                x: parent.width / 2 + Theme.px(1)
                y: Theme.px(260) - height
                width: day.thick
                height: Theme.px(250) * day.second
                hatched: true
            }
            BodyText {
                y: Theme.px(266)
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: parseInt(day.label)
                size: 20
                wrapMode: Text.NoWrap
            }
        }
    }
}
