pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// How a paper was checked: seen, scanned, kept, or not needed this time for a reason.
DeskScroll {
    id: ways

    required property CaseScreen screen

    spacing: Theme.px(20)

    Flow {
        width: ways.inner
        spacing: Theme.px(12)

        Repeater {
            model: [
                {
                    how: "seen",
                    glyph: "eye",
                    said: Words.case_how_seen
                },
                {
                    how: "captured",
                    glyph: "files",
                    said: Words.case_how_captured
                },
                {
                    how: "kept",
                    glyph: "archive",
                    said: Words.case_how_kept
                }
            ]

            VerbButton {
                required property var modelData
                objectName: "how_" + modelData.how
                glyph: modelData.glyph
                label: modelData.said
                width: Math.min(implicitWidth, ways.inner)
                onActed: ways.screen.check_how(modelData.how)
            }
        }
    }
    HeadText {
        width: ways.inner
        text: Words.case_waive_title
        size: 24
    }
    DeskField {
        objectName: "text"
        width: ways.inner
        label: ways.screen.typed_label
        value: ways.screen.typed
        longest: 200
        onKept: value => ways.screen.write(value)
    }
    Flow {
        width: ways.inner
        spacing: Theme.px(12)

        Repeater {
            model: ways.screen.choices

            VerbButton {
                required property string code
                required label
                objectName: "waive_" + code
                width: Math.min(implicitWidth, ways.inner)
                onActed: ways.screen.waive(code)
            }
        }
    }
}
