pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Four large tiles; after a touch the number fills the page.
Page {
    id: page

    required property QueueTicketScreen screen
    readonly property bool taken: screen.phase === "taken"

    title: Words.queue_ticket_title
    hint: taken ? "" : Words.queue_ticket_hint
    glyph: "ticket"
    tint: "gold"
    with_back: !taken
    primary: taken ? Words.queue_ticket_done : ""
    primary_glyph: "house"
    onNext: screen.next()

    extra: [
        BodyText {
            visible: page.taken && !Theme.portrait
            height: Theme.px(104)
            leftPadding: Theme.px(12)
            verticalAlignment: Text.AlignVCenter
            text: page.screen.closes_said
            color: Theme.muted
            size: 26
            wrapMode: Text.NoWrap
        }
    ]

    Timer {
        interval: 1000
        repeat: true
        running: page.visible && page.taken && Frame.overlay === ""
        onTriggered: page.screen.tick()
    }

    ScrollBody {
        id: scroll
        visible: !page.taken
        anchors.fill: parent
        spacing: Theme.px(22)

        Flow {
            id: pills
            width: parent.width
            spacing: Theme.px(16)

            StatusPill {
                visible: label !== ""
                glyph: "users"
                tone: "first"
                size: 30
                label: page.screen.waiting_said
            }
            StatusPill {
                visible: label !== ""
                glyph: "clock"
                tone: "step"
                size: 30
                label: page.screen.minutes_said
            }
        }
        FactLine {
            visible: page.screen.problem !== ""
            width: parent.width
            glyph: "warning-circle"
            tint: "error"
            said: page.screen.problem
        }
        Grid {
            id: tiles
            width: parent.width
            readonly property int across: Theme.portrait || Theme.text_step >= 1.5 ? 1 : 2
            readonly property int lines: Math.ceil(page.screen.needs.count / across)
            columns: across
            spacing: Theme.px(24)

            Repeater {
                model: page.screen.needs

                Tile {
                    required property string key
                    required title
                    required hint
                    required glyph
                    required tint
                    objectName: "take_" + key
                    roomy: true
                    width: (tiles.width - (tiles.across - 1) * tiles.spacing) / tiles.across
                    height: Math.max(implicitHeight, Math.min(Theme.px(320), (scroll.height - tiles.y - (tiles.lines - 1) * tiles.spacing - Theme.px(6)) / tiles.lines))
                    onActed: page.screen.take(key)
                }
            }
        }
    }

    ScrollBody {
        id: told
        visible: page.taken
        anchors.fill: parent

        Card {
            width: parent.width
            padding: Theme.px(40)
            height: Math.max(shown.implicitHeight + 2 * padding, told.height - Theme.px(6))

            Column {
                id: shown
                width: parent.width
                y: Math.max(0, (parent.height - implicitHeight) / 2)
                spacing: Theme.px(20)

                BodyText {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: Words.queue_ticket_your_number
                    color: Theme.muted
                    size: 34
                }
                HeadText {
                    objectName: "number"
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: page.screen.number
                    color: Theme.contrast ? Theme.primary : Theme.primary_deep
                    font.pixelSize: Theme.px(Theme.portrait ? 230 : 250)
                    font.weight: Font.ExtraBold
                    wrapMode: Text.NoWrap
                    lineHeight: 0.85
                }
                BodyText {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: Words.queue_ticket_wait_said
                    size: 34
                }
                Grid {
                    id: facts
                    anchors.horizontalCenter: parent.horizontalCenter
                    readonly property real room: Math.min(parent.width, Theme.px(1300))
                    columns: Theme.portrait || Theme.text_step >= 1.5 || page.screen.minutes_said === "" ? 1 : 2
                    spacing: Theme.px(16)

                    FactLine {
                        visible: page.screen.waiting_said !== ""
                        width: (facts.room - (facts.columns - 1) * facts.spacing) / facts.columns
                        glyph: "users"
                        tint: "done"
                        said: page.screen.waiting_said
                    }
                    FactLine {
                        visible: page.screen.minutes_said !== ""
                        width: (facts.room - (facts.columns - 1) * facts.spacing) / facts.columns
                        glyph: "clock"
                        tint: "done"
                        said: page.screen.minutes_said
                    }
                }
                FactLine {
                    objectName: "slip"
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: facts.room
                    glyph: page.screen.slip === "printed" ? "check-circle" : page.screen.slip === "printing" ? "printer" : "info"
                    tint: page.screen.slip === "printed" ? "good" : page.screen.slip === "failed" ? "error" : "first"
                    said: page.screen.slip_said
                }
                BodyText {
                    visible: Theme.portrait
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: page.screen.closes_said
                    color: Theme.muted
                    size: 28
                }
            }
        }
    }
}
