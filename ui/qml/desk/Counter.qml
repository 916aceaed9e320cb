pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Left who, what and which papers; right the questions in two columns. After filing, ticket and PIN.
DeskPage {
    id: page

    required property CounterScreen screen
    readonly property string wanted: screen.wanted
    readonly property bool narrow: room.width < room.height

    onWantedChanged: if (wanted === "why") {
        form.to_top();
        why.take_focus();
    }

    title: Words.counter_title
    hint: screen.filed ? "" : Words.counter_hint
    news: screen.news
    news_tone: screen.news_tone
    news_action: screen.news_action
    news_name: "open_double"
    onNews_acted: screen.open_double()
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
        width: page.narrow ? parent.width : parent.width * 0.36
        height: page.narrow ? parent.height * 0.36 : parent.height
        onStarted: form.start()
    }
    AskForm {
        id: form
        visible: !page.screen.filed && page.screen.asks.count > 0
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: page.narrow ? parent.width : parent.width * 0.64 - Theme.px(28)
        height: page.narrow ? parent.height * 0.64 - Theme.px(20) : parent.height
        rows: page.screen.asks
        wanted: page.screen.wanted
        onAnswered: (key, value) => page.screen.answer(key, value)
        onChosen: (key, value) => page.screen.choose(key, value)
        onOffered: (key, value) => page.screen.offer(key, value)
        onDone: page.screen.next()
        before: [
            Remarks {
                width: form.inner
                rows: page.screen.remarks
            },
            DeskField {
                id: why
                objectName: "why"
                visible: page.screen.why_label !== ""
                width: form.inner
                label: page.screen.why_label
                value: page.screen.why
                example: Words.counter_why_example
                longest: 120
                onTyped: value => page.screen.type_why(value)
                onKept: value => page.screen.type_why(value)
                onEntered: form.start()
            }
        ]

        ListEnds {
            rows: page.screen.ends
            onAdded: key => page.screen.add_row(key)
            onRemoved: key => page.screen.remove_row(key)
        }
        VerbButton {
            objectName: "no_nik"
            glyph: page.screen.no_nik ? "identification-card" : "baby"
            size: 22
            tall: 80
            label: page.screen.no_nik ? Words.counter_has_nik : Words.counter_no_nik
            onActed: {
                page.screen.toggle_nik();
                if (page.screen.no_nik)
                    why.take_focus();
            }
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
        width: page.narrow ? parent.width : parent.width * 0.64 - Theme.px(28)
        y: parent.height * (page.narrow ? 0.5 : 0.18)
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
