pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Slip, six digits, the page as it will be printed, and one question after the paper moved.
Page {
    id: page

    required property SelfPrintScreen screen
    readonly property string phase: screen.phase
    readonly property bool beside: !Theme.portrait && Theme.text_step < 1.5

    title: Words.self_print_title
    hint: Words.self_print_hint
    glyph: "printer"
    tint: "teal"
    with_back: phase === "slip" || phase === "kk" || phase === "preview" || phase === "desk"
    primary: ({
            slip: Words.track_look_up,
            kk: Words.self_print_look,
            preview: Words.self_print_print,
            printing: "",
            asked: Words.self_print_confirm,
            why: "",
            done: Words.self_print_done,
            desk: Words.self_print_done
        })[phase]
    primary_glyph: phase === "preview" ? "printer" : phase === "asked" ? "check" : phase === "done" || phase === "desk" ? "house" : "arrow-right"
    onNext: screen.next()
    Component.onCompleted: if (phase === "kk")
        aim.restart()
    onPhaseChanged: if (phase === "kk")
        aim.restart()

    extra: [
        OutlineButton {
            objectName: "paper_bad"
            visible: page.phase === "asked"
            glyph: "x"
            label: Words.self_print_bad
            onActed: page.screen.paper_bad()
        }
    ]

    Timer {
        id: aim
        interval: 1
        onTriggered: page.screen.target === "kk" ? kk.take_focus() : page.screen.target === "pin" ? pin.take_focus() : ticket.take_focus()
    }
    Connections {
        target: page.screen
        function onNudge_changed(): void {
            aim.restart();
        }
    }

    ScrollBody {
        id: asking
        visible: page.phase === "slip" || page.phase === "kk"
        anchors.fill: parent
        spacing: Theme.px(22)

        Card {
            visible: page.phase === "slip" && page.screen.has_reader && !page.keyboard_open
            width: parent.width
            padding: Theme.px(36)
            height: Math.max(hold.height, slip.height) + 2 * padding

            SlipUnderReader {
                id: slip
                width: page.beside ? parent.width * 0.32 : parent.width * 0.4
            }
            HeadText {
                id: hold
                x: slip.width + Theme.px(40)
                width: parent.width - x
                y: Math.max(0, (slip.height - height) / 2)
                text: Words.track_scan
                size: 42
                font.weight: Font.ExtraBold
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
            visible: page.phase === "slip"
            width: parent.width
            padding: Theme.px(30)
            height: pair.implicitHeight + 2 * padding

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
        Card {
            visible: page.phase === "kk"
            width: parent.width
            padding: Theme.px(30)
            height: (page.beside ? Math.max(digits.implicitHeight, beside_card.height) : digits.implicitHeight + digits.y) + 2 * padding

            Column {
                id: digits
                y: Theme.portrait ? beside_card.height + Theme.px(26) : 0
                width: page.beside ? parent.width * 0.5 : parent.width
                spacing: Theme.px(20)

                NikBoxes {
                    id: kk
                    objectName: "kk"
                    width: parent.width
                    digits: 6
                    group: 3
                    label: Words.self_print_kk
                    value: page.screen.kk6
                    help: Words.self_print_kk_said
                    problem: page.screen.kk_problem
                    onKept: value => page.screen.type_kk(value)
                    onTyped: value => page.screen.type_kk(value)
                    onFilled: value => page.screen.type_kk(value)
                }
            }
            CardPicture {
                id: beside_card
                visible: page.beside && !page.keyboard_open || Theme.portrait
                x: Theme.portrait ? (parent.width - width) / 2 : parent.width - width - Theme.px(20)
                width: Theme.px(480)
                height: visible ? implicitHeight : 0
                family: true
                head: Words.identity_card_family
            }
        }
    }

    ScrollBody {
        id: preview
        visible: page.phase === "preview"
        anchors.fill: parent

        Flow {
            id: shown
            width: parent.width
            spacing: Theme.px(50)

            Rectangle {
                id: sheet
                height: page.beside ? preview.height - Theme.px(8) : Math.max(Theme.px(560), Math.min(Theme.px(1000), preview.height - about.implicitHeight - shown.spacing - Theme.px(8)))
                width: Math.round(height * 0.707)
                color: Theme.paper
                border.width: Theme.edge
                border.color: Theme.border
                Accessible.role: Accessible.Graphic
                Accessible.name: Words.self_print_preview

                Image {
                    anchors.fill: parent
                    anchors.margins: Theme.px(4)
                    source: page.screen.preview
                    sourceSize.width: width
                    fillMode: Image.PreserveAspectFit
                    visible: page.screen.preview !== ""
                    Accessible.ignored: true
                }
                Symbol {
                    visible: page.screen.preview === ""
                    anchors.centerIn: parent
                    glyph: "file-text"
                    weight: "duotone"
                    tone: Theme.paper_ink
                    size: parent.width * 0.4
                }
            }
            Column {
                id: about
                width: page.beside ? parent.width - sheet.width - parent.spacing : parent.width
                spacing: Theme.px(20)

                HeadText {
                    width: parent.width
                    text: Words.self_print_preview
                    size: 46
                    font.weight: Font.ExtraBold
                }
                FactLine {
                    width: parent.width
                    glyph: "files"
                    tint: "done"
                    said: page.screen.pages_said
                }
                FactLine {
                    width: parent.width
                    glyph: "seal-check"
                    tint: "done"
                    said: Words.self_print_done_said
                }
                FactLine {
                    width: parent.width
                    glyph: "info"
                    tint: "first"
                    said: Words.self_print_hint
                }
            }
        }
    }

    ScrollBody {
        id: telling
        visible: !asking.visible && !preview.visible
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
                    glyph: ({
                            printing: "printer",
                            asked: "scroll",
                            why: "warning",
                            done: "check-circle",
                            desk: "person-simple-walk"
                        })[page.phase] ?? "printer"
                    tint: page.phase === "done" ? "teal" : page.phase === "why" || page.phase === "desk" ? "orange" : "gold"
                    size: Theme.px(190)
                }
                HeadText {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: ({
                            printing: Words.self_print_printing,
                            asked: Words.self_print_asked,
                            why: Words.self_print_why,
                            done: Words.self_print_done_title,
                            desk: Words.self_print_at_desk
                        })[page.phase] ?? ""
                    size: 54
                    font.weight: Font.ExtraBold
                }
                BodyText {
                    visible: text !== ""
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: ({
                            printing: Words.self_print_printing_said,
                            asked: Words.self_print_asked_said,
                            done: Words.self_print_done_said,
                            desk: page.screen.problem !== "" ? page.screen.problem : Words.self_print_at_desk_said
                        })[page.phase] ?? ""
                    size: 34
                }
                ChipFlow {
                    visible: page.phase === "why"
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Math.min(parent.width, one_line)
                    rows_model: page.screen.faults
                    key: "fault"
                    grown: true
                    onPicked: option => page.screen.fault(option)
                }
            }
        }
    }
}
