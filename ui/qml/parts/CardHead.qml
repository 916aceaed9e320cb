import QtQuick
import ".."

// The title of a card, with an optional button at its right; the button goes below when both do not fit.
Flow {
    id: head

    property string title
    property real size: 32
    default property alias extra: extras.data
    readonly property bool one_row: words.implicitWidth + extras.implicitWidth + spacing <= width

    width: parent?.width ?? 0
    spacing: Theme.px(16)

    HeadText {
        id: words
        width: head.one_row ? head.width - extras.implicitWidth - (extras.implicitWidth > 0 ? head.spacing : 0) : head.width
        height: head.one_row ? Math.max(implicitHeight, extras.implicitHeight) : implicitHeight
        verticalAlignment: Text.AlignVCenter
        text: head.title
        size: head.size
    }
    Row {
        id: extras
    }
}
