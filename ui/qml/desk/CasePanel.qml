pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// What a verb asks before it is sent, in place of papers and history; the answers stay in view at its left.
Card {
    id: panel

    required property CaseScreen screen
    readonly property string kind: screen.panel

    padding: Theme.px(30)
    rim: screen.danger ? Theme.error : Theme.line
    rim_width: screen.danger || Theme.contrast ? Theme.edge : 1

    Column {
        id: titles
        width: parent.width
        spacing: Theme.px(6)

        HeadText {
            objectName: "panel_title"
            width: parent.width
            text: panel.screen.panel_title
            size: 32
            font.weight: Font.ExtraBold
            color: panel.screen.danger ? Theme.error : Theme.ink
        }
        BodyText {
            visible: text !== ""
            width: parent.width
            text: panel.screen.panel_hint
            size: 22
            color: Theme.muted
        }
        Banner {
            visible: panel.screen.panel_problem !== ""
            width: parent.width
            said: panel.screen.panel_problem
            glyph: "warning-circle"
            tone: "error"
        }
    }
    Loader {
        anchors.top: titles.bottom
        anchors.topMargin: Theme.px(18)
        anchors.bottom: parent.bottom
        width: parent.width
        sourceComponent: panel.kind === "edit" ? form : panel.kind === "page" ? sheet : panel.kind === "more" ? list : panel.kind === "check" ? ways : asking
    }
    Component {
        id: form
        AskForm {
            rows: panel.screen.asks
            onAnswered: (key, value) => panel.screen.answer(key, value)
            onChosen: (key, value) => panel.screen.choose(key, value)
            onDone: panel.screen.next()

            ListEnds {
                rows: panel.screen.ends
                onAdded: key => panel.screen.add_row(key)
                onRemoved: key => panel.screen.remove_row(key)
            }
        }
    }
    Component {
        id: sheet
        SheetView {
            images: panel.screen.images
        }
    }
    Component {
        id: list
        MoreList {
            screen: panel.screen
        }
    }
    Component {
        id: ways
        CheckWays {
            screen: panel.screen
        }
    }
    Component {
        id: asking
        ReasonForm {
            screen: panel.screen
        }
    }
}
