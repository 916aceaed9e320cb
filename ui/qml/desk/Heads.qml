pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The heads at the left; at the right the record in hand, as its decree has it. A table is read before it counts.
DeskPage {
    id: page

    required property HeadsScreen screen
    readonly property bool editing: screen.title !== ""
    readonly property bool reading: screen.sums.count > 0
    readonly property bool listing: !editing && !reading
    readonly property bool narrow: room.width < Theme.pt(1000)

    title: reading ? screen.file : Words.heads_title
    hint: reading ? Words.heads_reading_hint : Words.heads_hint
    news: screen.news
    news_tone: screen.news_tone
    news_action: screen.news_action
    news_name: "undo"
    onNews_acted: screen.undo()
    with_back: listing
    primary: editing ? Words.case_save : reading ? Words.heads_take : ""
    primary_glyph: reading ? "user-plus" : "floppy-disk"
    onNext: screen.next()

    verbs: [
        VerbButton {
            objectName: "add"
            visible: page.listing
            glyph: "user-plus"
            key: "B"
            label: Words.heads_new
            onActed: page.screen.add()
        },
        VerbButton {
            objectName: "cancel"
            visible: !page.listing
            glyph: "x"
            label: Words.case_cancel
            onActed: page.screen.cancel()
        },
        VerbButton {
            objectName: "remove"
            visible: page.editing && !page.screen.is_new
            glyph: "trash"
            label: Words.heads_remove
            onActed: page.screen.remove()
        },
        Repeater {
            model: page.listing ? page.screen.files : null

            VerbButton {
                required property string code
                required label
                required chosen
                objectName: "file_" + code
                glyph: "table"
                Accessible.name: Words.heads_read + ": " + label
                onActed: page.screen.read_file(code)
            }
        }
    ]

    EmptyState {
        visible: list.count === 0 && page.listing
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(900))
        glyph: "users-three"
        title: Words.heads_empty
        hint: Words.heads_empty_hint
    }
    DeskList {
        id: list
        objectName: "rows"
        visible: page.listing || page.editing && !page.narrow
        width: page.editing ? parent.width * 0.4 : parent.width
        height: parent.height
        model: page.screen.rows
        delegate: RecordRow {
            required property string key
            required title
            required said
            required gone
            required chosen
            objectName: "head_" + key
            gone_said: Words.heads_gone
            width: list.width - (list.over ? Theme.px(22) : 0)
            in_hand: ListView.isCurrentItem && list.in_hand
            onActed: page.screen.take(key)
        }
    }
    DeskScroll {
        id: told
        visible: page.reading
        width: parent.width
        height: parent.height
        spacing: Theme.px(20)

        Banner {
            visible: page.screen.unknown !== ""
            width: told.inner
            said: page.screen.unknown
            glyph: "info"
            tone: "step"
        }
        SumCards {
            width: told.inner
            sums: page.screen.sums
        }
        ToldRows {
            width: told.inner
            title: page.screen.bad_title
            rows: page.screen.bad
        }
    }
    RecordCard {
        visible: page.editing
        anchors.right: parent.right
        width: page.narrow ? parent.width : parent.width * 0.6 - Theme.px(28)
        height: parent.height
        title: page.screen.title
        lines: page.screen.lines
        onKept: (key, value) => page.screen.type(key, value)
    }
}
