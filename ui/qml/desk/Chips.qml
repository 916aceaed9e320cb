pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// What many wrote alike, one card each: its words to be spelled, where it is asked, and what the office makes of it.
DeskPage {
    id: page

    required property ChipsPageScreen screen

    title: Words.chips_title
    hint: screen.said + (screen.counting ? "" : " " + Words.chips_hint)
    news: screen.news
    news_tone: screen.news_tone
    news_action: screen.news_action
    news_name: "undo"
    onNews_acted: screen.undo()
    with_back: true
    primary: Words.case_save
    primary_glyph: "floppy-disk"
    onNext: screen.next()

    Rectangle {
        id: bar
        objectName: "bar"
        visible: page.screen.counting
        width: parent.width
        height: visible ? Theme.px(16) : 0
        radius: height / 2
        color: Theme.faint
        Accessible.role: Accessible.ProgressBar
        Accessible.name: page.screen.said

        Rectangle {
            width: Math.max(parent.height, parent.width * page.screen.share)
            height: parent.height
            radius: parent.radius
            color: Theme.primary
        }
    }
    EmptyState {
        visible: rows.count === 0 && !page.screen.counting
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(900))
        glyph: "list-checks"
        title: Words.chips_nothing
        hint: Words.chips_nothing_hint
    }
    DeskScroll {
        id: all
        anchors.top: bar.bottom
        anchors.topMargin: bar.visible ? Theme.px(20) : 0
        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Theme.px(12)

        Repeater {
            id: rows
            model: page.screen.rows

            Rectangle {
                id: row
                required property string key
                required property string words
                required property string asked
                required property string said
                required property string problem
                required property bool used
                required property bool left_out
                readonly property bool tight: width - chips.wish < Theme.pt(460)
                width: all.inner
                implicitHeight: (tight ? field.height + chips.height + Theme.px(12) : Math.max(field.height, chips.height)) + Theme.px(32)
                height: implicitHeight
                radius: Theme.px(16)
                color: Theme.card
                border.width: Theme.contrast ? Theme.edge : 1
                border.color: Theme.line

                DeskField {
                    id: field
                    objectName: "words_" + row.key
                    x: Theme.px(20)
                    y: Theme.px(16)
                    width: row.width - 2 * x - (row.tight ? 0 : chips.width + Theme.px(20))
                    height: implicitHeight
                    label: row.asked
                    value: row.words
                    help: row.said
                    problem: row.problem
                    size: 24
                    input.label: Words.chips_words + ", " + row.asked
                    onKept: value => page.screen.write(row.key, value)
                }
                Flow {
                    id: chips
                    readonly property real wish: use.implicitWidth + spacing + leave.implicitWidth
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.px(20)
                    y: row.tight ? field.y + field.height + Theme.px(12) : (row.height - height) / 2
                    width: Math.min(wish, row.width - Theme.px(40))
                    spacing: Theme.px(12)

                    DeskChip {
                        id: use
                        objectName: "use_" + row.key
                        many: true
                        chosen: row.used
                        size: 22
                        glyph: "list-checks"
                        label: Words.chips_use
                        Accessible.name: row.words + ": " + label
                        onActed: page.screen.use(row.key)
                    }
                    DeskChip {
                        id: leave
                        objectName: "leave_" + row.key
                        many: true
                        chosen: row.left_out
                        size: 22
                        glyph: "eye-slash"
                        label: Words.chips_leave
                        Accessible.name: row.words + ": " + label
                        onActed: page.screen.leave(row.key)
                    }
                }
            }
        }
    }
}
