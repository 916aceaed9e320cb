pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Reasons to choose, whom it goes to, a free line, and the sentence the resident will read.
Item {
    id: root

    required property CaseScreen screen
    // Where there is room the sentence stays in view; else it stands below the reasons.
    readonly property bool pinned: height > Theme.pt(440)

    DeskScroll {
        id: form

        readonly property CaseScreen screen: root.screen
        width: parent.width
        height: parent.height - (pinned.visible ? pinned.height + Theme.px(16) : 0)
        spacing: Theme.px(20)

        Column {
            visible: form.screen.targets.count > 0
            width: form.inner
            spacing: Theme.px(10)

            BodyText {
                width: parent.width
                text: Words.case_send_to
                size: 22
                font.weight: Font.Bold
            }
            Flow {
                width: parent.width
                spacing: Theme.px(12)

                Repeater {
                    model: form.screen.targets

                    DeskChip {
                        required property string code
                        required label
                        required chosen
                        objectName: "target_" + code
                        width: Math.min(implicitWidth, form.inner)
                        onActed: form.screen.target(code)
                    }
                }
            }
        }
        Flow {
            visible: form.screen.choices.count > 0
            width: form.inner
            spacing: Theme.px(12)

            Repeater {
                model: form.screen.choices

                DeskChip {
                    required property string code
                    required label
                    required chosen
                    objectName: "reason_" + code
                    many: true
                    width: Math.min(implicitWidth, form.inner)
                    onActed: form.screen.reason(code)
                }
            }
        }
        DeskField {
            objectName: "text"
            width: form.inner
            label: form.screen.typed_label
            value: form.screen.typed
            longest: 300
            onKept: value => form.screen.write(value)
            onTyped: value => form.screen.write(value)
            onEntered: form.screen.next()
        }
        Loader {
            active: root.screen.sentence !== "" && !root.pinned
            visible: active
            width: form.inner
            sourceComponent: sentence
        }
    }
    Loader {
        id: pinned
        active: root.screen.sentence !== "" && root.pinned
        visible: active
        anchors.bottom: parent.bottom
        width: parent.width
        sourceComponent: sentence
    }
    Component {
        id: sentence

        Rectangle {
            implicitHeight: said.implicitHeight + Theme.px(36)
            radius: Theme.px(20)
            color: Theme.tint("step")
            border.width: Theme.contrast ? Theme.edge : 0
            border.color: Theme.border

            Column {
                id: said
                x: Theme.px(24)
                y: Theme.px(18)
                width: parent.width - 2 * x
                spacing: Theme.px(6)

                MarkWord {
                    label: Words.case_resident_reads
                    glyph: "user"
                    tone: "step"
                    most: parent.width
                }
                BodyText {
                    width: parent.width
                    text: root.screen.sentence
                    size: 26
                    font.weight: Font.Bold
                    color: Theme.tint_ink("step")
                }
            }
        }
    }
}
