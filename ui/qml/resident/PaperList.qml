pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Papers as pictures with one word each: what is still to bring stands first, in gold.
Column {
    id: list

    required property RowsModel rows_model
    property string title
    property int across: 1
    readonly property int count: rows_model.count

    spacing: Theme.px(10)

    HeadText {
        width: parent.width
        text: list.title
        size: 30
    }
    Grid {
        id: grid
        width: parent.width
        columns: list.across
        columnSpacing: Theme.px(20)
        rowSpacing: Theme.px(8)

        Repeater {
            model: list.rows_model

            LineRow {
                required property string key
                required said
                required tint
                on_top: list.across > 1
                width: (grid.width - (grid.columns - 1) * grid.columnSpacing) / grid.columns
            }
        }
    }
}
