pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Four faces with words; one touch is enough.
Page {
    id: page

    required property RateScreen screen
    readonly property bool thanks: screen.phase === "thanks"

    title: Words.rate_title
    hint: Words.rate_hint
    glyph: "chat-centered-text"
    tint: "gold"
    with_back: false
    primary: thanks ? Words.rate_done : Words.rate_skip
    primary_glyph: thanks ? "house" : "arrow-right"
    onNext: screen.next()

    ScrollBody {
        id: scroll
        visible: !page.thanks
        anchors.fill: parent

        Grid {
            id: faces
            width: parent.width
            readonly property int across: Theme.portrait || Theme.text_step >= 1.5 ? 2 : 4
            readonly property int lines: Math.ceil(page.screen.faces.count / across)
            columns: across
            spacing: Theme.px(24)

            Repeater {
                model: page.screen.faces

                Pressable {
                    id: tile
                    required property int key
                    required property string title
                    required property string glyph
                    required property string tint
                    objectName: "face_" + key
                    label: title
                    corner: Theme.px(34)
                    width: (faces.width - (faces.across - 1) * faces.spacing) / faces.across
                    height: Math.max(Theme.px(300), Math.min(Theme.px(640), (scroll.height - (faces.lines - 1) * faces.spacing - Theme.px(6)) / faces.lines))
                    onActed: page.screen.face(key)

                    background: Item {
                        Shadow {}
                        Rectangle {
                            anchors.fill: parent
                            radius: tile.corner
                            color: tile.down ? Theme.pressed : Theme.card
                            border.width: Theme.edge
                            border.color: Theme.border
                        }
                    }
                    contentItem: Item {
                        Column {
                            anchors.centerIn: parent
                            width: parent.width - Theme.px(40)
                            spacing: Theme.px(22)

                            Badge {
                                anchors.horizontalCenter: parent.horizontalCenter
                                glyph: tile.glyph
                                tint: tile.tint
                                size: Math.min(Theme.px(230), tile.height * 0.48)
                            }
                            HeadText {
                                width: parent.width
                                horizontalAlignment: Text.AlignHCenter
                                text: tile.title
                                size: 36
                                Accessible.ignored: true
                            }
                        }
                    }
                }
            }
        }
    }

    ScrollBody {
        id: telling
        visible: page.thanks
        anchors.fill: parent

        Card {
            width: parent.width
            padding: Theme.px(48)
            height: Math.max(told.implicitHeight + 2 * padding, telling.height - Theme.px(6))

            Column {
                id: told
                width: parent.width
                y: Math.max(0, (parent.height - implicitHeight) / 2)
                spacing: Theme.px(26)

                Badge {
                    anchors.horizontalCenter: parent.horizontalCenter
                    glyph: "hand-heart"
                    tint: "teal"
                    size: Theme.px(190)
                }
                HeadText {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: Words.rate_thanks
                    size: 54
                    font.weight: Font.ExtraBold
                }
                BodyText {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: Words.rate_thanks_said
                    size: 34
                }
                ChipFlow {
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Math.min(parent.width, one_line)
                    rows_model: page.screen.reasons
                    key: "reason"
                    grown: true
                    onPicked: option => page.screen.reason(option)
                }
            }
        }
    }
}
