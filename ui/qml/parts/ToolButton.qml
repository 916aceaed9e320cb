import QtQuick
import ".."

// One of the four tools of the frame: icon above its word, growing with the text size.
Pressable {
    id: button

    property string glyph
    property bool chosen: false

    keeps_field: true
    Accessible.checkable: true
    Accessible.checked: chosen
    implicitWidth: Math.max(Theme.px(120), word.implicitWidth + Theme.px(36))
    implicitHeight: Math.max(Theme.px(92), word.implicitHeight + Theme.pt(34) + Theme.px(26))
    corner: Theme.px(24)

    background: Rectangle {
        radius: button.corner
        color: button.chosen ? Theme.tint("teal") : button.down ? Theme.pressed : Theme.card
        border.width: button.chosen ? Theme.px(4) : Theme.edge
        border.color: button.chosen ? Theme.primary : Theme.border
    }

    contentItem: Item {
        Column {
            anchors.centerIn: parent
            spacing: Theme.px(4)

            Symbol {
                anchors.horizontalCenter: parent.horizontalCenter
                glyph: button.glyph
                tone: button.chosen && Theme.contrast ? Theme.primary : Theme.ink
                size: Theme.pt(34)
            }
            HeadText {
                id: word
                anchors.horizontalCenter: parent.horizontalCenter
                text: button.label
                size: 26
                font.weight: Font.DemiBold
                wrapMode: Text.NoWrap
                color: button.chosen && Theme.contrast ? Theme.primary : Theme.ink
                Accessible.ignored: true
            }
        }
    }
}
