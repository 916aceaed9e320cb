pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The whole screen is one button; two language buttons lie on it.
FocusScope {
    id: attract

    required property AttractScreen screen

    Rectangle {
        anchors.fill: parent
        gradient: Gradient {
            GradientStop {
                position: 0
                color: Theme.panel
            }
            GradientStop {
                position: 1
                color: Theme.panel_deep
            }
        }
    }
    Symbol {
        visible: !Theme.contrast
        anchors.right: parent.right
        anchors.rightMargin: -Theme.px(120)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: -Theme.px(170)
        glyph: "flower-lotus"
        tone: Theme.panel_item
        size: Theme.px(820)
        opacity: 0.7
    }

    Pressable {
        objectName: "wake"
        anchors.fill: parent
        label: Words.attract_wake
        onActed: attract.screen.wake()
        scale: 1
        background: Item {}
        contentItem: Item {}
    }

    Row {
        id: office
        x: Theme.px(64)
        y: Theme.px(Theme.portrait ? 110 : 64)
        width: parent.width - clock.width - 3 * x
        spacing: Theme.px(26)

        Rectangle {
            width: Theme.px(104)
            height: width
            radius: width * 0.27
            color: Theme.gold
            Symbol {
                anchors.centerIn: parent
                glyph: "buildings"
                weight: "duotone"
                tone: Theme.gold_ink
                size: Theme.px(66)
            }
        }
        Column {
            width: parent.width - Theme.px(104) - parent.spacing
            anchors.verticalCenter: parent.verticalCenter
            HeadText {
                width: parent.width
                text: Frame.office
                size: 38
                color: Theme.panel_ink
            }
            BodyText {
                width: parent.width
                text: Frame.place
                size: 28
                color: Theme.panel_ink
            }
        }
    }
    Column {
        id: clock
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(64)
        y: Theme.portrait ? office.y : Theme.px(44)

        HeadText {
            anchors.right: parent.right
            text: Frame.clock
            size: 92
            lineHeight: 0.95
            wrapMode: Text.NoWrap
            font.weight: Font.ExtraBold
            font.pixelSize: Theme.px(92)
            color: Theme.panel_ink
        }
        BodyText {
            anchors.right: parent.right
            text: Frame.date
            size: 28
            wrapMode: Text.NoWrap
            color: Theme.panel_ink
        }
    }

    Column {
        x: Theme.px(64)
        width: parent.width - 2 * x
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: Theme.px(Theme.portrait ? 0 : 24)
        spacing: Theme.px(44)

        HeadText {
            objectName: "heading"
            width: parent.width
            text: Words.attract_title
            size: Theme.text_step > 1 ? 72 : 100
            lineHeight: 1.02
            font.weight: Font.ExtraBold
            color: Theme.panel_ink
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        Item {
            width: Math.min(parent.width, Theme.px(1160))
            height: deck.tallest

            Repeater {
                id: deck
                model: attract.screen.cards
                property real tallest: Theme.px(190)

                Rectangle {
                    id: card
                    required property string key
                    required property string title
                    required property string said
                    required property string glyph
                    required property string tint
                    required property int index
                    width: parent?.width ?? 0
                    height: Math.max(Theme.px(190), words.implicitHeight + Theme.px(56))
                    onHeightChanged: deck.tallest = Math.max(deck.tallest, height)
                    radius: Theme.px(32)
                    color: Theme.card
                    border.width: Theme.contrast ? Theme.edge : 0
                    border.color: Theme.border
                    visible: index === attract.screen.at

                    Badge {
                        id: badge
                        x: Theme.px(36)
                        anchors.verticalCenter: parent.verticalCenter
                        glyph: card.glyph
                        tint: card.tint
                        size: Theme.px(124)
                    }
                    Column {
                        id: words
                        anchors.left: badge.right
                        anchors.leftMargin: Theme.px(32)
                        anchors.right: parent.right
                        anchors.rightMargin: Theme.px(32)
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: Theme.px(6)
                        HeadText {
                            width: parent.width
                            text: card.title
                            size: 38
                        }
                        BodyText {
                            width: parent.width
                            text: card.said
                            color: Theme.muted
                            size: 30
                        }
                    }
                }
            }
        }
        Row {
            spacing: Theme.px(14)
            Repeater {
                model: attract.screen.cards.count
                Rectangle {
                    required property int index
                    width: Theme.px(index === attract.screen.at ? 44 : 16)
                    height: Theme.px(16)
                    radius: height / 2
                    color: index === attract.screen.at ? Theme.gold : Theme.panel_line
                }
            }
        }
    }

    Column {
        x: Theme.px(64)
        width: parent.width - 2 * x
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(56)
        spacing: Theme.px(28)

        Row {
            visible: attract.screen.notice !== ""
            width: parent.width
            spacing: Theme.px(14)
            Symbol {
                id: mark
                glyph: "info"
                tone: Theme.gold
                size: Theme.pt(32)
            }
            BodyText {
                width: parent.width - mark.width - parent.spacing
                text: attract.screen.notice
                size: 28
                color: Theme.panel_ink
            }
        }
        Flow {
            width: parent.width
            spacing: Theme.gap
            OutlineButton {
                objectName: "wake_id"
                glyph: "globe"
                label: "Bahasa Indonesia"
                onActed: attract.screen.wake_in("id")
            }
            OutlineButton {
                objectName: "wake_en"
                label: "English"
                onActed: attract.screen.wake_in("en")
            }
            OutlineButton {
                objectName: "call_staff"
                glyph: "call-bell"
                label: Words.frame_call_staff
                onActed: Frame.call_staff()
            }
        }
    }

    Timer {
        interval: 12000
        repeat: true
        running: Theme.moving
        onTriggered: attract.screen.turn()
    }
}
