pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Panel with the groups (left, or on top in portrait), tiles, footer.
FocusScope {
    id: home

    required property HomeScreen screen

    readonly property int columns: screen.roomy ? (Theme.portrait ? (Theme.text_step > 1 ? 1 : 2) : (Theme.text_step > 1 ? 2 : 3)) : (Theme.portrait ? 3 : 4) - (Theme.text_step > 1 ? 1 : 0)

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }

    HomePanel {
        id: panel
        screen: home.screen
        width: Theme.portrait ? home.width : Theme.px(Theme.text_step > 1 ? 540 : 480)
        height: Theme.portrait ? implicitHeight : home.height
    }

    Item {
        id: side
        anchors.left: Theme.portrait ? parent.left : panel.right
        anchors.top: Theme.portrait ? panel.bottom : parent.top
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.margin

        Item {
            id: top
            width: parent.width
            height: Math.max(title.implicitHeight, waiting.height, clock.implicitHeight)

            HeadText {
                id: title
                objectName: "heading"
                anchors.left: parent.left
                anchors.right: waiting.left
                anchors.rightMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                text: home.screen.title
                size: 46
                font.weight: Font.ExtraBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            StatusPill {
                id: waiting
                visible: home.screen.waiting >= 0
                width: visible ? implicitWidth : 0
                anchors.right: clock.left
                anchors.rightMargin: Theme.px(28)
                anchors.verticalCenter: parent.verticalCenter
                glyph: "users"
                tone: "first"
                size: 28
                label: home.screen.waiting_said
            }
            HeadText {
                id: clock
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: Frame.clock
                size: 46
                wrapMode: Text.NoWrap
                font.weight: Font.ExtraBold
            }
        }

        TileGrid {
            id: grid
            anchors.top: top.bottom
            anchors.topMargin: Theme.px(24)
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: notice.visible ? notice.top : foot.top
            anchors.bottomMargin: Theme.px(24)
            rows_model: home.screen.tiles
            roomy: home.screen.roomy
            columns: home.columns
            onChosen: key => home.screen.choose(key)
            onFits: count => home.screen.fits(count)
        }

        HomeSteps {
            readonly property real room: grid.height - grid.used - Theme.px(24)
            visible: home.screen.roomy && implicitHeight <= room
            width: parent.width
            anchors.bottom: grid.bottom
        }

        Rectangle {
            id: notice
            visible: home.screen.notice !== ""
            width: parent.width
            height: notice_text.implicitHeight + Theme.px(28)
            anchors.bottom: foot.top
            anchors.bottomMargin: Theme.gap
            radius: Theme.px(20)
            color: Theme.tint("gold")
            border.width: Theme.contrast ? Theme.edge : 0
            border.color: Theme.border

            Symbol {
                id: bell
                anchors.left: parent.left
                anchors.leftMargin: Theme.px(24)
                anchors.verticalCenter: parent.verticalCenter
                glyph: "info"
                tone: Theme.tint_ink("first")
                size: Theme.pt(30)
            }
            BodyText {
                id: notice_text
                anchors.left: bell.right
                anchors.leftMargin: Theme.px(14)
                anchors.right: parent.right
                anchors.rightMargin: Theme.px(24)
                anchors.verticalCenter: parent.verticalCenter
                text: home.screen.notice
                color: Theme.tint_ink("first")
                size: 26
                font.weight: Font.Bold
            }
        }

        HomeFoot {
            id: foot
            anchors.bottom: parent.bottom
            width: parent.width
            page: home.screen.page
            pages: home.screen.pages
            onTurned: by => home.screen.turn(by)
        }
    }
}
