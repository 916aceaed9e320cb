pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// What signing takes: the next number, the day, on whose authority, with ink or seal.
Card {
    id: plan

    required property BatchScreen screen

    padding: Theme.px(22)
    implicitHeight: body.implicitHeight + 2 * padding

    DeskScroll {
        id: body
        width: parent.width
        height: plan.height - 2 * plan.padding
        bleed: 0
        spacing: Theme.px(10)

        Column {
            width: body.inner
            spacing: Theme.px(2)

            BodyText {
                width: parent.width
                text: Words.batch_next_number
                size: 20
                color: Theme.muted
            }
            HeadText {
                width: parent.width
                text: Theme.parted(plan.screen.next_number)
                size: 28
                font.weight: Font.ExtraBold
                wrapMode: Text.Wrap
                font.features: {
                    "tnum": 1
                }
            }
            BodyText {
                width: parent.width
                text: plan.screen.next_day + (plan.screen.signer_said === "" ? "" : ", " + plan.screen.signer_said)
                size: 22
            }
        }
        Flow {
            visible: plan.screen.modes.count > 1 || plan.screen.signers.count > 1
            width: body.inner
            spacing: Theme.px(10)

            Repeater {
                model: plan.screen.modes.count > 1 ? plan.screen.modes : null

                DeskChip {
                    required property string code
                    required label
                    required chosen
                    objectName: "mode_" + code
                    size: 22
                    width: Math.min(implicitWidth, body.inner)
                    onActed: plan.screen.mode(code)
                }
            }
            Repeater {
                model: plan.screen.signers.count > 1 ? plan.screen.signers : null

                DeskChip {
                    required property string code
                    required label
                    required chosen
                    objectName: "signer_" + code
                    size: 22
                    width: Math.min(implicitWidth, body.inner)
                    onActed: plan.screen.signer(code)
                }
            }
        }
        BodyText {
            width: body.inner
            text: plan.screen.mode_said
            size: 20
            color: Theme.muted
        }
    }
}
