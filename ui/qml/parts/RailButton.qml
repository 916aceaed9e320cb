import QtQuick
import ".."

// One work area in the rail; its count is a gold mark.
Pressable {
    id: button

    required property string glyph
    required property int count
    required property bool chosen

    implicitHeight: Math.max(Theme.px(80), word.implicitHeight + Theme.px(16))
    corner: Theme.px(16)
    Accessible.name: count > 0 ? label + ", " + count : label

    readonly property color tone: chosen ? Theme.panel_sheet_ink : Theme.panel_ink

    background: Rectangle {
        radius: button.corner
        color: button.chosen ? Theme.panel_sheet : button.down ? Theme.panel_item : "transparent"
        border.width: Theme.contrast ? Theme.edge : 0
        border.color: Theme.border
    }

    contentItem: Item {
        Symbol {
            id: picture
            anchors.left: parent.left
            anchors.leftMargin: Theme.px(14)
            anchors.verticalCenter: parent.verticalCenter
            glyph: button.glyph
            tone: button.tone
            size: Theme.pt(28)
        }
        HeadText {
            id: word
            anchors.left: picture.right
            anchors.leftMargin: Theme.px(12)
            anchors.right: number.visible ? number.left : parent.right
            anchors.rightMargin: Theme.px(8)
            anchors.verticalCenter: parent.verticalCenter
            text: button.label
            size: 22
            font.weight: Font.DemiBold
            color: button.tone
            Accessible.ignored: true
        }
        Rectangle {
            id: number
            visible: button.count > 0
            anchors.right: parent.right
            anchors.rightMargin: Theme.px(10)
            anchors.verticalCenter: parent.verticalCenter
            width: Math.max(height, digits.implicitWidth + Theme.px(18))
            height: digits.implicitHeight + Theme.px(8)
            radius: height / 2
            color: Theme.gold

            BodyText {
                id: digits
                anchors.centerIn: parent
                text: button.count
                size: 22
                lineHeight: 1
                font.weight: Font.Bold
                color: Theme.contrast ? Theme.gold_ink : Theme.ink
                Accessible.ignored: true
            }
        }
    }
}
