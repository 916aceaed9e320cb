pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Cards of lines to read; a long page is first a list of its sections.
Page {
    id: page

    required property InfoScreen screen

    title: screen.title
    hint: screen.intro
    glyph: screen.glyph
    tint: screen.tint
    primary: Words.info_done
    primary_glyph: "house"
    onNext: screen.next()

    EmptyState {
        visible: page.screen.empty
        width: Math.min(parent.width, Theme.px(1000))
        anchors.centerIn: parent
        glyph: page.screen.glyph
        tint: page.screen.tint
        title: Words.info_empty
        hint: Words.info_empty_said
    }

    ScrollBody {
        visible: !page.screen.empty
        anchors.fill: parent
        spacing: Theme.px(24)

        FactLine {
            objectName: "as_of"
            visible: said !== ""
            width: parent.width
            glyph: "calendar"
            tint: "first"
            said: page.screen.as_of
        }
        FactLine {
            visible: said !== ""
            width: parent.width
            glyph: "warning-circle"
            tint: "mark"
            said: page.screen.warning
        }

        Grid {
            id: list
            visible: page.screen.choices.count > 0
            width: parent.width
            columns: Theme.portrait || Theme.text_step > 1 ? 1 : 2
            spacing: Theme.px(20)

            Repeater {
                model: page.screen.choices

                Pressable {
                    id: choice
                    required property string key
                    required property string title
                    required property string glyph
                    objectName: "choice_" + key
                    label: title
                    corner: Theme.px(26)
                    width: (list.width - (list.columns - 1) * list.spacing) / list.columns
                    height: Math.max(Theme.px(124), name.implicitHeight + Theme.px(40))
                    onActed: page.screen.choose(key)

                    background: Rectangle {
                        radius: choice.corner
                        color: choice.down ? Theme.pressed : Theme.card
                        border.width: Theme.edge
                        border.color: Theme.border
                    }
                    contentItem: Item {
                        Badge {
                            id: mark
                            x: Theme.px(24)
                            anchors.verticalCenter: parent.verticalCenter
                            glyph: choice.glyph
                            tint: page.screen.tint
                            size: Theme.px(80)
                        }
                        HeadText {
                            id: name
                            anchors.left: mark.right
                            anchors.leftMargin: Theme.px(24)
                            anchors.right: onward.left
                            anchors.rightMargin: Theme.px(16)
                            anchors.verticalCenter: parent.verticalCenter
                            text: choice.title
                            size: 30
                            Accessible.ignored: true
                        }
                        Symbol {
                            id: onward
                            anchors.right: parent.right
                            anchors.rightMargin: Theme.px(24)
                            anchors.verticalCenter: parent.verticalCenter
                            glyph: "caret-right"
                            tone: Theme.muted
                            size: Theme.px(40)
                        }
                    }
                }
            }
        }
        Grid {
            id: cards
            visible: page.screen.sections.count > 0
            width: parent.width
            columns: Theme.portrait || Theme.text_step > 1 || page.screen.sections.count < 2 ? 1 : 2
            spacing: Theme.px(24)

            Repeater {
                model: page.screen.sections

                InfoCard {
                    required property string key
                    objectName: "section_" + key
                    with_head: page.screen.sections.count > 1 && title !== ""
                    tint: page.screen.tint
                    width: (cards.width - (cards.columns - 1) * cards.spacing) / cards.columns
                }
            }
        }
    }
}
