import QtQuick
import ".."
import "../parts"

// One filter above a list with how many rows it holds; the chosen one is filled.
Pressable {
    id: filter

    property int count: 0
    property bool chosen: false
    property bool counted: true
    readonly property color tone: chosen ? Theme.primary_ink : Theme.ink

    implicitWidth: word.implicitWidth + (number.visible ? number.width + Theme.px(12) : 0) + Theme.px(44)
    implicitHeight: Math.max(Theme.px(80), word.implicitHeight + Theme.px(28))
    corner: Theme.px(22)
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen
    Accessible.name: counted ? label + ", " + count : label

    background: Rectangle {
        radius: filter.corner
        color: filter.chosen ? Theme.primary : filter.down ? Theme.pressed : Theme.card
        border.width: Theme.edge
        border.color: filter.chosen ? Theme.primary : Theme.border
    }

    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: Theme.px(12)

            HeadText {
                id: word
                text: filter.label
                size: 24
                font.weight: Font.DemiBold
                wrapMode: Text.NoWrap
                color: filter.tone
                anchors.verticalCenter: parent.verticalCenter
                Accessible.ignored: true
            }
            Rectangle {
                id: number
                visible: filter.counted
                anchors.verticalCenter: parent.verticalCenter
                width: Math.max(height, digits.implicitWidth + Theme.px(18))
                height: digits.implicitHeight + Theme.px(8)
                radius: height / 2
                color: filter.chosen ? Theme.gold : Theme.bed
                border.width: Theme.contrast ? 1 : 0
                border.color: Theme.border

                BodyText {
                    id: digits
                    anchors.centerIn: parent
                    text: filter.count
                    size: 22
                    lineHeight: 1
                    font.weight: Font.Bold
                    color: filter.chosen && Theme.contrast ? Theme.gold_ink : Theme.ink
                    Accessible.ignored: true
                }
            }
        }
    }
}
