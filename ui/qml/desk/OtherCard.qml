pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Other permohonan about the same person; one that asks for the same and is under way may be a double.
Card {
    id: card

    required property CaseScreen screen

    padding: Theme.px(24)
    implicitHeight: column.implicitHeight + 2 * padding

    Column {
        id: column
        width: parent.width
        spacing: Theme.px(10)

        HeadText {
            width: parent.width
            text: Words.case_group_others
            size: 28
        }
        Repeater {
            model: card.screen.others

            DeskRow {
                id: other
                required property string key
                required property string title
                required property string said
                required property bool double
                objectName: "other_case_" + key
                width: column.width
                label: title
                onActed: card.screen.open_other(key)

                Column {
                    width: other.inner
                    anchors.verticalCenter: parent?.verticalCenter
                    spacing: Theme.px(3)

                    BodyText {
                        width: parent.width
                        text: other.title
                        size: 22
                        font.weight: Font.Bold
                    }
                    BodyText {
                        width: parent.width
                        text: other.said
                        size: 20
                        color: Theme.muted
                    }
                    MarkWord {
                        visible: other.double
                        label: Words.case_double
                        glyph: "warning"
                        tone: "back"
                        most: parent.width
                    }
                }
            }
        }
    }
}
