pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// A permohonan of the batch: whose it is, whether its page was seen, its tick, and what came of it.
Item {
    id: line

    property string row_key
    property string number
    property string title
    property string glyph
    property string name
    property bool is_open
    property bool is_seen
    property bool is_ticked
    property string outcome
    property string said
    property string blocked
    property bool in_hand

    signal acted
    signal ticked

    implicitHeight: Math.max(Theme.px(96), row.implicitHeight)

    DeskRow {
        id: row
        objectName: "look_" + line.row_key
        width: parent.width - box.width - Theme.px(10)
        height: parent.height
        label: line.number + ", " + line.name
        chosen: line.is_open
        in_hand: line.in_hand
        onActed: line.acted()

        Column {
            width: row.inner
            anchors.verticalCenter: parent?.verticalCenter
            spacing: Theme.px(3)

            Row {
                width: parent.width
                spacing: Theme.px(14)

                HeadText {
                    id: number_word
                    text: line.number
                    size: 24
                    font.weight: Font.ExtraBold
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
                HeadText {
                    width: parent.width - number_word.width - parent.spacing
                    text: line.name
                    size: 24
                    Accessible.ignored: true
                }
            }
            BodyText {
                width: parent.width
                text: line.title
                size: 20
                color: line.is_open ? Theme.ink : Theme.muted
                Accessible.ignored: true
            }
            MarkWord {
                visible: line.blocked !== ""
                label: line.blocked
                glyph: "prohibit"
                tone: "first"
                most: parent.width
            }
            MarkWord {
                visible: line.outcome !== ""
                label: line.outcome === "running" ? Words.batch_running : line.said
                glyph: line.outcome === "done" ? "check-circle" : line.outcome === "refused" ? "x-circle" : "clock"
                tone: line.outcome === "done" ? "good" : line.outcome === "refused" ? "error" : "step"
                most: parent.width
            }
            MarkWord {
                visible: line.outcome === "" && line.blocked === ""
                label: line.is_seen ? Words.batch_row_seen : Words.batch_row_unseen
                glyph: line.is_seen ? "eye" : "eye-slash"
                tone: line.is_seen ? "good" : "first"
                most: parent.width
            }
        }
    }
    TickBox {
        id: box
        objectName: "tick_" + line.row_key
        anchors.right: parent.right
        height: parent.height
        label: Words.batch_tick + ", " + line.number
        chosen: line.is_ticked
        ready: line.is_seen
        onActed: line.ticked()
    }
}
