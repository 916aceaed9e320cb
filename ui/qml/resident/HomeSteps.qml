pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// What happens after a touch, in three steps: fills the place that few tiles leave free.
Card {
    id: steps

    readonly property var rows: [[Words.home_step_choose, Words.home_step_choose_said, "hand-pointing"], [Words.home_step_fill, Words.home_step_fill_said, "note-pencil"], [Words.home_step_take, Words.home_step_take_said, "ticket"]]
    readonly property int across: Theme.portrait ? 1 : 3

    padding: Theme.px(30)
    implicitHeight: column.implicitHeight + 2 * padding

    Column {
        id: column
        width: parent.width
        spacing: Theme.px(20)

        HeadText {
            width: parent.width
            text: Words.home_steps
            size: 30
        }
        Grid {
            id: grid
            width: parent.width
            columns: steps.across
            columnSpacing: Theme.px(28)
            rowSpacing: Theme.px(20)

            Repeater {
                model: steps.rows

                LineRow {
                    on_top: true
                    required property var modelData
                    width: (grid.width - (steps.across - 1) * grid.columnSpacing) / steps.across
                    title: modelData[0]
                    said: modelData[1]
                    glyph: modelData[2]
                    tint: "teal"
                }
            }
        }
    }
}
