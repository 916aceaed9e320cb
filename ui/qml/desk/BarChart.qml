pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Bars of two parts, one row each: the label left, the bar on one measure for all; the table says the numbers.
Column {
    id: chart

    property RowsModel rows
    property real share: 0.34

    spacing: Theme.px(10)

    Repeater {
        model: chart.rows

        Item {
            id: row
            required property string label
            required property string one
            required property string two
            required property real first
            required property real second
            readonly property real most: width * (1 - chart.share)

            width: chart.width
            height: Math.max(words.implicitHeight, Theme.pt(30))

            BodyText {
                id: words
                width: parent.width * chart.share - Theme.px(18)
                anchors.verticalCenter: parent.verticalCenter
                text: row.label
                size: 20
            }
            Rectangle {
                x: parent.width * chart.share
                width: Theme.edge
                height: parent.height + chart.spacing
                color: Theme.border
            }
            Bar {
                id: begun
                x: parent.width * chart.share + Theme.edge
                anchors.verticalCenter: parent.verticalCenter
                width: row.most * row.first
                height: Theme.pt(26)
            }
            Bar {
                visible: row.second > 0
                hatched: true
                x: begun.x + begun.width
                anchors.verticalCenter: parent.verticalCenter
                width: row.most * row.second
                height: begun.height
            }
        }
    }
}
