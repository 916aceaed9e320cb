pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// One card an act: what was pressed, why it took no effect, how it stands now, and the two ways on.
DeskPage {
    id: page

    required property LateScreen screen

    title: Words.late_title
    hint: screen.hint
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: screen.news_tone === "error" ? "warning-circle" : "check-circle"

    EmptyState {
        visible: page.screen.rows.count === 0
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(900))
        glyph: "check-circle"
        title: Words.late_empty
        hint: Words.late_empty_hint
    }
    DeskScroll {
        id: cards
        width: parent.width
        height: parent.height
        spacing: Theme.px(18)

        Repeater {
            model: page.screen.rows

            Card {
                id: card
                required property string key
                required property string glyph
                required property string said
                required property string why
                required property string now_said
                required property string now_glyph
                required property string now_tone

                width: cards.inner
                height: Math.max(words.implicitHeight, buttons.height) + 2 * padding
                padding: Theme.px(26)

                Badge {
                    id: badge
                    glyph: card.glyph
                    tint: "plum"
                    size: Theme.px(72)
                }
                Column {
                    id: words
                    anchors.left: badge.right
                    anchors.leftMargin: Theme.px(22)
                    anchors.right: buttons.left
                    anchors.rightMargin: Theme.px(22)
                    spacing: Theme.px(8)

                    BodyText {
                        width: parent.width
                        text: card.said
                        size: 24
                        font.weight: Font.Bold
                    }
                    BodyText {
                        width: parent.width
                        text: card.why
                        size: 22
                        color: Theme.muted
                    }
                    SmallPill {
                        most: words.width
                        label: card.now_said
                        glyph: card.now_glyph
                        tone: card.now_tone
                    }
                }
                Column {
                    id: buttons
                    anchors.right: parent.right
                    width: Math.max(repeat.implicitWidth, leave.implicitWidth)
                    spacing: Theme.px(12)

                    VerbButton {
                        id: repeat
                        objectName: "repeat_" + card.key
                        width: parent.width
                        glyph: "arrow-clockwise"
                        size: 22
                        tall: 80
                        label: Words.late_repeat
                        onActed: page.screen.repeat(card.key)
                    }
                    VerbButton {
                        id: leave
                        objectName: "leave_" + card.key
                        width: parent.width
                        glyph: "x"
                        size: 22
                        tall: 80
                        label: Words.late_leave
                        onActed: page.screen.leave(card.key)
                    }
                }
            }
        }
    }
}
