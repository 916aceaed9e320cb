pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// What comes next, from left to right (from top to bottom where there is no room): the way of a surat.
Card {
    id: way

    required property RowsModel rows_model
    readonly property int across: Theme.text_step >= 1.25 && Theme.portrait || Theme.text_step >= 1.5 ? 1 : Theme.portrait ? 2 : rows_model.count
    readonly property real natural: grid.implicitHeight + 2 * padding

    padding: Theme.px(22)
    height: natural

    Grid {
        id: grid
        width: parent.width
        columns: way.across
        columnSpacing: Theme.px(20)
        rowSpacing: Theme.px(20)

        Repeater {
            model: way.rows_model

            Row {
                id: step
                required property string key
                required property string title
                required property string said
                required property string glyph
                required property int index
                readonly property bool last: index === way.rows_model.count - 1
                width: (grid.width - (grid.columns - 1) * grid.columnSpacing) / grid.columns
                spacing: Theme.px(16)

                Badge {
                    id: badge
                    glyph: step.glyph
                    tint: step.index === 0 ? "gold" : "teal"
                    size: Theme.px(80)
                }
                Column {
                    width: parent.width - badge.width - parent.spacing - (arrow.visible ? arrow.width + parent.spacing : 0)
                    anchors.verticalCenter: way.across === 1 ? badge.verticalCenter : undefined
                    spacing: Theme.px(2)

                    HeadText {
                        width: parent.width
                        text: step.title
                        size: 28
                    }
                    BodyText {
                        width: parent.width
                        text: step.said
                        color: Theme.muted
                        size: 26
                    }
                }
                Symbol {
                    id: arrow
                    visible: way.across > 2 && !step.last
                    y: (badge.height - height) / 2
                    glyph: "caret-right"
                    tone: Theme.border
                    size: Theme.px(36)
                }
            }
        }
    }
}
