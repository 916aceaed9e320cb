pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// One card a counter: the last number, the next one as it will be printed, and what an officer can record.
DeskPage {
    id: page

    required property NumbersPageScreen screen
    readonly property bool asking: screen.panel !== ""
    // Upright the question stands under the numbers.
    readonly property bool narrow: room.width < Theme.pt(700)

    title: Words.numbers_title
    hint: screen.hint
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: screen.news_tone === "error" ? "warning-circle" : "check-circle"
    primary: asking ? screen.primary : ""
    primary_glyph: "floppy-disk"
    onNext: screen.next()

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
        id: cards
        width: page.asking && !page.narrow ? parent.width * 0.5 : parent.width
        height: page.asking && page.narrow ? parent.height * 0.4 : parent.height
        spacing: Theme.px(20)

        BodyText {
            width: cards.inner
            text: Words.numbers_pattern + ": " + Theme.parted(page.screen.pattern)
            size: 22
            wrapMode: Text.Wrap
            color: Theme.muted
        }
        Repeater {
            model: page.screen.rows

            Card {
                id: card
                required property string key
                required property string scope
                required property string last
                required property string following
                required property string said
                required property string warning

                width: Math.min(cards.inner, Theme.px(1300))
                height: column.implicitHeight + 2 * padding
                padding: Theme.px(28)

                Column {
                    id: column
                    width: parent.width
                    spacing: Theme.px(12)

                    HeadText {
                        width: parent.width
                        text: card.scope
                        size: 26
                    }
                    Flow {
                        width: parent.width
                        spacing: Theme.px(24)

                        Column {
                            rightPadding: Theme.px(36)

                            BodyText {
                                text: Words.numbers_last
                                size: 20
                                color: Theme.muted
                            }
                            HeadText {
                                text: card.last
                                size: 60
                                font.weight: Font.ExtraBold
                            }
                            BodyText {
                                text: card.said
                                size: 20
                                color: Theme.muted
                            }
                        }
                        Column {
                            width: Math.min(implicitWidth, column.width)
                            BodyText {
                                text: Words.numbers_next
                                size: 20
                                color: Theme.muted
                            }
                            HeadText {
                                width: Math.min(implicitWidth, column.width)
                                text: Theme.parted(card.following)
                                size: 34
                                wrapMode: Text.Wrap
                            }
                        }
                    }
                    Banner {
                        visible: card.warning !== ""
                        width: parent.width
                        said: card.warning
                        glyph: "warning"
                        tone: "error"
                    }
                    Flow {
                        visible: page.screen.is_register && !page.asking
                        width: parent.width
                        spacing: Theme.px(12)

                        VerbButton {
                            objectName: "outside_" + card.key
                            glyph: "file-plus"
                            size: 22
                            tall: 80
                            label: Words.numbers_outside
                            onActed: page.screen.outside(card.key)
                        }
                        VerbButton {
                            objectName: "start_" + card.key
                            glyph: "book-open"
                            size: 22
                            tall: 80
                            label: Words.numbers_start
                            onActed: page.screen.start_at(card.key)
                        }
                    }
                }
            }
        }
    }
    Card {
        id: panel
        visible: page.asking
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: page.narrow ? parent.width : parent.width * 0.5 - Theme.px(28)
        height: page.narrow ? parent.height * 0.6 - Theme.px(20) : parent.height
        padding: Theme.px(30)

        DeskScroll {
            id: form
            width: parent.width
            height: panel.height - 2 * panel.padding
            spacing: Theme.px(16)

            HeadText {
                width: form.inner
                text: page.screen.panel_title
                size: 32
                font.weight: Font.ExtraBold
            }
            BodyText {
                width: form.inner
                text: page.screen.panel_hint
                size: 22
                color: Theme.muted
            }
            DeskField {
                objectName: "number"
                width: form.inner
                label: page.screen.number_label
                value: page.screen.number
                problem: page.screen.problem
                keys_page: "digits"
                digits_only: true
                longest: 6
                size: 32
                onKept: value => page.screen.type_number(value)
                onEntered: reason.take_focus()
            }
            DeskField {
                id: reason
                objectName: "reason"
                width: form.inner
                label: page.screen.reason_label
                value: page.screen.reason
                longest: 120
                onKept: value => page.screen.type_reason(value)
                onEntered: page.screen.next()
            }
        }
    }
}
