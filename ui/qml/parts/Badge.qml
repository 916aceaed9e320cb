import QtQuick
import ".."

// An icon in the rounded square of its category's tint.
Rectangle {
    id: badge

    property string glyph
    property string tint: "teal"
    property int size: Theme.px(92)

    implicitWidth: size
    implicitHeight: size
    radius: size * 0.27
    color: Theme.tint(tint)
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.border

    Symbol {
        anchors.centerIn: parent
        glyph: badge.glyph
        weight: "duotone"
        tone: Theme.tint_ink(badge.tint)
        size: badge.size * 0.63
    }
}
