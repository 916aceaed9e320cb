pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// One group of answers: label and words side by side, what is open on gold, what was changed with what stood before.
Card {
    id: card

    property string name
    property string title
    property RowsModel facts
    property int open_count
    property bool quiet: false
    readonly property real label_share: 0.36

    signal edit
    signal fill

    padding: Theme.px(24)
    implicitHeight: column.implicitHeight + 2 * padding

    Column {
        id: column
        width: parent.width
        spacing: Theme.px(3)

        CardHead {
            title: card.title
            size: 28

            VerbButton {
                objectName: "edit_" + card.name
                visible: !card.quiet && card.name !== "resident"
                tall: 80
                size: 22
                glyph: card.open_count > 0 ? "pencil-line" : "pencil-simple"
                label: card.open_count > 0 ? Words.case_fill_open : Words.case_edit
                onActed: card.open_count > 0 ? card.fill() : card.edit()
            }
        }
        Repeater {
            model: card.facts

            AnswerLine {
                required property string key
                required label
                required said
                required source
                required was
                required is_open
                width: column.width
                label_share: card.label_share
            }
        }
    }
}
