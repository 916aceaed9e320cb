pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Periksa surat: hold the paper to the reader or type its code; the result fills the page.
Page {
    id: page

    required property VerifyScreen screen
    readonly property bool result: screen.phase === "result"
    readonly property string tone: screen.colour === "green" ? "good" : screen.colour === "red" ? "error" : "first"

    title: Words.verify_title
    hint: Words.verify_hint
    glyph: "seal-check"
    tint: "blue"
    primary: result ? Words.verify_again : screen.phase === "typing" ? Words.verify_check : Words.verify_type_code
    primary_glyph: result ? "arrow-clockwise" : screen.phase === "typing" ? "magnifying-glass" : "keyboard"
    onNext: screen.next()
    Component.onCompleted: if (screen.phase === "typing")
        aim.restart()

    extra: [
        OutlineButton {
            objectName: "done"
            visible: page.result
            glyph: "house"
            label: Words.verify_done
            onActed: page.screen.done()
        }
    ]

    Timer {
        id: aim
        interval: 1
        onTriggered: code.take_focus()
    }
    Connections {
        target: page.screen
        function onNudge_changed(): void {
            aim.restart();
        }
    }

    ScrollBody {
        id: scroll
        visible: !page.result
        anchors.fill: parent
        spacing: Theme.px(22)

        Card {
            id: reader_card
            visible: page.screen.phase === "ready"
            width: parent.width
            padding: Theme.px(44)
            height: Math.max(told.implicitHeight + 2 * padding, scroll.height - age.implicitHeight - scroll.spacing - Theme.px(4))

            Flow {
                id: told
                width: parent.width
                y: Math.max(0, (parent.height - implicitHeight) / 2)
                spacing: Theme.px(50)
                readonly property bool beside: !Theme.portrait && Theme.text_step < 1.5

                PaperUnderReader {
                    id: drawing
                    width: Math.min(told.beside ? parent.width * 0.44 : parent.width, Theme.px(720))
                }
                Column {
                    width: told.beside ? parent.width - drawing.width - parent.spacing : parent.width
                    height: told.beside ? Math.max(implicitHeight, drawing.height) : implicitHeight
                    spacing: Theme.px(20)
                    topPadding: told.beside ? Math.max(0, (drawing.height - natural) / 2) : 0
                    readonly property real natural: lead.implicitHeight + Theme.px(40) + said.implicitHeight + pills.implicitHeight

                    HeadText {
                        id: lead
                        width: parent.width
                        text: Words.verify_hold
                        size: 46
                        font.weight: Font.ExtraBold
                    }
                    BodyText {
                        id: said
                        width: parent.width
                        text: Words.verify_hold_said
                        size: 32
                    }
                    Column {
                        id: pills
                        width: parent.width
                        spacing: Theme.px(14)

                        FactLine {
                            width: parent.width
                            glyph: "wifi-slash"
                            tint: "done"
                            said: Words.verify_offline
                        }
                        FactLine {
                            width: parent.width
                            glyph: "eye-slash"
                            tint: "done"
                            said: Words.verify_private
                        }
                    }
                }
            }
        }
        PaperUnderReader {
            visible: page.screen.phase === "typing" && Theme.portrait && Theme.text_step < 1.5
            x: (parent.width - width) / 2
            width: Math.min(parent.width, Theme.px(560))
            height: visible ? implicitHeight : 0
        }
        Card {
            visible: page.screen.phase === "typing"
            width: parent.width
            padding: Theme.px(34)
            height: typing.implicitHeight + 2 * padding

            Column {
                id: typing
                width: parent.width
                spacing: Theme.px(16)

                HeadText {
                    visible: !page.keyboard_open || Theme.portrait
                    width: parent.width
                    text: Words.verify_code_where
                    size: 32
                }
                Field {
                    id: code
                    objectName: "code"
                    width: parent.width
                    label: Words.verify_code_label
                    value: page.screen.code
                    example: Words.verify_code_example
                    problem: page.screen.problem
                    capitals: true
                    longest: 14
                    onKept: value => page.screen.answer(value)
                    onTyped: value => page.screen.answer(value)
                }
            }
        }
        BodyText {
            id: age
            width: parent.width
            text: page.screen.lists_said
            color: Theme.muted
            size: 26
        }
    }

    ScrollBody {
        id: told_scroll
        visible: page.result
        anchors.fill: parent
        spacing: Theme.px(20)

        Rectangle {
            objectName: "verdict"
            width: parent.width
            height: Math.max(seal.height, banner.implicitHeight) + Theme.px(56)
            radius: Theme.px(30)
            color: Theme.tint(page.tone)
            border.width: Theme.px(4)
            border.color: Theme.tint_ink(page.tone)
            Accessible.role: Accessible.AlertMessage
            Accessible.name: page.screen.headline

            Symbol {
                id: seal
                x: Theme.px(40)
                anchors.verticalCenter: parent.verticalCenter
                glyph: page.screen.glyph
                weight: "duotone"
                tone: Theme.tint_ink(page.tone)
                size: Theme.px(Theme.portrait ? 130 : 150)
            }
            Column {
                id: banner
                anchors.left: seal.right
                anchors.leftMargin: Theme.px(36)
                anchors.right: parent.right
                anchors.rightMargin: Theme.px(36)
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.px(8)

                HeadText {
                    width: parent.width
                    text: page.screen.headline
                    color: Theme.tint_ink(page.tone)
                    font.pixelSize: Math.min(Theme.pt(54), Theme.px(Theme.portrait ? 60 : 72))
                    font.weight: Font.ExtraBold
                }
                Repeater {
                    model: page.screen.lines

                    BodyText {
                        required property string modelData
                        width: banner.width
                        text: modelData
                        color: Theme.tint_ink(page.tone)
                        size: 30
                        font.weight: Font.Bold
                    }
                }
            }
        }

        Card {
            visible: page.screen.facts.count > 0
            width: parent.width
            padding: Theme.px(30)
            height: facts.implicitHeight + 2 * padding

            Grid {
                id: facts
                width: parent.width
                readonly property int across: Theme.text_step >= 1.5 || Theme.portrait && Theme.text_step > 1 ? 1 : Math.min(Theme.portrait || Theme.text_step > 1 ? 2 : 3, Math.max(1, page.screen.facts.count))
                columns: across
                flow: Grid.TopToBottom
                rows: Math.ceil(page.screen.facts.count / across)
                columnSpacing: Theme.px(50)
                rowSpacing: Theme.px(10)

                Repeater {
                    model: page.screen.facts

                    Column {
                        id: fact
                        required property string key
                        required property string title
                        required property string said
                        required property bool is_big
                        width: (facts.width - (facts.across - 1) * facts.columnSpacing) / facts.across

                        BodyText {
                            width: parent.width
                            text: fact.title
                            color: Theme.muted
                            size: 26
                        }
                        BodyText {
                            width: parent.width
                            text: fact.said
                            size: fact.is_big ? 34 : 30
                            font.weight: Font.Bold
                            wrapMode: Text.Wrap
                        }
                    }
                }
            }
        }
        EmptyState {
            visible: page.screen.facts.count === 0 && page.result
            width: parent.width
            topPadding: Theme.px(40)
            glyph: "shield-warning"
            tint: "orange"
            title: Words.verify_no_facts
            hint: Words.verify_no_facts_said
        }
        LineRow {
            visible: page.screen.mode_said !== ""
            width: parent.width
            boxed: true
            glyph: "pen-nib"
            tint: "teal"
            title: page.screen.mode_said
            strong: false
        }
        BodyText {
            width: parent.width
            text: page.screen.lists_said
            color: Theme.muted
            size: 26
        }
    }
}
