pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The number as large as the glass allows and its code, what to have at hand, and the way of the surat as steps.
Page {
    id: page

    required property EkitirScreen screen
    readonly property bool stacked: Theme.portrait || Theme.text_step >= 1.5 || screen.papers.count === 0

    title: Words.ekitir_title
    with_header: false
    with_tools: true
    with_back: false
    body_margin: Theme.margin
    primary: Words.ekitir_done
    primary_glyph: "house"
    onNext: screen.done()
    Component.onCompleted: if (Theme.text_step >= 1.5)
        screen.linger(60)

    extra: [
        OutlineButton {
            objectName: "print_again"
            visible: page.screen.slip !== "none" && page.screen.slip !== "printing"
            glyph: "printer"
            label: Words.ekitir_print_again
            onActed: page.screen.print_again()
        },
        OutlineButton {
            objectName: "rate"
            visible: page.screen.can_rate
            glyph: "chat-centered-text"
            label: Words.ekitir_rate
            onActed: page.screen.rate()
        },
        BodyText {
            visible: !Theme.portrait
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
        running: page.visible && Frame.overlay === ""
        onTriggered: page.screen.tick()
    }

    Rectangle {
        id: band
        x: -page.body.x
        y: -page.body.y
        width: page.width
        height: page.body.y + head.height + Theme.px(Theme.portrait ? 170 : 150)
        visible: !Theme.contrast
        gradient: Gradient {
            GradientStop {
                position: 0.6  // flat behind the words
                color: Theme.panel
            }
            GradientStop {
                position: 1
                color: Theme.panel_deep
            }
        }
    }

    Item {
        id: head
        width: parent.width
        height: Math.max(mark.height, words.implicitHeight)

        Rectangle {
            id: mark
            width: Theme.px(100)
            height: width
            radius: width / 2
            color: Theme.gold
            Symbol {
                anchors.centerIn: parent
                glyph: "check"
                tone: Theme.gold_ink
                size: Theme.px(56)
            }
        }
        Column {
            id: words
            anchors.left: mark.right
            anchors.leftMargin: Theme.px(26)
            width: parent.width - x - (Theme.portrait ? 0 : tools.width + Theme.px(24))
            y: Math.max(0, (mark.height - implicitHeight) / 2)

            HeadText {
                objectName: "heading"
                width: parent.width
                text: Words.ekitir_title
                color: Theme.panel_ink
                size: 46
                font.weight: Font.ExtraBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            BodyText {
                width: parent.width
                text: page.screen.is_ticket ? Words.ekitir_hint_desk : Words.ekitir_hint
                color: Theme.panel_ink
                size: 28
            }
        }
        ToolStrip {
            id: tools
            visible: !Theme.portrait
            anchors.right: parent.right
        }
    }

    ScrollBody {
        id: scroll
        anchors.top: head.bottom
        anchors.topMargin: Theme.px(20)
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        spacing: Theme.px(18)

        Grid {
            id: halves
            width: parent.width
            columns: page.stacked ? 1 : 2
            spacing: Theme.px(22)
            readonly property real left_width: page.stacked ? width : Math.round((width - spacing) * 0.6)
            readonly property real inner: Math.max(ticket.implicitHeight, bring.implicitHeight, scroll.height - steps.natural - scroll.spacing - Theme.px(48) - Theme.px(4))

            Card {
                padding: Theme.px(24)
                width: halves.left_width
                height: (page.stacked ? ticket.implicitHeight : halves.inner) + 2 * padding

                TicketSide {
                    id: ticket
                    width: parent.width
                    height: parent.height
                    screen: page.screen
                    with_slip: papers.count === 0
                }
            }
            Card {
                visible: papers.count > 0
                padding: Theme.px(24)
                width: page.stacked ? halves.width : halves.width - halves.left_width - halves.spacing
                height: (page.stacked ? bring.implicitHeight : halves.inner) + 2 * padding

                Item {
                    id: bring
                    width: parent.width
                    height: parent.height
                    implicitHeight: (papers.count > 0 ? papers.implicitHeight + Theme.px(14) : 0) + slip.implicitHeight

                    PaperList {
                        id: papers
                        visible: count > 0
                        width: parent.width
                        title: page.screen.papers_title
                        rows_model: page.screen.papers
                        across: page.stacked && Theme.text_step < 1.5 || count > 4 ? 2 : 1
                    }
                    FactLine {
                        id: slip
                        objectName: "slip"
                        width: parent.width
                        y: parent.height - height
                        glyph: page.screen.slip === "printed" ? "check-circle" : page.screen.slip === "printing" ? "printer" : "warning-circle"
                        tint: page.screen.slip === "printed" ? "good" : page.screen.slip === "printing" ? "first" : "error"
                        said: page.screen.slip_said
                    }
                }
            }
        }
        StepRow {
            id: steps
            width: parent.width
            rows_model: page.screen.steps
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
