pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Who holds the register, large; below what is so, or what follows from going on; right the pad once it is asked.
DeskPage {
    id: page

    required property RegisterDeskScreen screen
    readonly property bool asking: screen.stage !== ""
    readonly property bool narrow: height > width

    title: Words.register_desk_title
    hint: Words.register_desk_hint
    news: screen.news
    news_tone: screen.news_tone
    news_action: screen.news_action
    news_name: "type_last"
    onNews_acted: screen.type_last()
    primary: screen.primary
    primary_glyph: asking ? "password" : "arrow-right"
    onNext: {
        screen.next();
        page.forceActiveFocus();
    }

    verbs: [
        VerbButton {
            objectName: "cancel"
            visible: page.asking
            glyph: "x"
            label: Words.case_cancel
            onActed: page.screen.cancel()
        }
    ]

    DeskScroll {
        id: left
        width: page.asking && !page.narrow ? parent.width * 0.56 : parent.width
        height: page.asking && page.narrow ? parent.height - pad.height - Theme.px(16) : parent.height
        spacing: Theme.px(18)

        Card {
            width: Math.min(left.inner, Theme.px(1200))
            height: holder.implicitHeight + 2 * padding
            padding: Theme.px(28)

            Column {
                id: holder
                width: parent.width
                spacing: Theme.px(6)

                HeadText {
                    width: parent.width
                    text: page.screen.holder
                    size: 40
                    font.weight: Font.ExtraBold
                }
                BodyText {
                    width: parent.width
                    text: page.screen.said
                    size: 22
                    color: Theme.muted
                }
            }
        }
        HeadText {
            width: left.inner
            topPadding: Theme.px(8)
            text: page.screen.heading
            size: 28
        }
        Repeater {
            model: page.screen.steps

            LineRow {
                required property string key
                required title
                required said
                required glyph
                required tint
                objectName: key
                width: Math.min(left.inner, Theme.px(1200))
                boxed: true
            }
        }
    }
    PinSide {
        id: pad
        visible: page.asking
        narrow: page.narrow
        name: page.screen.person
        digits: page.screen.digits
        problem: page.screen.problem
        onDigit: key => page.screen.digit(key)
        onErase: page.screen.erase()
        onEnter: page.screen.next()
    }
    Keys.forwardTo: [pad]
}
