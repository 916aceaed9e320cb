pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Identity and papers: how each stands, and the button that says an officer has looked.
Card {
    id: card

    required property CaseScreen screen

    padding: Theme.px(24)
    implicitHeight: column.implicitHeight + 2 * padding

    Column {
        id: column
        width: parent.width
        spacing: Theme.px(12)

        HeadText {
            width: parent.width
            text: Words.case_group_papers
            size: 28
        }
        Repeater {
            model: card.screen.papers

            Item {
                id: paper
                required property string key
                required property string label
                required property string said
                required property string glyph
                required property bool is_done
                required property bool may_check
                required property bool is_identity

                width: column.width
                // In a narrow card the buttons stand under the words.
                readonly property bool stacked: buttons.visible && width < Theme.pt(540)
                readonly property real tall: Math.max(Theme.px(72), words.implicitHeight, buttons.visible && !stacked ? buttons.height : 0)
                height: stacked ? tall + Theme.px(8) + buttons.height : tall

                Rectangle {
                    id: square
                    width: Theme.px(60)
                    height: width
                    radius: width * 0.27
                    y: (paper.tall - height) / 2
                    color: Theme.tint(paper.is_done ? "good" : "gold")
                    border.width: Theme.contrast ? Theme.edge : 0
                    border.color: Theme.border

                    Symbol {
                        anchors.centerIn: parent
                        glyph: paper.is_done ? "check" : paper.glyph
                        weight: paper.is_done ? "bold" : "duotone"
                        tone: Theme.tint_ink(paper.is_done ? "good" : "gold")
                        size: Theme.px(36)
                    }
                }
                Column {
                    id: words
                    x: square.width + Theme.px(16)
                    y: (paper.tall - height) / 2
                    width: paper.width - x - (buttons.visible && !paper.stacked ? buttons.width + Theme.px(12) : 0)

                    BodyText {
                        width: parent.width
                        text: paper.label
                        size: 24
                        font.weight: Font.Bold
                    }
                    BodyText {
                        width: parent.width
                        text: paper.said
                        size: 20
                        color: paper.is_done ? Theme.good : Theme.muted
                    }
                }
                Row {
                    id: buttons
                    visible: paper.may_check
                    width: visible ? implicitWidth : 0
                    x: paper.stacked ? words.x : paper.width - width
                    y: paper.stacked ? paper.height - height : (paper.tall - height) / 2
                    spacing: Theme.px(12)

                    VerbButton {
                        objectName: "check_" + paper.key
                        tall: 80
                        size: 22
                        glyph: "check"
                        label: paper.is_identity ? Words.case_identity_ok : Words.case_paper_ok
                        onActed: card.screen.check(paper.key)
                    }
                    VerbButton {
                        objectName: "other_" + paper.key
                        visible: !paper.is_identity
                        tall: 80
                        size: 22
                        label: Words.case_other_way
                        onActed: card.screen.other_way(paper.key)
                    }
                }
            }
        }
    }
}
