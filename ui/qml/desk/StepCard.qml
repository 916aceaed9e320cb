pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The history, newest first, as a line of icons; what the register has not seen stands on top in its own tint.
Card {
    id: card

    required property CaseScreen screen

    padding: Theme.px(24)
    implicitHeight: column.implicitHeight + 2 * padding

    Column {
        id: column
        width: parent.width
        spacing: Theme.px(14)

        HeadText {
            width: parent.width
            text: Words.case_group_steps
            size: 28
        }
        BodyText {
            visible: card.screen.steps.count === 0
            width: parent.width
            text: Words.case_no_steps
            size: 22
            color: Theme.muted
        }
        Repeater {
            model: card.screen.steps

            Item {
                id: step
                required property string key
                required property string title
                required property string who
                required property string at
                required property string said
                required property string glyph
                required property string tone
                required property bool waits
                required property string refused
                required property int index

                width: column.width
                height: Math.max(dot.height, words.implicitHeight)

                Rectangle {
                    visible: step.index < card.screen.steps.count - 1
                    anchors.horizontalCenter: dot.horizontalCenter
                    y: dot.height
                    width: Theme.px(3)
                    height: step.height - dot.height + column.spacing
                    color: Theme.line
                }
                Rectangle {
                    id: dot
                    width: Theme.px(46)
                    height: width
                    radius: width / 2
                    color: Theme.tint(step.tone)
                    border.width: Theme.contrast ? Theme.edge : 0
                    border.color: Theme.border

                    Symbol {
                        anchors.centerIn: parent
                        glyph: step.glyph
                        tone: Theme.tint_ink(step.tone)
                        size: Theme.px(24)
                    }
                }
                Column {
                    id: words
                    anchors.left: dot.right
                    anchors.leftMargin: Theme.px(16)
                    anchors.right: parent.right
                    spacing: Theme.px(1)

                    BodyText {
                        width: parent.width
                        text: step.title
                        size: 22
                        font.weight: Font.Bold
                    }
                    BodyText {
                        width: parent.width
                        text: step.at + ", " + step.who
                        size: 20
                        color: Theme.muted
                    }
                    BodyText {
                        visible: step.said !== ""
                        width: parent.width
                        text: step.said
                        size: 20
                    }
                    MarkWord {
                        visible: step.waits || step.refused !== ""
                        label: step.waits ? Words.moment_waits : step.refused
                        glyph: step.waits ? "cloud-slash" : "warning-circle"
                        tone: step.waits ? "mark" : "ended"
                        most: parent.width
                    }
                }
            }
        }
    }
}
