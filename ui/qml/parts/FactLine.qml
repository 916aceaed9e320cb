import QtQuick
import ".."

// One fact on its tint, the width of its place: icon and bold words; wraps instead of cutting.
Rectangle {
    id: line

    property string glyph
    property string tint: "done"
    property string said

    implicitHeight: word.implicitHeight + Theme.px(32)
    radius: Theme.px(22)
    color: Theme.tint(tint)
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.tint_ink(tint)

    Symbol {
        id: mark
        x: Theme.px(22)
        anchors.verticalCenter: parent.verticalCenter
        glyph: line.glyph
        tone: Theme.tint_ink(line.tint)
        size: Theme.pt(34)
    }
    BodyText {
        id: word
        anchors.left: mark.right
        anchors.leftMargin: Theme.px(16)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(20)
        anchors.verticalCenter: parent.verticalCenter
        text: line.said
        color: Theme.tint_ink(line.tint)
        size: 28
        font.weight: Font.Bold
    }
}
