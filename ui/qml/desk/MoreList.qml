pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Every other verb there is now, and each that is refused with why.
DeskScroll {
    id: list

    required property CaseScreen screen

    spacing: Theme.px(14)

    HeadText {
        width: list.inner
        text: list.screen.more.count > 0 ? Words.case_more_may : Words.case_more_none
        size: 24
    }
    Flow {
        visible: list.screen.more.count > 0
        width: list.inner
        spacing: Theme.px(12)

        Repeater {
            model: list.screen.more

            VerbButton {
                required property string verb
                required label
                required glyph
                required danger
                objectName: "verb_" + verb
                width: Math.min(implicitWidth, list.inner)
                onActed: list.screen.press(verb)
            }
        }
    }
    HeadText {
        visible: list.screen.refusals.count > 0
        width: list.inner
        topPadding: Theme.px(10)
        text: Words.case_more_not
        size: 24
    }
    Repeater {
        model: list.screen.refusals

        Row {
            id: refusal
            required property string key
            required property string label
            required property string glyph
            required property string why
            width: list.inner
            spacing: Theme.px(14)

            Symbol {
                id: picture
                glyph: refusal.glyph
                tone: Theme.muted
                size: Theme.pt(28)
            }
            Column {
                width: parent.width - picture.width - parent.spacing
                spacing: Theme.px(2)

                BodyText {
                    width: parent.width
                    text: refusal.label
                    size: 22
                    font.weight: Font.Bold
                }
                BodyText {
                    width: parent.width
                    text: refusal.why
                    size: 20
                    color: Theme.muted
                }
            }
        }
    }
}
