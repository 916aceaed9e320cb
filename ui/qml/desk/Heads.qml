pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The heads at the left; at the right the record in hand, as its decree has it.
DeskPage {
    id: page

    required property HeadsScreen screen
    readonly property bool editing: screen.title !== ""
    readonly property bool narrow: room.width < Theme.pt(1000)

    title: Words.heads_title
    hint: Words.heads_hint
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: screen.news_tone === "error" ? "warning-circle" : screen.news_tone === "done" ? "check-circle" : "info"
    news_action: screen.news_action
    news_name: "undo"
    onNews_acted: screen.undo()
    with_back: !editing
    primary: editing ? Words.case_save : ""
    primary_glyph: "floppy-disk"
    onNext: screen.next()

    verbs: [
        VerbButton {
            objectName: "add"
            visible: !page.editing
            glyph: "user-plus"
            key: "B"
            label: Words.heads_new
            onActed: page.screen.add()
        },
        VerbButton {
            objectName: "cancel"
            visible: page.editing
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
        }
    ]

    EmptyState {
        visible: list.count === 0 && !page.editing
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(900))
        glyph: "users-three"
        title: Words.heads_empty
        hint: Words.heads_empty_hint
    }
    DeskList {
        id: list
        objectName: "rows"
        visible: !page.editing || !page.narrow
        width: page.editing ? parent.width * 0.4 : parent.width
        height: parent.height
        model: page.screen.rows
        delegate: DeskRow {
            id: row
            required property string key
            required property string title
            required property string said
            required property bool gone
            required chosen
            objectName: "head_" + key
            label: title
            Accessible.description: said
            width: list.width - (list.over ? Theme.px(22) : 0)
            in_hand: ListView.isCurrentItem && list.in_hand
            onActed: page.screen.take(key)

            Column {
                width: row.inner
                anchors.verticalCenter: parent?.verticalCenter
                spacing: Theme.px(4)

                BodyText {
                    width: parent.width
                    text: row.title
                    size: 23
                    font.weight: Font.Bold
                }
                BodyText {
                    width: parent.width
                    text: row.said
                    size: 20
                    color: row.chosen ? Theme.ink : Theme.muted
                }
                MarkWord {
                    visible: row.gone
                    label: Words.heads_gone
                    glyph: "sign-out"
                    tone: "ended"
                    most: row.inner
                }
            }
        }
    }
    Card {
        visible: page.editing
        anchors.right: parent.right
        width: page.narrow ? parent.width : parent.width * 0.6 - Theme.px(28)
        height: parent.height
        padding: Theme.px(24)

        DeskScroll {
            id: form
            width: parent.width
            height: parent.height
            spacing: Theme.px(16)

            HeadText {
                width: form.inner
                text: page.screen.title
                size: 30
                font.weight: Font.ExtraBold
            }
            Flow {
                width: form.inner
                spacing: Theme.px(16)

                Repeater {
                    model: page.screen.lines

                    DeskField {
                        required property string key
                        required label
                        required value
                        required example
                        required problem
                        required keys_page
                        objectName: key
                        width: form.inner < Theme.pt(560) ? form.inner : (form.inner - Theme.px(16)) / 2
                        longest: 80
                        size: 24
                        onKept: value => page.screen.type(key, value)
                    }
                }
            }
        }
    }
}
