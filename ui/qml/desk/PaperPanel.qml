pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Why a sheet is not right, why another copy is printed, or who takes the surat.
Card {
    id: panel

    required property PaperScreen screen

    padding: Theme.px(30)

    DeskScroll {
        id: body
        width: parent.width
        height: panel.height - 2 * panel.padding
        spacing: Theme.px(18)

        HeadText {
            width: body.inner
            text: panel.screen.panel_title
            size: 32
            font.weight: Font.ExtraBold
        }
        BodyText {
            width: body.inner
            text: panel.screen.panel_hint
            size: 22
            color: Theme.muted
        }
        Banner {
            visible: panel.screen.panel_problem !== ""
            width: body.inner
            said: panel.screen.panel_problem
            glyph: "warning-circle"
            tone: "error"
        }
        Flow {
            visible: panel.screen.choices.count > 0
            width: body.inner
            spacing: Theme.px(12)

            Repeater {
                model: panel.screen.choices

                DeskChip {
                    required property string code
                    required label
                    required chosen
                    objectName: "reason_" + code
                    width: Math.min(implicitWidth, body.inner)
                    onActed: panel.screen.reason(code)
                }
            }
        }
        DeskField {
            objectName: "text"
            width: body.inner
            label: panel.screen.panel === "hand_over" ? Words.case_text_hand_over : Words.case_text_reason
            value: panel.screen.typed
            longest: 200
            onKept: value => panel.screen.write(value)
            onTyped: value => panel.screen.write(value)
            onEntered: panel.screen.next()
        }
    }
}
