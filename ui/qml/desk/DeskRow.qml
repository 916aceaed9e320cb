import QtQuick
import ".."
import "../parts"

// One row of a staff list, pressed as a whole; the row in hand carries the ring, a chosen one its tint.
Pressable {
    id: row

    property bool chosen: false
    property bool in_hand: false
    property real pad: Theme.px(20)
    default property alias cells: cells.data
    readonly property real inner: width - 2 * pad

    focusPolicy: Qt.NoFocus
    implicitHeight: Math.max(Theme.px(88), cells.implicitHeight + Theme.px(22))
    corner: Theme.px(16)
    Accessible.role: Accessible.ListItem

    background: Rectangle {
        radius: row.corner
        color: row.chosen ? Theme.tint("teal") : row.down ? Theme.pressed : Theme.card
        border.width: row.in_hand ? Theme.px(4) : row.chosen || Theme.contrast ? Theme.edge : 1
        border.color: row.in_hand ? Theme.focus : row.chosen ? Theme.primary : Theme.line
    }
    contentItem: Item {
        Row {
            id: cells
            x: row.pad
            width: row.inner
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}
