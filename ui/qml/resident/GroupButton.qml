import QtQuick
import ".."
import "../parts"

// One group of tiles in the panel; the chosen one is a white sheet.
Pressable {
    id: button

    required property string glyph
    required property int count
    required property bool chosen

    implicitHeight: Math.max(Theme.px(88), word.implicitHeight + Theme.px(28))
    corner: Theme.px(24)
    Accessible.name: label + ", " + count
    Accessible.checkable: true
    Accessible.checked: chosen

    readonly property color tone: chosen ? Theme.panel_sheet_ink : Theme.panel_ink

    background: Rectangle {
        radius: button.corner
        color: button.chosen ? Theme.panel_sheet : button.down ? Theme.panel_deep : Theme.panel_item
        border.width: Theme.edge
        border.color: button.chosen ? color : Theme.panel_line
    }

    contentItem: Item {
        Symbol {
            id: picture
            anchors.left: parent.left
            anchors.leftMargin: Theme.px(22)
            anchors.verticalCenter: parent.verticalCenter
            glyph: button.glyph
            tone: button.tone
            size: Theme.pt(34)
        }
        HeadText {
            id: word
            anchors.left: picture.right
            anchors.leftMargin: Theme.px(18)
            anchors.right: number.left
            anchors.rightMargin: Theme.px(10)
            anchors.verticalCenter: parent.verticalCenter
            text: button.label
            size: 28
            font.weight: Font.DemiBold
            color: button.tone
            Accessible.ignored: true
        }
        BodyText {
            id: number
            anchors.right: parent.right
            anchors.rightMargin: Theme.px(24)
            anchors.verticalCenter: parent.verticalCenter
            text: button.count
            size: 28
            lineHeight: 1
            font.weight: Font.Bold
            color: button.tone
            Accessible.ignored: true
        }
    }
}
