import QtQuick
import ".."

// One work area in the rail; its count is a gold mark.
Pressable {
    id: button

    required property string glyph
    required property int count
    required property bool chosen
    property bool upright: false

    implicitHeight: upright ? Math.max(Theme.px(100), word.y + word.implicitHeight + Theme.px(10)) : Math.max(Theme.px(80), word.implicitHeight + Theme.px(16))
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
            x: button.upright ? (parent.width - width) / 2 : Theme.px(14)
            y: button.upright ? Theme.px(10) : (parent.height - height) / 2
            glyph: button.glyph
            tone: button.tone
            size: Theme.pt(28)
        }
        HeadText {
            id: word
            x: button.upright ? Theme.px(4) : picture.x + picture.width + Theme.px(12)
            y: button.upright ? picture.y + picture.height + Theme.px(4) : (parent.height - height) / 2
            width: button.upright ? parent.width - 2 * x : (number.visible ? number.x : parent.width) - x - Theme.px(8)
            horizontalAlignment: button.upright ? Text.AlignHCenter : Text.AlignLeft
            text: button.label
            size: button.upright ? 20 : 22
            font.weight: Font.DemiBold
            color: button.tone
            Accessible.ignored: true
        }
        Rectangle {
            id: number
            visible: button.count > 0
            anchors.right: parent.right
            anchors.rightMargin: Theme.px(10)
            y: button.upright ? Theme.px(6) : (parent.height - height) / 2
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
