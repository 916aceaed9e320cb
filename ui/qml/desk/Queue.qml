pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Filters with counts, the rows, and in the footer the waiting room and the row in hand.
DeskPage {
    id: page

    required property QueueScreen screen
    readonly property list<real> shares: [0.12, 0.34, 0.34, 0.2]
    readonly property bool narrow: room.width < Theme.pt(740)  // the rows have two lines then, under no titles

    title: Words.queue_title
    hint: screen.hint
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: screen.news_tone === "error" ? "warning-circle" : "info"
    news_action: screen.news_action
    news_name: "renew"
    primary: Words.queue_open
    primary_glyph: "arrow-right"
    onNext: list.press()
    onNews_acted: screen.renew()
    onCalled_next: screen.call_next()

    head: [
        CalledCard {
            visible: page.screen.called !== ""
            number: page.screen.called
            said: page.screen.called_said
        }
    ]
    verbs: [
        VerbButton {
            objectName: "call_next"
            glyph: "megaphone"
            key: "F4"
            label: Words.queue_call_next
            onActed: page.screen.call_next()
        },
        VerbButton {
            objectName: "recall"
            glyph: "arrow-clockwise"
            label: Words.queue_recall
            onActed: page.screen.recall()
        },
        VerbButton {
            objectName: "counter"
            glyph: "file-plus"
            key: "F2"
            label: Words.queue_counter
            onActed: page.screen.counter()
        }
    ]

    Flow {
        id: tabs
        width: parent.width
        spacing: Theme.px(10)

        Repeater {
            model: page.screen.tabs

            Filter {
                required property string key
                required property string title
                required count
                required chosen
                objectName: "filter_" + key
                label: title
                onActed: {
                    page.screen.filter(key);
                    list.forceActiveFocus();
                }
            }
        }
        DeskField {
            objectName: "search"
            width: Math.max(Theme.px(300), Theme.pt(340))
            height: Math.max(Theme.px(80), implicitHeight)
            value: page.screen.typed
            example: Words.queue_search
            onTyped: value => page.screen.search(value)
            onKept: value => page.screen.search(value)
        }
    }
    TableHead {
        id: titles
        anchors.top: tabs.bottom
        anchors.topMargin: Theme.px(8)
        width: parent.width
        visible: list.count > 0 && !page.narrow
        height: visible ? implicitHeight : 0
        titles: [Words.queue_number, Words.queue_service, Words.queue_state, Words.queue_since]
        shares: page.shares
    }
    DeskList {
        id: list
        objectName: "rows"
        anchors.top: titles.bottom
        anchors.topMargin: Theme.px(10)
        anchors.bottom: parent.bottom
        width: parent.width
        focus: true
        model: page.screen.rows
        delegate: QueueLine {
            required property string key
            required property int index
            required number
            required title
            required glyph
            required name
            required channel
            required channel_glyph
            required status
            required status_glyph
            required status_tone
            required marks
            required since
            required percent
            required light
            required time_said
            objectName: "row_" + key
            shares: page.shares
            narrow: page.narrow
            width: list.width - (list.over ? Theme.px(22) : 0)
            in_hand: ListView.isCurrentItem && list.in_hand
            onActed: page.screen.open(key)
        }
    }
    EmptyState {
        visible: list.count === 0
        anchors.centerIn: parent
        anchors.verticalCenterOffset: Theme.px(30)
        width: Math.min(parent.width, Theme.px(900))
        glyph: page.screen.typed !== "" ? "magnifying-glass" : "check-circle"
        title: page.screen.empty_title
        hint: page.screen.empty_hint
    }
}
