pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Left the reader or the typed code; right the result: icon, headline, lines, and the facts to compare.
DeskPage {
    id: page

    required property DeskVerifyScreen screen
    readonly property bool found: screen.phase === "result"
    // Upright the facts stand under the verdict.
    readonly property bool narrow: room.width < Theme.pt(700)
    readonly property bool halved: screen.facts.count > 0
    readonly property string tone: screen.colour === "green" ? "good" : screen.colour === "yellow" ? "first" : "error"

    title: Words.desk_verify_title
    hint: screen.lists_said
    primary: found ? Words.desk_verify_again : screen.phase === "typing" ? Words.desk_verify_check : Words.desk_verify_type
    primary_glyph: found ? "arrow-clockwise" : screen.phase === "typing" ? "seal-check" : "keyboard"
    onNext: screen.next()

    EmptyState {
        visible: page.screen.phase === "ready"
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(900))
        glyph: "qr-code"
        title: Words.desk_verify_ready
        hint: Words.desk_verify_ready_hint
    }
    Column {
        visible: page.screen.phase === "typing"
        anchors.horizontalCenter: parent.horizontalCenter
        y: parent.height * 0.12
        width: Math.min(parent.width, Theme.px(760))
        spacing: Theme.px(20)

        DeskField {
            id: code
            objectName: "code"
            width: parent.width
            label: Words.desk_verify_code
            value: page.screen.code
            example: "M6SC-7N75-YR3R"
            problem: page.screen.problem
            longest: 14
            size: 40
            onKept: value => page.screen.answer(value)
            onTyped: value => page.screen.answer(value)
            onEntered: page.screen.next()
            onVisibleChanged: if (visible)
                take_focus()
        }
    }
    Banner {
        visible: page.screen.phase === "ready" && page.screen.problem !== ""
        width: parent.width
        said: page.screen.problem
        glyph: "warning-circle"
        tone: "error"
    }
    Rectangle {
        id: result
        visible: page.found
        width: page.halved && !page.narrow ? parent.width * 0.46 : parent.width
        height: page.halved && page.narrow ? Math.min(said.implicitHeight + 2 * Theme.px(36), parent.height * 0.5) : parent.height
        radius: Theme.px(28)
        color: Theme.tint(page.tone)
        border.width: Theme.contrast ? Theme.edge : 0
        border.color: Theme.tint_ink(page.tone)

        DeskScroll {
            id: said
            anchors.fill: parent
            anchors.margins: Theme.px(36)
            spacing: Theme.px(18)

            Symbol {
                glyph: page.screen.glyph
                weight: "duotone"
                tone: Theme.tint_ink(page.tone)
                size: Theme.px(150)
            }
            HeadText {
                width: said.inner
                text: page.screen.headline
                size: 44
                font.weight: Font.ExtraBold
                color: Theme.tint_ink(page.tone)
            }
            Repeater {
                model: page.screen.lines

                BodyText {
                    required property string modelData
                    width: said.inner
                    text: modelData
                    size: 26
                    font.weight: Font.Bold
                    color: Theme.tint_ink(page.tone)
                }
            }
            BodyText {
                visible: text !== ""
                width: said.inner
                text: page.screen.mode_said
                size: 22
                color: Theme.tint_ink(page.tone)
            }
        }
    }
    DeskScroll {
        id: facts
        visible: page.found
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: page.narrow ? parent.width : parent.width * 0.54 - Theme.px(28)
        height: page.narrow ? parent.height - result.height - Theme.px(20) : parent.height

        Card {
            visible: page.screen.facts.count > 0
            width: facts.inner
            height: column.implicitHeight + 2 * padding
            padding: Theme.px(30)

            Column {
                id: column
                width: parent.width
                spacing: Theme.px(14)

                Repeater {
                    model: page.screen.facts

                    Column {
                        id: fact
                        required property string key
                        required property string title
                        required property string said
                        required property bool is_big
                        width: column.width
                        spacing: Theme.px(1)

                        BodyText {
                            visible: text !== ""
                            width: parent.width
                            text: fact.title
                            size: 20
                            color: Theme.muted
                        }
                        BodyText {
                            width: parent.width
                            text: fact.said
                            size: fact.is_big ? 30 : 24
                            font.weight: Font.Bold
                        }
                    }
                }
            }
        }
    }
}
