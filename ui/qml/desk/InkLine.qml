pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// A sheet at the signer: its tick, its number, whose it is, who signs it.
DeskRow {
    id: line

    property string row_key
    property string number
    property string title
    property string name
    property string signer
    property string since
    property bool is_ticked
    property string outcome
    property string said

    label: number + ", " + name
    chosen: is_ticked
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: is_ticked

    Item {
        id: tick
        width: Math.max(Theme.px(62), line.inner * 0.06)
        height: Theme.px(52)
        anchors.verticalCenter: parent?.verticalCenter

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.px(46)
            height: width
            radius: Theme.px(12)
            color: line.is_ticked ? Theme.primary : Theme.card
            border.width: Theme.edge
            border.color: line.is_ticked ? Theme.primary : Theme.border

            Symbol {
                visible: line.is_ticked
                anchors.centerIn: parent
                glyph: "check"
                tone: Theme.primary_ink
                size: Theme.px(34)
            }
        }
    }
    Column {
        width: (line.inner - tick.width) * 0.38
        anchors.verticalCenter: parent?.verticalCenter

        HeadText {
            width: parent.width - Theme.px(16)
            text: Theme.parted(line.number)
            size: 24
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        BodyText {
            visible: line.since !== ""
            text: Words.ink_since + " " + line.since
            size: 20
            color: line.is_ticked ? Theme.ink : Theme.muted
            Accessible.ignored: true
        }
    }
    Column {
        width: (line.inner - tick.width) * 0.36
        anchors.verticalCenter: parent?.verticalCenter

        BodyText {
            width: parent.width - Theme.px(16)
            text: line.name
            size: 23
            font.weight: Font.Bold
            Accessible.ignored: true
        }
        BodyText {
            width: parent.width - Theme.px(16)
            text: line.title
            size: 20
            color: line.is_ticked ? Theme.ink : Theme.muted
            Accessible.ignored: true
        }
    }
    Column {
        id: last
        width: (line.inner - tick.width) * 0.26
        anchors.verticalCenter: parent?.verticalCenter
        spacing: Theme.px(4)

        BodyText {
            width: parent.width
            text: line.signer
            size: 20
            Accessible.ignored: true
        }
        MarkWord {
            visible: line.outcome !== ""
            label: line.outcome === "running" ? Words.batch_running : line.said
            glyph: line.outcome === "done" ? "check-circle" : line.outcome === "refused" ? "x-circle" : "clock"
            tone: line.outcome === "done" ? "good" : line.outcome === "refused" ? "error" : "step"
            most: last.width
        }
    }
}
