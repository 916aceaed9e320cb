import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Tools, page buttons and Panggil petugas under the tiles; rows break when the words grow.
Item {
    id: foot

    property int page: 1
    property int pages: 1
    readonly property bool one_row: tools.implicitWidth + (turn.visible ? turn.implicitWidth + Theme.px(48) : 0) + staff.natural_width + Theme.px(24) <= width

    signal turned(int by)

    implicitHeight: one_row ? Math.max(tools.implicitHeight, staff.implicitHeight) : tools.implicitHeight + Theme.gap + Math.max(staff.implicitHeight, turn.visible ? turn.implicitHeight : 0)

    ToolStrip {
        id: tools
        x: foot.one_row ? 0 : (foot.width - width) / 2  // an anchor that changes sides would set the width
        anchors.bottom: parent.bottom
    }
    PageButtons {
        id: turn
        page: foot.page
        of_pages: foot.pages
        narrow: true
        x: foot.one_row ? tools.width + (staff.x - tools.width - width) / 2 : 0
        y: foot.one_row ? (parent.height - height) / 2 : (staff.height - height) / 2
        onTurned: by => foot.turned(by)
    }
    OutlineButton {
        id: staff
        objectName: "call_staff"
        glyph: "call-bell"
        label: Words.frame_call_staff
        anchors.right: parent.right
        y: foot.one_row ? parent.height - height : 0
        width: foot.one_row ? natural_width : parent.width - (turn.visible ? turn.width + Theme.gap : 0)
        onActed: Frame.call_staff()
    }
}
