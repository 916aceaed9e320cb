import QtQuick
import ".."
import "../parts"

// One key of the PIN pad.
Pressable {
    id: key

    property string digit
    property string glyph

    focusPolicy: Qt.NoFocus
    corner: Theme.px(20)

    background: Rectangle {
        radius: key.corner
        color: key.down ? Theme.pressed : Theme.card
        border.width: Theme.edge
        border.color: Theme.border
    }
    contentItem: Item {
        Symbol {
            anchors.centerIn: parent
            visible: key.glyph !== ""
            glyph: key.glyph
            size: Theme.px(38)
        }
        BodyText {
            anchors.centerIn: parent
            visible: key.digit !== ""
            text: key.digit
            font.pixelSize: Math.min(Theme.pt(40), Theme.px(48))
            lineHeight: 1
            font.weight: Font.Bold
            Accessible.ignored: true
        }
    }
}
