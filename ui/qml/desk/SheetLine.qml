pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// One sheet of paper: number, whose it is, which copy, how far it is, and its tick.
Item {
    id: line

    property string row_key
    property string number
    property string title
    property string name
    property string kind_said
    property string mode_said
    property string stage
    property string said
    property bool is_open
    property bool is_ticked
    property bool in_hand
    readonly property bool ticks: stage === "" || stage === "asked"

    signal acted
    signal ticked

    implicitHeight: Math.max(Theme.px(96), row.implicitHeight)

    DeskRow {
        id: row
        objectName: "look_" + line.row_key
        width: parent.width - (box.visible ? box.width + Theme.px(10) : 0)
        height: parent.height
        label: line.number + ", " + line.kind_said
        chosen: line.is_open
        in_hand: line.in_hand
        onActed: line.acted()

        Column {
            width: row.inner * 0.62
            anchors.verticalCenter: parent?.verticalCenter
            spacing: Theme.px(2)

            HeadText {
                width: parent.width - Theme.px(12)
                text: Theme.parted(line.number)
                size: 22
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
            BodyText {
                width: parent.width - Theme.px(12)
                text: line.name
                size: 22
                font.weight: Font.Bold
                Accessible.ignored: true
            }
            BodyText {
                width: parent.width - Theme.px(12)
                text: line.title
                size: 20
                color: line.is_open ? Theme.ink : Theme.muted
                Accessible.ignored: true
            }
        }
        Column {
            width: row.inner * 0.38
            anchors.verticalCenter: parent?.verticalCenter
            spacing: Theme.px(6)

            SmallPill {
                most: parent.width
                label: line.kind_said
                glyph: "file-text"
                tone: "step"
            }
            BodyText {
                width: parent.width
                text: line.mode_said
                size: 20
                Accessible.ignored: true
            }
            MarkWord {
                label: line.said
                glyph: line.stage === "ok" ? "check-circle" : line.stage === "asked" ? "question" : line.stage === "running" ? "clock" : "printer"
                tone: line.stage === "ok" ? "good" : line.stage === "asked" ? "first" : "step"
                most: parent.width
            }
        }
    }
    TickBox {
        id: box
        visible: line.ticks
        objectName: "tick_" + line.row_key
        anchors.right: parent.right
        height: parent.height
        label: Words.batch_tick + ", " + line.number
        chosen: line.is_ticked
        onActed: line.ticked()
    }
}
