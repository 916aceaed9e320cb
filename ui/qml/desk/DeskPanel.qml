import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The teal panel of the sign-in page: office, large clock, lotus.
Item {
    id: panel

    Rectangle {
        anchors.fill: parent
        color: Theme.panel_deep
    }
    Item {
        anchors.fill: parent
        clip: true
        Symbol {
            visible: !Theme.contrast
            anchors.right: parent.right
            anchors.rightMargin: -Theme.px(70)
            anchors.bottom: parent.bottom
            anchors.bottomMargin: -Theme.px(90)
            glyph: "flower-lotus"
            tone: Theme.panel_item
            size: Theme.px(420)
            opacity: 0.75
        }
    }
    Rectangle {
        visible: Theme.contrast
        anchors.right: parent.right
        width: Theme.edge
        height: parent.height
        color: Theme.border
    }
    Column {
        x: Theme.px(40)
        y: Theme.px(44)
        width: parent.width - 2 * x
        spacing: Theme.px(14)

        Rectangle {
            width: Theme.px(92)
            height: width
            radius: width * 0.27
            color: Theme.gold
            Symbol {
                anchors.centerIn: parent
                glyph: "buildings"
                weight: "duotone"
                tone: Theme.gold_ink
                size: Theme.px(56)
            }
        }
        Item {
            width: 1
            height: Theme.px(6)
        }
        HeadText {
            width: parent.width
            text: Frame.office
            size: 36
            font.weight: Font.ExtraBold
            color: Theme.panel_ink
        }
        BodyText {
            width: parent.width
            text: Frame.place
            size: 24
            color: Theme.panel_ink
        }
        Item {
            width: 1
            height: Theme.px(30)
        }
        HeadText {
            text: Frame.clock
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.px(92)
            font.weight: Font.ExtraBold
            color: Theme.panel_ink
        }
        BodyText {
            width: parent.width
            text: Frame.date
            size: 26
            color: Theme.panel_ink
        }
        BodyText {
            width: parent.width
            text: Rail.device_said
            size: 24
            font.weight: Font.Bold
            color: Theme.panel_ink
        }
    }
}
