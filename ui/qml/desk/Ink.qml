pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The folder that comes back from the signer: one row a sheet, a tick each, one button for all.
DeskPage {
    id: page

    required property InkScreen screen

    title: Words.ink_title
    hint: screen.hint
    news: screen.news
    news_tone: screen.news_tone
    primary: screen.primary
    primary_glyph: "stamp"
    onNext: screen.next()

    verbs: [
        VerbButton {
            objectName: "tick_all"
            visible: list.count > 0
            glyph: "checks"
            key: "A"
            label: Words.ink_tick_all
            onActed: page.screen.tick_all()
        },
        VerbButton {
            objectName: "open"
            visible: list.count > 0
            glyph: "folder-open"
            key: "B"
            label: Words.ink_open
            onActed: page.screen.open((list.currentItem as InkLine).row_key)
        }
    ]

    EmptyState {
        visible: list.count === 0
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(900))
        glyph: "stamp"
        title: Words.ink_empty
        hint: Words.ink_empty_hint
    }
    MarkWord {
        id: reader
        visible: list.count > 0
        label: Words.ink_reader
        glyph: "qr-code"
        tone: "step"
        size: 22
        most: parent.width
    }
    DeskList {
        id: list
        objectName: "rows"
        visible: count > 0
        anchors.top: reader.bottom
        anchors.topMargin: Theme.px(14)
        anchors.bottom: parent.bottom
        width: parent.width
        focus: true
        model: page.screen.rows
        Keys.onSpacePressed: page.screen.tick((currentItem as InkLine).row_key)
        delegate: InkLine {
            required property string key
            required property int index
            required number
            required title
            required name
            required signer
            required since
            required is_ticked
            required outcome
            required said
            objectName: "row_" + key
            row_key: key
            width: list.width - (list.over ? Theme.px(22) : 0)
            in_hand: ListView.isCurrentItem && list.in_hand
            onActed: {
                list.currentIndex = index;
                page.screen.tick(key);
            }
        }
    }
}
