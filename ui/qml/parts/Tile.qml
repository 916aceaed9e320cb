import QtQuick
import ".."

// A service or menu: badge, title of at most three lines, a hint when there is room for it.
Pressable {
    id: tile

    property string glyph
    property string tint: "teal"
    property string title
    property string hint
    property bool roomy: false

    label: title
    corner: Theme.px(28)
    implicitHeight: Math.max(Theme.px(140), words.implicitHeight + Theme.px(32))
    Accessible.description: hint

    background: Item {
        Shadow {}
        Rectangle {
            anchors.fill: parent
            radius: tile.corner
            color: tile.down ? Theme.pressed : Theme.card
            border.width: Theme.edge
            border.color: Theme.border
        }
    }

    contentItem: Item {
        Badge {
            id: badge
            anchors.left: parent.left
            anchors.leftMargin: Theme.px(tile.roomy ? 28 : 20)
            anchors.verticalCenter: parent.verticalCenter
            glyph: tile.glyph
            tint: tile.tint
            size: Theme.px(tile.roomy ? 104 : 92)
        }
        Column {
            id: words
            anchors.left: badge.right
            anchors.leftMargin: Theme.px(tile.roomy ? 26 : 20)
            anchors.right: parent.right
            anchors.rightMargin: Theme.px(16)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(6)

            HeadText {
                width: parent.width
                text: tile.title
                size: tile.roomy ? 30 : 26
                lineHeight: 1.08
                maximumLineCount: 3
                Accessible.ignored: true
            }
            BodyText {
                width: parent.width
                visible: tile.roomy && tile.hint !== ""
                text: tile.hint
                color: Theme.muted
                size: 26
                Accessible.ignored: true
            }
        }
    }
}
