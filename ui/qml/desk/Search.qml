pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// One line to type, everything that matches below it; each opening is logged, and the page says so.
DeskPage {
    id: page

    required property SearchScreen screen
    readonly property list<real> shares: [0.12, 0.34, 0.34, 0.2]
    readonly property bool narrow: room.width < Theme.pt(740)  // the rows have two lines then, under no titles

    title: Words.search_title
    hint: Words.search_hint
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: "warning-circle"
    primary: list.count > 0 ? Words.queue_open : ""
    onNext: list.press()

    DeskField {
        id: line
        objectName: "search"
        width: Math.min(parent.width, Theme.px(900))
        value: page.screen.typed
        example: Words.search_example
        size: 30
        onTyped: value => page.screen.look_for(value)
        onKept: value => page.screen.look_for(value)
        onEntered: list.forceActiveFocus()
        Component.onCompleted: take_focus()
    }
    TableHead {
        id: titles
        anchors.top: line.bottom
        anchors.topMargin: Theme.px(10)
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
        width: Math.min(parent.width, Theme.px(900))
        glyph: "magnifying-glass"
        title: page.screen.empty_title
        hint: page.screen.empty_hint
    }
}
