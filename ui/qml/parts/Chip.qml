import QtQuick
import ".."

// One answer to tap. A chosen chip is filled and carries a check mark.
Pressable {
    id: chip

    property string glyph
    property bool chosen: false
    property real size: 28

    readonly property real natural_width: word.implicitWidth + (shown_glyph === "" ? 0 : Theme.pt(32) + Theme.px(14)) + Theme.px(56)
    readonly property string shown_glyph: chosen ? "check" : glyph

    implicitWidth: Math.max(Theme.px(96), natural_width)
    implicitHeight: Math.max(Theme.px(88), word.implicitHeight + Theme.px(28))
    corner: Math.min(height / 2, Theme.px(44))
    onActed: {
        const field = Window.activeFocusItem as KeyInput;
        if (field !== null)
            field.focus = false;  // the keyboard makes room for the next question
    }
    Accessible.role: Accessible.RadioButton
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
            anchors.centerIn: parent
            spacing: Theme.px(14)

            Symbol {
                visible: chip.shown_glyph !== ""
                glyph: chip.shown_glyph
                weight: chip.chosen ? "bold" : "duotone"
                tone: chip.chosen ? Theme.primary_ink : Theme.tint_ink("teal")
                size: Theme.pt(32)
                anchors.verticalCenter: parent.verticalCenter
            }
            HeadText {
                id: word
                text: chip.label
                size: chip.size
                font.weight: Font.DemiBold
                color: chip.chosen ? Theme.primary_ink : Theme.ink
                width: Math.min(implicitWidth, chip.width - (chip.shown_glyph === "" ? 0 : Theme.pt(32) + Theme.px(14)) - Theme.px(40))
                anchors.verticalCenter: parent.verticalCenter
                Accessible.ignored: true
            }
        }
    }
}
