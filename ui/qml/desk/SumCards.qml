pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// What becomes of the rows of a table, counted: a card each, as many beside each other as their words allow.
Grid {
    id: cards

    required property RowsModel sums
    readonly property real gap: Theme.px(20)

    columns: Math.max(1, Math.min(each.count, Math.floor(width / Theme.pt(190))))
    spacing: gap

    Repeater {
        id: each
        model: cards.sums

        Card {
            id: sum
            required property string key
            required property string said
            required property string count
            required property string glyph
            required property string tint
            width: (cards.width - (cards.columns - 1) * cards.gap) / cards.columns
            height: inside.implicitHeight + 2 * padding
            padding: Theme.px(24)

            Column {
                id: inside
                width: parent.width
                spacing: Theme.px(6)

                Badge {
                    glyph: sum.glyph
                    tint: sum.tint
                    size: Theme.px(64)
                }
                HeadText {
                    width: parent.width
                    text: sum.count
                    size: 44
                    font.weight: Font.ExtraBold
                }
                BodyText {
                    width: parent.width
                    text: sum.said
                    size: 22
                    color: Theme.muted
                }
            }
        }
    }
}
