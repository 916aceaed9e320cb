import QtQuick
import ".."

// One of the four tools of the frame: icon above its word, growing with the text size.
Pressable {
    id: button

    property string glyph
    property bool chosen: false

    keeps_field: true
    implicitWidth: Math.max(Theme.px(120), word.implicitWidth + Theme.px(36))
    implicitHeight: Math.max(Theme.px(92), word.implicitHeight + Theme.pt(34) + Theme.px(26))
    corner: Theme.px(24)

    background: Rectangle {
        radius: button.corner
        color: button.chosen ? Theme.primary : button.down ? Theme.pressed : Theme.card
        border.width: Theme.edge
        border.color: Theme.border
    }

    contentItem: Item {
        Column {
            anchors.centerIn: parent
            spacing: Theme.px(4)

            Symbol {
                anchors.horizontalCenter: parent.horizontalCenter
                glyph: button.glyph
                tone: button.chosen ? Theme.primary_ink : Theme.ink
                size: Theme.pt(34)
            }
            HeadText {
                id: word
                anchors.horizontalCenter: parent.horizontalCenter
                text: button.label
                size: 26
                font.weight: Font.DemiBold
                wrapMode: Text.NoWrap
                color: button.chosen ? Theme.primary_ink : Theme.ink
                Accessible.ignored: true
            }
        }
    }
}
