pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The way of a surat from top to bottom: done stops are filled with a check, the present one is gold.
Column {
    id: line

    required property RowsModel rows_model

    Repeater {
        model: line.rows_model

        Item {
            id: stop
            required property string key
            required property string title
            required property string said
            required property string glyph
            required property string phase
            required property int index
            readonly property bool last: index === line.rows_model.count - 1
            width: line.width
            implicitHeight: Math.max(dot.height, words.implicitHeight) + (last ? 0 : Theme.px(16))

            Rectangle {
                visible: !stop.last
                x: (dot.width - width) / 2
                y: dot.height
                width: Theme.px(6)
                height: parent.height - dot.height
                color: stop.phase === "done" ? Theme.primary : Theme.contrast ? Theme.border : Theme.line
            }
            Rectangle {
                id: dot
                width: Theme.px(68)
                height: width
                radius: width / 2
                color: stop.phase === "done" ? Theme.primary : stop.phase === "now" ? Theme.gold : Theme.card
                border.width: stop.phase === "done" ? 0 : Theme.px(3)
                border.color: stop.phase === "now" ? Theme.gold_ink : Theme.border

                Symbol {
                    anchors.centerIn: parent
                    glyph: stop.glyph
                    tone: stop.phase === "done" ? Theme.primary_ink : stop.phase === "now" ? Theme.gold_ink : Theme.muted
                    size: Theme.px(36)
                }
            }
            Column {
                id: words
                anchors.left: dot.right
                anchors.leftMargin: Theme.px(22)
                anchors.right: parent.right
                y: Math.max(0, (dot.height - implicitHeight) / 2)

                HeadText {
                    width: parent.width
                    text: stop.title
                    size: 28
                    font.weight: stop.phase === "now" ? Font.ExtraBold : stop.phase === "done" ? Font.Bold : Font.DemiBold
                    color: stop.phase === "later" ? Theme.muted : Theme.ink
                }
                BodyText {
                    width: parent.width
                    text: stop.said
                    color: Theme.muted
                    size: 26
                }
            }
        }
    }
}
