pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The slip under the reader or ticket and PIN; then where the surat is, as a line of stops.
Page {
    id: page

    required property TrackingScreen screen
    readonly property bool asking: screen.phase === "ask"
    readonly property bool beside: !Theme.portrait && Theme.text_step < 1.5

    title: Words.track_title
    hint: asking ? Words.track_hint : screen.service
    glyph: "magnifying-glass"
    tint: "blue"
    primary: asking ? Words.track_look_up : screen.phase === "withdraw" ? Words.track_withdraw_yes : Words.track_done
    primary_glyph: asking ? "magnifying-glass" : screen.phase === "withdraw" ? "x" : "house"
    with_back: screen.phase !== "withdraw"
    onNext: screen.next()

    extra: [
        OutlineButton {
            objectName: "keep"
            visible: page.screen.phase === "withdraw"
            glyph: "arrow-counter-clockwise"
            label: Words.track_keep
            onActed: page.screen.keep()
        },
        OutlineButton {
            objectName: "complete"
            visible: page.screen.phase === "shown" && page.screen.may_complete
            glyph: "checks"
            label: Words.track_complete
            onActed: page.screen.complete()
        },
        OutlineButton {
            objectName: "print_surat"
            visible: page.screen.phase === "shown" && page.screen.may_print
            glyph: "printer"
            label: Words.track_print_surat
            onActed: page.screen.print_surat()
        }
    ]

    Timer {
        id: aim
        interval: 1
        onTriggered: page.screen.target === "pin" ? pin.take_focus() : ticket.take_focus()
    }
    Timer {
        id: settle
        interval: 30
        onTriggered: if (page.keyboard_open)
            scroll.reveal(typed)
    }
    onKeyboard_openChanged: settle.restart()
    Connections {
        target: page.screen
        function onNudge_changed(): void {
            aim.restart();
        }
    }

    ScrollBody {
        id: scroll
        visible: page.asking
        anchors.fill: parent
        spacing: Theme.px(22)

        Card {
            visible: page.screen.has_reader && !page.keyboard_open
            width: parent.width
            padding: Theme.px(36)
            height: Math.max(hold.height, slip.height) + 2 * padding

            SlipUnderReader {
                id: slip
                width: page.beside ? parent.width * 0.32 : parent.width * 0.4
            }
            Column {
                id: hold
                x: slip.width + Theme.px(40)
                width: parent.width - x
                y: Math.max(0, (slip.height - height) / 2)
                spacing: Theme.px(14)

                HeadText {
                    width: parent.width
                    text: Words.track_scan
                    size: 42
                    font.weight: Font.ExtraBold
                }
                BodyText {
                    width: parent.width
                    text: Words.track_lost
                    color: Theme.muted
                    size: 28
                }
            }
        }
        FactLine {
            visible: page.screen.problem !== ""
            width: parent.width
            glyph: "warning-circle"
            tint: "error"
            said: page.screen.problem
        }
        Card {
            id: typed
            width: parent.width
            padding: Theme.px(30)
            height: fields.implicitHeight + 2 * padding

            Column {
                id: fields
                width: parent.width
                spacing: Theme.px(16)

                HeadText {
                    visible: page.screen.has_reader && !page.keyboard_open
                    width: parent.width
                    text: Words.track_or_type
                    size: 32
                }
                Grid {
                    id: pair
                    width: parent.width
                    columns: page.beside ? 2 : 1
                    spacing: Theme.px(28)

                    Field {
                        id: ticket
                        objectName: "ticket"
                        width: page.beside ? (pair.width - pair.spacing) * 0.58 : pair.width
                        label: Words.track_ticket
                        value: page.screen.ticket
                        example: Words.track_ticket_example
                        problem: page.screen.ticket_problem
                        capitals: true
                        longest: 14
                        onKept: value => page.screen.type_ticket(value)
                        onTyped: value => page.screen.type_ticket(value)
                    }
                    NikBoxes {
                        id: pin
                        objectName: "pin"
                        width: page.beside ? (pair.width - pair.spacing) * 0.42 : pair.width
                        digits: 6
                        group: 3
                        masked: false
                        label: Words.track_pin
                        value: page.screen.pin
                        problem: page.screen.pin_problem
                        onKept: value => page.screen.type_pin(value)
                        onTyped: value => page.screen.type_pin(value)
                    }
                }
            }
        }
    }

    ScrollBody {
        id: shown
        visible: page.screen.phase === "shown"
        anchors.fill: parent
        spacing: Theme.px(20)

        Rectangle {
            id: banner
            objectName: "status"
            width: parent.width
            height: Math.max(mark.height, said.implicitHeight) + Theme.px(48)
            radius: Theme.px(30)
            color: Theme.tint(page.screen.tone)
            border.width: Theme.px(3)
            border.color: Theme.tint_ink(page.screen.tone)
            Accessible.role: Accessible.AlertMessage
            Accessible.name: page.screen.headline

            Symbol {
                id: mark
                x: Theme.px(36)
                anchors.verticalCenter: parent.verticalCenter
                glyph: page.screen.glyph
                weight: "duotone"
                tone: Theme.tint_ink(page.screen.tone)
                size: Theme.px(110)
            }
            Column {
                id: said
                anchors.left: mark.right
                anchors.leftMargin: Theme.px(30)
                anchors.right: parent.right
                anchors.rightMargin: Theme.px(30)
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.px(4)

                HeadText {
                    width: parent.width
                    text: page.screen.headline
                    color: Theme.tint_ink(page.screen.tone)
                    size: 46
                    font.weight: Font.ExtraBold
                }
                BodyText {
                    width: parent.width
                    text: page.screen.told
                    color: Theme.tint_ink(page.screen.tone)
                    size: 30
                }
            }
        }
        Card {
            visible: page.screen.answer !== ""
            width: parent.width
            padding: Theme.px(34)
            height: answer.implicitHeight + 2 * padding

            Column {
                id: answer
                width: parent.width
                spacing: Theme.px(12)

                HeadText {
                    width: parent.width
                    text: Words.track_answer
                    size: 32
                }
                BodyText {
                    objectName: "answer"
                    width: parent.width
                    text: page.screen.answer
                    size: 34
                }
            }
        }
        FactLine {
            visible: page.screen.waits
            width: parent.width
            glyph: "hourglass-medium"
            tint: "mark"
            said: Words.track_waits
        }
        FactLine {
            objectName: "files"
            visible: page.screen.files !== ""
            width: parent.width
            glyph: "file-text"
            tint: "step"
            said: page.screen.files
        }
        Card {
            visible: page.screen.late !== ""
            width: parent.width
            padding: Theme.px(24)
            height: late.implicitHeight + 2 * padding

            Column {
                id: late
                width: parent.width
                spacing: Theme.px(14)

                FieldNote {
                    width: parent.width
                    problem: page.screen.late
                }
                Flow {
                    width: parent.width
                    spacing: Theme.px(14)

                    OutlineButton {
                        objectName: "repeat"
                        glyph: "arrow-clockwise"
                        label: Words.track_repeat
                        tall: 88
                        onActed: page.screen.repeat()
                    }
                    OutlineButton {
                        objectName: "leave"
                        glyph: "x"
                        label: Words.track_leave
                        tall: 88
                        onActed: page.screen.leave()
                    }
                }
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
            id: halves
            width: parent.width
            columns: page.beside ? 2 : 1
            spacing: Theme.px(22)
            readonly property real side: page.beside ? Math.round((width - spacing) * 0.58) : width
            readonly property real inner: page.beside ? Math.max(way.implicitHeight, bring.implicitHeight) : 0

            Card {
                width: halves.side
                padding: Theme.px(30)
                height: Math.max(halves.inner, way.implicitHeight) + 2 * padding

                StopLine {
                    id: way
                    width: parent.width
                    rows_model: page.screen.stops
                }
            }
            Card {
                width: page.beside ? halves.width - halves.side - halves.spacing : halves.width
                padding: Theme.px(30)
                height: Math.max(halves.inner, bring.implicitHeight) + 2 * padding

                Column {
                    id: bring
                    width: parent.width
                    spacing: Theme.px(18)

                    HeadText {
                        width: parent.width
                        text: page.screen.bring.count > 0 ? Words.track_bring : Words.track_nothing
                        size: 32
                    }
                    Repeater {
                        model: page.screen.bring

                        LineRow {
                            required property string key
                            required tint
                            width: bring.width
                            strong: false
                        }
                    }
                    BodyText {
                        visible: page.screen.bring.count === 0 && page.screen.answer === ""
                        width: parent.width
                        text: Words.track_nothing_said
                        color: Theme.muted
                    }
                    OutlineButton {
                        objectName: "withdraw"
                        visible: page.screen.may_withdraw
                        glyph: "x"
                        label: Words.track_withdraw
                        size: 28
                        tall: 88
                        width: Math.min(natural_width, bring.width)
                        onActed: page.screen.withdraw()
                    }
                    BodyText {
                        visible: text !== ""
                        width: parent.width
                        text: page.screen.updated
                        color: Theme.muted
                        size: 26
                    }
                }
            }
        }
    }

    EmptyState {
        visible: page.screen.phase === "withdraw"
        width: Math.min(parent.width, Theme.px(1200))
        anchors.centerIn: parent
        glyph: "question"
        tint: "orange"
        size: 46
        title: Words.track_withdraw_ask
        hint: Words.track_withdraw_said
    }
}
