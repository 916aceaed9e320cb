pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Left who, what and which papers; right the questions in two columns. After filing, ticket and PIN.
DeskPage {
    id: page

    required property CounterScreen screen

    title: Words.counter_title
    hint: screen.filed ? "" : Words.counter_hint
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: screen.news_tone === "error" ? "warning-circle" : screen.news_tone === "done" ? "check-circle" : "info"
    primary: screen.primary
    primary_glyph: screen.filed ? "user-plus" : "check"
    onNext: screen.next()

    verbs: [
        VerbButton {
            objectName: "file"
            visible: !page.screen.filed
            glyph: "file-plus"
            key: "J"
            label: Words.counter_file
            onActed: page.screen.file()
        },
        VerbButton {
            objectName: "see_all"
            visible: page.screen.papers.count > 0 && !page.screen.filed
            glyph: "checks"
            key: "A"
            label: Words.counter_see_all
            onActed: page.screen.see_all()
        },
        VerbButton {
            objectName: "clear"
            visible: !page.screen.filed
            glyph: "broom"
            label: Words.counter_clear
            onActed: page.screen.clear()
        },
        VerbButton {
            objectName: "print_slip"
            visible: page.screen.filed
            glyph: "receipt"
            key: "E"
            label: Words.counter_print_slip
            onActed: page.screen.print_slip()
        },
        VerbButton {
            objectName: "open_filed"
            visible: page.screen.filed
            glyph: "folder-open"
            key: "B"
            label: Words.batch_open
            onActed: page.screen.open_filed()
        }
    ]

    CounterSide {
        id: side
        visible: !page.screen.filed
        screen: page.screen
        width: parent.width * 0.36
        height: parent.height
        onStarted: form.start()
    }
    AskForm {
        id: form
        visible: !page.screen.filed && page.screen.asks.count > 0
        anchors.right: parent.right
        width: parent.width * 0.64 - Theme.px(28)
        height: parent.height
        rows: page.screen.asks
        wanted: page.screen.wanted
        onAnswered: (key, value) => page.screen.answer(key, value)
        onChosen: (key, value) => page.screen.choose(key, value)
        onDone: page.screen.next()

        ListEnds {
            rows: page.screen.ends
            onAdded: key => page.screen.add_row(key)
            onRemoved: key => page.screen.remove_row(key)
        }
        VerbButton {
            objectName: "away"
            glyph: page.screen.away ? "house-line" : "map-pin"
            size: 22
            tall: 80
            label: page.screen.away ? Words.counter_home : Words.counter_away
            onActed: page.screen.toggle_away()
        }
    }
    EmptyState {
        visible: !page.screen.filed && page.screen.asks.count === 0
        anchors.right: parent.right
        width: parent.width * 0.64 - Theme.px(28)
        y: parent.height * 0.18
        glyph: "keyboard"
        title: Words.counter_begin
        hint: Words.counter_begin_hint
    }
    FiledCard {
        visible: page.screen.filed
        screen: page.screen
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(1100))
    }
}
