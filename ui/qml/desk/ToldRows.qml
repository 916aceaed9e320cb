pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Rows of a table that want a look: which one, and why. `share` is the first column's part, 0 = as wide as "Baris 204".
Column {
    id: told

    property string title
    required property RowsModel rows
    property real share: 0

    visible: title !== ""
    spacing: Theme.px(14)

    HeadText {
        width: parent.width
        text: told.title
        size: 26
    }
    Repeater {
        model: told.rows

        Row {
            id: row
            required property string key
            required property string line
            required property string why
            width: told.width
            spacing: Theme.px(18)

            BodyText {
                id: where
                width: told.share > 0 ? parent.width * told.share : Theme.pt(150)
                text: row.line
                size: 22
                font.weight: Font.Bold
            }
            BodyText {
                width: row.width - where.width - row.spacing
                text: row.why
                size: 22
            }
        }
    }
}
