import QtQuick
import ".."
import "../parts"

// One answer: its label, its words, and below them where it came from and what it was before.
Rectangle {
    id: line

    property string label
    property string said
    property string source
    property string was
    property bool is_open
    property real label_share: 0.36

    implicitHeight: Math.max(name.implicitHeight, words.implicitHeight) + Theme.px(12)
    radius: Theme.px(12)
    color: is_open ? Theme.tint("gold") : "transparent"
    border.width: is_open && Theme.contrast ? Theme.edge : 0
    border.color: Theme.border

    BodyText {
        id: name
        x: Theme.px(line.is_open ? 12 : 0)
        y: Theme.px(6)
        width: parent.width * line.label_share - x - Theme.px(12)
        text: line.label
        size: 20
        color: line.is_open ? Theme.tint_ink("first") : Theme.muted
    }
    Column {
        id: words
        x: parent.width * line.label_share
        y: Theme.px(5)
        width: parent.width - x - Theme.px(8)
        spacing: Theme.px(2)

        Row {
            width: parent.width
            spacing: Theme.px(8)

            Symbol {
                id: mark
                visible: line.is_open
                glyph: "pencil-line"
                tone: Theme.tint_ink("first")
                size: Theme.pt(24)
            }
            BodyText {
                width: parent.width - (mark.visible ? mark.width + parent.spacing : 0)
                text: line.said
                size: 23
                font.weight: Font.Bold
                color: line.is_open ? Theme.tint_ink("first") : Theme.ink
            }
        }
        MarkWord {
            visible: line.was !== ""
            label: line.source + ", " + line.was
            glyph: "pencil-simple"
            tone: "mark"
            most: parent.width
        }
    }
}
