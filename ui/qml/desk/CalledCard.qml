import QtQuick
import ".."
import "../parts"

// The number the waiting room sees now, as large as it deserves.
Rectangle {
    id: card

    property string number
    property string said

    implicitWidth: row.implicitWidth + Theme.px(44)
    implicitHeight: row.implicitHeight + Theme.px(16)
    radius: Theme.px(20)
    color: Theme.tint("gold")
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.border

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.px(16)

        Symbol {
            glyph: "megaphone"
            tone: Theme.tint_ink("first")
            size: Theme.pt(32)
            anchors.verticalCenter: parent.verticalCenter
        }
        HeadText {
            text: card.number
            size: 40
            font.weight: Font.ExtraBold
            color: Theme.tint_ink("first")
            anchors.verticalCenter: parent.verticalCenter
        }
        BodyText {
            text: card.said
            width: Math.min(implicitWidth, Theme.pt(280))
            size: 20
            color: Theme.tint_ink("first")
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}
