pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."

// Tiles in columns; rows share the height there is, and it says how many tiles fit.
Item {
    id: grid

    required property RowsModel rows_model
    property bool roomy: false
    property int columns: 4
    readonly property real least: roomy ? Theme.pt(112) + Theme.px(28) : Math.max(Theme.px(140), Theme.pt(64) + Theme.px(40))
    readonly property int rows_fit: Math.max(1, Math.floor((height + Theme.gap) / (least + Theme.gap)))
    readonly property int rows_used: Math.max(1, Math.min(rows_fit, Math.ceil(rows_model.count / columns)))
    readonly property real tall: Math.min(roomy ? Theme.pt(150) + Theme.px(90) : Theme.pt(90) + Theme.px(86), (height - (rows_used - 1) * Theme.gap) / rows_used)

    readonly property real used: rows_used * tall + (rows_used - 1) * Theme.gap

    signal chosen(string key)
    signal fits(int count)

    onColumnsChanged: fits(rows_fit * columns)
    onRows_fitChanged: fits(rows_fit * columns)
    Component.onCompleted: fits(rows_fit * columns)

    Grid {
        columns: grid.columns
        spacing: Theme.gap

        Repeater {
            model: grid.rows_model

            Tile {
                required property string key
                required property int index
                required title
                required hint
                required glyph
                required tint
                objectName: "tile_" + key
                roomy: grid.roomy
                visible: index < grid.rows_fit * grid.columns
                width: (grid.width - (grid.columns - 1) * Theme.gap) / grid.columns
                height: grid.tall
                onActed: grid.chosen(key)
            }
        }
    }
}
