pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Left the date this machine believes and why it is doubted, right the date on the wall, digit by digit.
DeskPage {
    id: page

    required property ConfirmDateScreen screen

    title: Words.confirm_date_title
    hint: Words.confirm_date_hint
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: screen.news_tone === "error" ? "warning-circle" : "check-circle"
    primary: screen.primary
    primary_glyph: screen.is_doubted ? "calendar-check" : "arrow-right"
    onNext: screen.next()

    EmptyState {
        visible: !page.screen.is_doubted
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(900))
        glyph: "calendar-check"
        title: Words.confirm_date_good
        hint: Words.confirm_date_good_hint
    }
    DeskScroll {
        id: scroll
        visible: page.screen.is_doubted
        anchors.fill: parent
        spacing: Theme.px(22)

        Card {
            width: Math.min(scroll.inner, Theme.px(1200))
            height: believed.implicitHeight + 2 * padding
            padding: Theme.px(28)

            Column {
                id: believed
                width: parent.width
                spacing: Theme.px(8)

                BodyText {
                    width: parent.width
                    text: Words.confirm_date_machine
                    size: 22
                    color: Theme.muted
                }
                HeadText {
                    width: parent.width
                    text: page.screen.machine
                    size: 42
                    font.weight: Font.ExtraBold
                }
                MarkWord {
                    label: page.screen.why
                    glyph: "warning"
                    tone: "first"
                    most: parent.width
                }
            }
        }
        Card {
            width: Math.min(scroll.inner, Theme.px(1200))
            height: asked.implicitHeight + 2 * padding
            padding: Theme.px(28)

            DateBoxes {
                id: asked
                objectName: "wall"
                width: parent.width
                label: Words.confirm_date_wall
                value: page.screen.typed
                help: Words.confirm_date_help
                good: page.screen.echo
                problem: page.screen.problem
                onKept: value => page.screen.type_date(value)
                onTyped: value => page.screen.type_date(value)
            }
        }
    }
}
