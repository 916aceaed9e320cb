import QtQuick
import ".."
import "../parts"

// The tick of a row: large enough for a thumb, filled and marked when set.
Pressable {
    id: box

    property bool chosen: false
    property bool ready: true

    implicitWidth: Theme.px(92)
    implicitHeight: Theme.px(92)
    corner: Theme.px(16)
    focusPolicy: Qt.NoFocus
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: chosen

    background: Rectangle {
        radius: box.corner
        color: box.chosen ? Theme.tint("teal") : box.down ? Theme.pressed : Theme.card
        border.width: box.chosen || Theme.contrast ? Theme.edge : 1
        border.color: box.chosen ? Theme.primary : Theme.line
    }
    contentItem: Item {
        Rectangle {
            anchors.centerIn: parent
            width: Theme.px(46)
            height: width
            radius: Theme.px(12)
            color: box.chosen ? Theme.primary : Theme.card
            border.width: Theme.edge
            border.color: box.chosen ? Theme.primary : box.ready ? Theme.border : Theme.line

            Symbol {
                visible: box.chosen
                anchors.centerIn: parent
                glyph: "check"
                tone: Theme.primary_ink
                size: Theme.px(34)
            }
        }
    }
}
