import QtQuick
import ".."
import "../parts"

// One answer to choose at the desk; the chosen one is filled and carries a check mark, `key` does it by keyboard.
Pressable {
    id: chip

    property string glyph
    property string key
    property bool chosen: false
    property bool many: false
    property real size: 24
    readonly property string shown_glyph: chosen ? "check" : glyph
    readonly property real around: (picture.visible ? picture.width + row.spacing : 0) + (cap.visible ? cap.width + row.spacing : 0)

    implicitWidth: Math.max(Theme.px(88), word.implicitWidth + around + Theme.px(44))
    implicitHeight: Math.max(Theme.px(80), word.implicitHeight + Theme.px(24))
    corner: Math.min(height / 2, Theme.px(40))
    Accessible.role: many ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen

    background: Rectangle {
        radius: chip.corner
        color: chip.chosen ? Theme.primary : chip.down ? Theme.pressed : Theme.card
        border.width: Theme.edge
        border.color: chip.chosen ? Theme.primary : Theme.border
    }

    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.px(10)

            Symbol {
                id: picture
                visible: chip.shown_glyph !== ""
                glyph: chip.shown_glyph
                tone: chip.chosen ? Theme.primary_ink : Theme.tint_ink("teal")
                size: Theme.pt(26)
                anchors.verticalCenter: parent.verticalCenter
            }
            HeadText {
                id: word
                text: chip.label
                size: chip.size
                font.weight: Font.DemiBold
                color: chip.chosen ? Theme.primary_ink : Theme.ink
                width: Math.min(implicitWidth, chip.width - chip.around - Theme.px(28))
                anchors.verticalCenter: parent.verticalCenter
                Accessible.ignored: true
            }
            KeyCap {
                id: cap
                key: chip.key
                tone: chip.chosen ? Theme.primary_ink : Theme.muted
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
}
