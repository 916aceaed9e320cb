pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// One section of a page to read: a small word over a large one, line by line.
Card {
    id: card

    required property string title
    required property RowsModel lines
    property bool with_head: true
    property string tint: "blue"

    padding: Theme.px(32)
    height: body.implicitHeight + 2 * padding

    Column {
        id: body
        width: parent.width
        spacing: Theme.px(26)

        HeadText {
            visible: card.with_head
            width: parent.width
            text: card.title
            size: 36
            font.weight: Font.ExtraBold
        }
        Repeater {
            model: card.lines

            Item {
                id: row
                required property string title
                required property string said
                required property string glyph
                required property string note
                required property string tone
                readonly property bool pictured: glyph !== "" && note === ""
                width: body.width
                height: Math.max(pictured ? mark.height : 0, words.implicitHeight)

                Badge {
                    id: mark
                    visible: row.pictured
                    y: (parent.height - height) / 2
                    glyph: row.pictured ? row.glyph : "info"
                    tint: card.tint
                    size: Theme.px(76)
                }
                Column {
                    id: words
                    x: row.pictured ? mark.width + Theme.px(24) : 0
                    y: (parent.height - height) / 2
                    width: parent.width - x
                    spacing: Theme.px(2)

                    BodyText {
                        width: parent.width
                        text: row.title
                        color: Theme.muted
                        size: 26
                    }
                    Flow {
                        width: parent.width
                        spacing: Theme.px(20)

                        HeadText {
                            id: said
                            width: Math.min(implicitWidth, parent.width)
                            text: row.said
                            size: row.said.length > 8 ? 31 : 44
                        }
                        StatusPill {
                            visible: row.note !== ""
                            tone: row.tone === "" ? "step" : row.tone
                            glyph: row.glyph
                            label: row.note
                        }
                    }
                }
            }
        }
    }
}
