import QtQuick
import ".."

// One row of a staff list, pressed as a whole; its cells are TableCells placed in a row.
Pressable {
    id: row

    property bool chosen: false
    property real pad: Theme.px(20)
    default property alias cells: cells.data
    readonly property real inner: width - 2 * pad

    implicitHeight: Math.max(Theme.px(84), cells.implicitHeight + Theme.px(20))
    corner: Theme.px(14)
    Accessible.role: Accessible.ListItem

    background: Rectangle {
        radius: row.corner
        color: row.chosen ? Theme.tint("step") : row.down ? Theme.pressed : Theme.card
        border.width: row.chosen || Theme.contrast ? Theme.edge : 1
        border.color: row.chosen ? Theme.tint_ink("step") : Theme.line
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
