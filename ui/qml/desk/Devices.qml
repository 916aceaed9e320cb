pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The office's devices; over them the code of a new one, or the question before one is ended.
DeskPage {
    id: page

    required property DevicesScreen screen

    title: Words.devices_title
    hint: screen.is_register ? Words.devices_hint : Words.devices_elsewhere
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: screen.news_tone === "error" ? "warning-circle" : "check-circle"
    primary: screen.panel !== "" ? screen.primary : screen.is_register ? Words.devices_add_lobby : ""
    primary_glyph: screen.panel === "" ? "plus" : screen.panel === "end" ? "x-circle" : "check"
    onNext: screen.panel === "" ? screen.add("lobby") : screen.next()

    verbs: [
        VerbButton {
            objectName: "add_desk"
            visible: page.screen.panel === "" && page.screen.is_register
            glyph: "desktop"
            key: "M"
            label: Words.devices_add_desk
            onActed: page.screen.add("desk")
        },
        VerbButton {
            objectName: "cancel"
            visible: page.screen.panel === "end"
            glyph: "arrow-left"
            key: "Esc"
            label: Words.devices_keep
            onActed: page.screen.cancel()
        }
    ]

    DeskScroll {
        id: scroll
        anchors.fill: parent

        Card {
            visible: page.screen.panel !== ""
            width: scroll.inner
            height: asked.implicitHeight + 2 * padding
            padding: Theme.px(28)

            Column {
                id: asked
                width: parent.width
                spacing: Theme.px(18)

                HeadText {
                    width: parent.width
                    text: page.screen.panel_title
                    size: 32
                    font.weight: Font.ExtraBold
                }
                BodyText {
                    width: parent.width
                    text: page.screen.panel_said
                    size: 24
                }
                Flow {
                    visible: page.screen.groups.length > 0
                    width: parent.width
                    spacing: Theme.px(14)

                    Repeater {
                        model: page.screen.groups

                        Rectangle {
                            id: group
                            required property string modelData
                            width: letters.implicitWidth + Theme.px(40)
                            height: letters.implicitHeight + Theme.px(24)
                            radius: Theme.px(16)
                            color: Theme.tint("teal")

                            HeadText {
                                id: letters
                                anchors.centerIn: parent
                                text: group.modelData
                                size: 44
                                font.weight: Font.ExtraBold
                                color: Theme.tint_ink("done")
                            }
                        }
                    }
                }
                BodyText {
                    visible: text !== ""
                    width: parent.width
                    text: page.screen.command
                    size: 20
                    color: Theme.muted
                    wrapMode: Text.WrapAnywhere
                }
            }
        }
        Repeater {
            model: page.screen.rows

            Card {
                id: device
                required property string key
                required property string title
                required property string said
                required property string glyph
                required property string status
                required property string status_glyph
                required property string status_tone
                required property bool may_end

                width: scroll.inner
                height: Math.max(badge.height, lines.implicitHeight, ender.visible ? ender.implicitHeight : 0) + 2 * padding
                padding: Theme.px(24)

                Badge {
                    id: badge
                    glyph: device.glyph
                    tint: "blue"
                    size: Theme.px(72)
                    anchors.verticalCenter: parent.verticalCenter
                }
                Column {
                    id: lines
                    x: badge.width + Theme.px(20)
                    width: parent.width - x - (ender.visible ? ender.width + Theme.px(20) : 0)
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.px(6)

                    BodyText {
                        width: parent.width
                        text: device.title
                        size: 26
                        font.weight: Font.Bold
                    }
                    BodyText {
                        width: parent.width
                        text: device.said
                        size: 20
                        color: Theme.muted
                    }
                    MarkWord {
                        label: device.status
                        glyph: device.status_glyph
                        tone: device.status_tone
                        most: parent.width
                    }
                }
                VerbButton {
                    id: ender
                    objectName: "end_" + device.key
                    visible: device.may_end && page.screen.panel === ""
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    glyph: "x-circle"
                    size: 22
                    tall: 80
                    label: Words.devices_end
                    onActed: page.screen.end_device(device.key)
                }
            }
        }
    }
}
