pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The pattern and its parts at the left, what the next surat would be called at the right.
DeskPage {
    id: page

    required property PatternPageScreen screen
    readonly property bool narrow: room.width < Theme.pt(1000)

    title: Words.pattern_title
    hint: Words.pattern_hint
    news: screen.news
    news_tone: screen.news_tone
    news_action: screen.news_action
    news_name: "undo"
    onNews_acted: screen.undo()
    with_back: true
    primary: Words.case_save
    primary_glyph: "floppy-disk"
    onNext: screen.next()

    DeskScroll {
        id: all
        anchors.fill: parent

        Flow {
            width: all.inner
            spacing: Theme.px(24)

            Card {
                id: typed
                width: page.narrow ? parent.width : parent.width * 0.56
                height: column.implicitHeight + 2 * padding
                padding: Theme.px(28)

                Column {
                    id: column
                    width: parent.width
                    spacing: Theme.px(16)

                    DeskField {
                        objectName: "pattern"
                        width: parent.width
                        label: Words.pattern_pattern
                        value: page.screen.pattern
                        problem: page.screen.problem
                        longest: 80
                        onTyped: value => page.screen.type_pattern(value)
                        onKept: value => page.screen.type_pattern(value)
                    }
                    PatternChips {
                        width: parent.width
                        said: Words.pattern_tokens
                        choices: page.screen.tokens
                        name: "token_"
                        glyph: "plus"
                        onChosen: code => page.screen.add_token(code)
                    }
                    PatternChips {
                        width: parent.width
                        said: Words.pattern_presets
                        choices: page.screen.presets
                        name: "preset_"
                        onChosen: code => page.screen.preset(code)
                    }
                    PatternChips {
                        width: parent.width
                        said: Words.pattern_scope
                        choices: page.screen.scopes
                        name: "scope_"
                        onChosen: code => page.screen.choose_scope(code)
                    }
                    Banner {
                        visible: page.screen.warning !== ""
                        width: parent.width
                        said: page.screen.warning
                        glyph: "warning"
                        tone: "first"
                    }
                    DeskField {
                        objectName: "unit"
                        width: Math.min(parent.width, Theme.pt(320))
                        label: Words.pattern_unit
                        value: page.screen.unit
                        longest: 20
                        onTyped: value => page.screen.type_unit(value)
                        onKept: value => page.screen.type_unit(value)
                    }
                }
            }
            Card {
                width: page.narrow ? parent.width : parent.width - typed.width - parent.spacing
                height: next.implicitHeight + 2 * padding
                padding: Theme.px(28)

                Column {
                    id: next
                    width: parent.width
                    spacing: Theme.px(16)

                    HeadText {
                        width: parent.width
                        text: Words.pattern_next
                        size: 28
                    }
                    BodyText {
                        visible: page.screen.examples.count === 0
                        width: parent.width
                        text: Words.pattern_none
                        size: 22
                        color: Theme.muted
                    }
                    Repeater {
                        model: page.screen.examples

                        Column {
                            id: example
                            required property string key
                            required property string title
                            required property string number
                            width: next.width
                            spacing: Theme.px(2)

                            BodyText {
                                width: parent.width
                                text: example.title
                                size: 20
                                color: Theme.muted
                            }
                            HeadText {
                                width: parent.width
                                text: example.number
                                size: 28
                                wrapMode: Text.WrapAnywhere
                            }
                        }
                    }
                }
            }
        }
    }
}
