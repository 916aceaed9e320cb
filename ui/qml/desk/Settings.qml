pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Left the choices of the office; right whose PIN may be set anew, or the pad.
DeskPage {
    id: page

    required property SettingsScreen screen
    readonly property bool typing: screen.person !== ""

    title: Words.settings_title
    hint: screen.hint
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: screen.news_tone === "error" ? "warning-circle" : screen.news_tone === "done" ? "check-circle" : "info"
    primary: screen.primary
    primary_glyph: typing ? "password" : "floppy-disk"
    onNext: screen.next()

    verbs: [
        VerbButton {
            objectName: "cancel"
            visible: page.typing
            glyph: "x"
            label: Words.case_cancel
            onActed: page.screen.cancel()
        }
    ]

    DeskScroll {
        id: left
        width: parent.width * 0.58
        height: parent.height
        spacing: Theme.px(18)

        Repeater {
            model: page.screen.settings

            Card {
                id: card
                required property string key
                required property string title
                required property string said
                required property RowsModel choices
                required property bool changed

                width: left.inner
                height: column.implicitHeight + 2 * padding
                padding: Theme.px(24)

                Column {
                    id: column
                    width: parent.width
                    spacing: Theme.px(8)

                    HeadText {
                        width: parent.width
                        text: card.title
                        size: 26
                    }
                    BodyText {
                        width: parent.width
                        text: card.said
                        size: 20
                        color: Theme.muted
                    }
                    Flow {
                        width: parent.width
                        spacing: Theme.px(12)

                        Repeater {
                            model: card.choices

                            DeskChip {
                                required property string code
                                required label
                                required chosen
                                objectName: "choice_" + card.key + "_" + code
                                width: Math.min(implicitWidth, column.width)
                                onActed: page.screen.choose(card.key, code)
                            }
                        }
                    }
                    MarkWord {
                        visible: card.changed
                        label: Words.settings_not_saved
                        glyph: "floppy-disk"
                        tone: "first"
                        most: parent.width
                    }
                }
            }
        }
    }
    DeskScroll {
        id: right
        visible: !page.typing
        anchors.right: parent.right
        width: parent.width * 0.42 - Theme.px(28)
        height: parent.height
        spacing: Theme.px(12)

        HeadText {
            width: right.inner
            text: Words.settings_pins
            size: 26
        }
        BodyText {
            width: right.inner
            text: Words.settings_pins_said
            size: 20
            color: Theme.muted
        }
        Repeater {
            model: page.screen.people

            VerbButton {
                required property string code
                required label
                required chosen
                objectName: "pin_" + code
                width: right.inner
                glyph: "password"
                size: 22
                tall: 80
                onActed: {
                    page.screen.set_pin(code);
                    page.forceActiveFocus();
                }
            }
        }
    }
    PinCard {
        visible: page.typing
        anchors.right: parent.right
        anchors.rightMargin: (parent.width * 0.42 - width) / 2
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(parent.width * 0.42 - Theme.px(28), Theme.px(Theme.text_step > 1 ? 620 : 540))
        height: Math.min(parent.height, Math.max(implicitHeight, Theme.px(760)))
        tight: Theme.text_step > 1.25
        name: page.screen.person
        digits: page.screen.digits
        problem: page.screen.problem
        onDigit: key => page.screen.digit(key)
        onErase: page.screen.erase()
    }
    Keys.onPressed: event => {
        if (!page.typing)
            return;
        if (event.key >= Qt.Key_0 && event.key <= Qt.Key_9)
            page.screen.digit(String(event.key - Qt.Key_0));
        else if (event.key === Qt.Key_Backspace)
            page.screen.erase();
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            page.screen.next();
        else
            return;
        event.accepted = true;
    }
}
