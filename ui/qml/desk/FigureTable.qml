pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The numbers of a chart as a table: the label wide, up to four cells beside it.
Column {
    id: table

    property list<string> titles
    property RowsModel rows
    readonly property real share: titles.length > 3 ? 0.4 : 0.5
    readonly property list<real> shares: [share, ...Array(Math.max(0, titles.length - 1)).fill((1 - share) / Math.max(1, titles.length - 1))]

    TableHead {
        width: parent.width
        pad: 0
        titles: table.titles
        shares: table.shares
        implicitHeight: heads.implicitHeight

        Item {
            id: heads
            implicitHeight: Theme.pt(20) + Theme.px(24)
        }
    }
    Repeater {
        model: table.rows

        Item {
            id: line
            required property string label
            required property string small
            required property string one
            required property string two
            required property string three
            required property string four

            width: table.width
            implicitHeight: cells.implicitHeight + Theme.px(20)
            Accessible.role: Accessible.Row
            Accessible.name: [label, one, two, three, four].filter(said => said !== "").join(", ")

            Row {
                id: cells
                width: parent.width
                anchors.verticalCenter: parent.verticalCenter

                TableCell {
                    main: line.label
                    small: line.small
                    share: table.shares[0] ?? 0.4
                    strong: true
                }
                Repeater {
                    model: [line.one, line.two, line.three, line.four].slice(0, table.titles.length - 1)

                    TableCell {
                        required property string modelData
                        main: modelData
                        share: table.shares[1] ?? 0.2
                        digits: true
                    }
                }
            }
            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: 1
                color: Theme.line
            }
        }
    }
}
