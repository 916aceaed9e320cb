import QtQuick
import ".."
import "../parts"

// A verb of a staff page: outlined, with the letter that does it together with Alt; F-keys are the page's own.
Pressable {
    id: button

    property string glyph
    property string key
    property bool danger: false
    property bool chosen: false
    property real size: 24
    property real tall: 84
    readonly property color tone: danger ? Theme.error : Theme.ink
    readonly property real around: (picture.visible ? picture.width + row.spacing : 0) + (cap.visible ? cap.width + row.spacing : 0)

    implicitWidth: Math.max(Theme.px(96), word.implicitWidth + around + Theme.px(48))
    implicitHeight: Math.max(Theme.px(tall), word.implicitHeight + Theme.px(24))
    corner: Theme.px(22)

    background: Rectangle {
        radius: button.corner
        color: button.chosen ? Theme.tint("teal") : button.down ? Theme.pressed : Theme.card
        border.width: Theme.edge
        border.color: button.danger ? Theme.error : Theme.border
    }

    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.px(12)

            Symbol {
                id: picture
                visible: button.glyph !== ""
                glyph: button.glyph
                tone: button.tone
                size: Theme.pt(button.size + 4)
                anchors.verticalCenter: parent.verticalCenter
            }
            HeadText {
                id: word
                visible: text !== ""
                text: button.label
                size: button.size
                color: button.tone
                font.weight: Font.DemiBold
                width: Math.min(implicitWidth, button.width - button.around - Theme.px(24))
                anchors.verticalCenter: parent.verticalCenter
                Accessible.ignored: true
            }
            KeyCap {
                id: cap
                key: button.key
                tone: button.danger ? Theme.error : Theme.muted
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }

    Shortcut {
        sequences: button.key.length === 1 ? ["Alt+" + button.key] : []
        enabled: button.visible && button.enabled
        onActivated: button.click()
    }
}
