import QtQuick
import Sidemang.Screens
import ".."

// Kembali and Panggil petugas at the left, what else the page offers beside them, the primary bottom right.
// When it does not fit in one row the primary takes a row of its own, still at the bottom.
Item {
    id: footer

    property string primary
    property string primary_glyph: "arrow-right"
    property bool with_back: true
    default property alias extra: extras.data
    signal next

    readonly property bool one_row: left.natural + (main.visible ? main.natural_width + Theme.gap : 0) <= width

    implicitHeight: one_row ? Math.max(left.height, main.visible ? main.implicitHeight : 0) : left.height + Theme.gap + main.implicitHeight

    Flow {
        id: left
        property real natural: {
            let sum = -spacing;
            for (const child of [back, staff])
                sum += child.visible ? child.implicitWidth + spacing : 0;
            return sum + (extras.visibleChildren.length > 0 ? extras.implicitWidth + spacing : 0);
        }

        width: footer.one_row ? natural : footer.width
        spacing: Theme.gap

        OutlineButton {
            id: back
            objectName: "back"
            visible: footer.with_back
            glyph: "arrow-left"
            label: Words.frame_back
            onActed: Frame.back()
        }
        OutlineButton {
            id: staff
            objectName: "call_staff"
            glyph: "call-bell"
            label: Words.frame_call_staff
            onActed: Frame.call_staff()
        }
        Row {
            id: extras
            spacing: Theme.gap
        }
    }

    PrimaryButton {
        id: main
        visible: footer.primary !== ""
        label: footer.primary
        glyph: footer.primary_glyph
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: footer.one_row ? natural_width : footer.width
        onActed: footer.next()
    }
}
