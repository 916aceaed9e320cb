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
    news_action: screen.news_action
    news_name: "undo"
    onNews_acted: screen.undo()
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

    readonly property bool narrow: room.width < Theme.pt(1000)

    DeskScroll {
        id: left
        width: page.narrow ? parent.width : parent.width * 0.58
        height: page.narrow ? parent.height - right.height - (page.typing ? pad.height : 0) - Theme.px(16) : parent.height
        spacing: Theme.px(18)

        Repeater {
            model: page.screen.settings

            Column {
                id: one
                required property string key
                required property string group
                required property string title
                required property string said
                required property RowsModel choices
                required property bool changed

                width: left.inner
                spacing: Theme.px(12)

                HeadText {
                    visible: one.group !== ""
                    width: parent.width
                    topPadding: one.key === "chain" ? 0 : Theme.px(12)
                    text: one.group
                    size: 30
                    font.weight: Font.ExtraBold
                }
                Card {
                    width: parent.width
                    height: column.implicitHeight + 2 * padding
                    padding: Theme.px(24)

                    Column {
                        id: column
                        width: parent.width
                        spacing: Theme.px(8)

                        HeadText {
                            width: parent.width
                            text: one.title
                            size: 26
                        }
                        BodyText {
                            width: parent.width
                            text: one.said
                            size: 20
                            color: Theme.muted
                        }
                        Flow {
                            width: parent.width
                            spacing: Theme.px(12)

                            Repeater {
                                model: one.choices

                                DeskChip {
                                    required property string code
                                    required label
                                    required chosen
                                    objectName: "choice_" + one.key + "_" + code
                                    width: Math.min(implicitWidth, column.width)
                                    onActed: page.screen.choose(one.key, code)
                                }
                            }
                        }
                        MarkWord {
                            visible: one.changed
                            label: Words.settings_not_saved
                            glyph: "floppy-disk"
                            tone: "first"
                            most: parent.width
                        }
                    }
                }
            }
        }
    }
    DeskScroll {
        id: right
        visible: !page.typing
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: page.narrow ? parent.width : parent.width * 0.42 - Theme.px(28)
        height: page.typing && page.narrow ? 0 : page.narrow ? parent.height * 0.45 : parent.height
        spacing: Theme.px(12)

        Repeater {
            model: page.screen.places

            DeskRow {
                id: place
                required property string key
                required property string title
                required property string said
                required property string glyph
                objectName: "place_" + key
                label: title
                Accessible.description: said
                width: right.inner
                focusPolicy: Qt.TabFocus
                onActed: page.screen.open(key)

                Symbol {
                    id: picture
                    anchors.verticalCenter: parent?.verticalCenter
                    glyph: place.glyph
                    tone: Theme.tint_ink("teal")
                    size: Theme.pt(34)
                }
                Column {
                    width: place.inner - picture.width - more.width
                    anchors.verticalCenter: parent?.verticalCenter
                    leftPadding: Theme.px(16)

                    HeadText {
                        width: parent.width - Theme.px(20)
                        text: place.title
                        size: 24
                        Accessible.ignored: true
                    }
                    BodyText {
                        width: parent.width - Theme.px(20)
                        text: place.said
                        size: 20
                        color: Theme.muted
                        Accessible.ignored: true
                    }
                }
                Symbol {
                    id: more
                    anchors.verticalCenter: parent?.verticalCenter
                    glyph: "caret-right"
                    tone: Theme.muted
                    size: Theme.pt(26)
                }
            }
        }
        HeadText {
            width: right.inner
            topPadding: Theme.px(12)
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
    PinSide {
        id: pad
        visible: page.typing
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
