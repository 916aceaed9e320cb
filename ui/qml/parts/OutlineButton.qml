import QtQuick
import ".."

// Every other button: white, with a border that can be seen. `tone: "panel"` is for the dark panel.
Pressable {
    id: button

    property string glyph
    property bool glyph_last: false
    property bool danger: false
    property real size: 30
    property real tall: 104
    readonly property color tone: danger ? Theme.error : Theme.ink
    readonly property real natural_width: label_text.implicitWidth + (glyph === "" ? 0 : Theme.pt(size + 4) + Theme.px(16)) + Theme.px(72)

    implicitWidth: natural_width
    implicitHeight: Math.max(Theme.px(tall), label_text.implicitHeight + Theme.px(28))
    corner: Theme.px(28)

    background: Rectangle {
        radius: button.corner
        color: button.down ? Theme.pressed : Theme.card
        border.width: Theme.edge
        border.color: button.danger ? Theme.error : Theme.border
    }

    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: Theme.px(16)
            layoutDirection: button.glyph_last ? Qt.RightToLeft : Qt.LeftToRight

            Symbol {
                visible: button.glyph !== ""
                glyph: button.glyph
                tone: button.tone
                size: Theme.pt(button.size + 4)
                anchors.verticalCenter: parent.verticalCenter
            }
            HeadText {
                id: label_text
                text: button.label
                size: button.size
                color: button.tone
                font.weight: Font.DemiBold
                width: Math.min(implicitWidth, button.width - (button.glyph === "" ? 0 : Theme.pt(button.size + 4) + Theme.px(16)) - Theme.px(28))
                anchors.verticalCenter: parent.verticalCenter
                horizontalAlignment: Text.AlignHCenter
                Accessible.ignored: true
            }
        }
    }
}
