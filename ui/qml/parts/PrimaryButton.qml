import QtQuick
import ".."

// The one filled button of a page. It is never greyed: pressed too early it shows what is missing.
Pressable {
    id: button

    property string glyph: "arrow-right"
    property bool glyph_first: false
    property real size: 30
    readonly property real natural_width: Math.max(Theme.px(320), label_text.implicitWidth + (glyph === "" ? 0 : Theme.pt(34) + Theme.px(16)) + Theme.px(88))

    objectName: "primary"
    implicitWidth: natural_width
    implicitHeight: Math.max(Theme.px(104), label_text.implicitHeight + Theme.px(32))
    corner: Theme.px(28)

    background: Rectangle {
        radius: button.corner
        color: button.down ? Theme.primary_deep : Theme.primary
    }

    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: Theme.px(16)
            layoutDirection: button.glyph_first ? Qt.RightToLeft : Qt.LeftToRight

            HeadText {
                id: label_text
                text: button.label
                color: Theme.primary_ink
                size: button.size
                font.weight: Font.Bold
                width: Math.min(implicitWidth, button.width - (button.glyph === "" ? 0 : Theme.pt(34) + Theme.px(16)) - Theme.px(32))
                anchors.verticalCenter: parent.verticalCenter
                horizontalAlignment: Text.AlignHCenter
                Accessible.ignored: true
            }
            Symbol {
                visible: button.glyph !== ""
                glyph: button.glyph
                tone: Theme.primary_ink
                size: Theme.pt(34)
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
}
