import QtQuick
import ".."
import "../parts"

// One member of staff: initials in the square of a tint, name, post; the chosen one is marked by border and icon.
Pressable {
    id: tile

    property string name
    property string post
    property string initials
    property string tint
    property bool chosen: false

    label: name
    corner: Theme.px(24)
    implicitHeight: Math.max(Theme.px(124), words.implicitHeight + Theme.px(32))
    Accessible.description: post
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen

    background: Item {
        Shadow {}
        Rectangle {
            anchors.fill: parent
            radius: tile.corner
            color: tile.chosen ? Theme.tint("teal") : tile.down ? Theme.pressed : Theme.card
            border.width: tile.chosen ? Theme.px(4) : Theme.edge
            border.color: tile.chosen ? Theme.primary : Theme.border
        }
    }
    contentItem: Item {
        Rectangle {
            id: square
            x: Theme.px(18)
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.px(84)
            height: width
            radius: width * 0.27
            color: Theme.tint(tile.tint)
            border.width: Theme.contrast ? Theme.edge : 0
            border.color: Theme.border

            HeadText {
                anchors.centerIn: parent
                text: tile.initials
                font.pixelSize: Theme.px(34)
                font.weight: Font.ExtraBold
                color: Theme.ink
                Accessible.ignored: true
            }
        }
        Column {
            id: words
            anchors.left: square.right
            anchors.leftMargin: Theme.px(18)
            anchors.right: mark.left
            anchors.rightMargin: Theme.px(10)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(2)

            HeadText {
                width: parent.width
                text: tile.name
                size: 26
                lineHeight: 1.05
                Accessible.ignored: true
            }
            BodyText {
                width: parent.width
                text: tile.post
                size: 22
                color: tile.chosen ? Theme.ink : Theme.muted
                Accessible.ignored: true
            }
        }
        Symbol {
            id: mark
            anchors.right: parent.right
            anchors.rightMargin: Theme.px(18)
            anchors.verticalCenter: parent.verticalCenter
            visible: tile.chosen
            width: visible ? size : 0
            glyph: "check-circle"
            tone: Theme.primary
            size: Theme.px(36)
        }
    }
}
