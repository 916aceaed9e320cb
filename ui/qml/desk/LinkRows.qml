pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// A card of lines: what it is, what is known of it, and how it stands.
Card {
    id: card

    property RowsModel rows
    property string title
    property string action
    property string action_name

    signal acted

    visible: rows?.count > 0
    padding: Theme.px(26)
    implicitHeight: column.implicitHeight + 2 * padding

    Column {
        id: column
        width: parent.width
        spacing: Theme.px(18)

        HeadText {
            width: parent.width
            text: card.title
            size: 28
        }
        Repeater {
            model: card.rows

            Item {
                id: line
                required property string key
                required property string title
                required property string said
                required property string glyph
                required property string status
                required property string status_glyph
                required property string status_tone

                width: column.width
                height: Math.max(badge.height, words.implicitHeight)

                Badge {
                    id: badge
                    glyph: line.glyph
                    tint: "blue"
                    size: Theme.px(60)
                }
                Column {
                    id: words
                    anchors.left: badge.right
                    anchors.leftMargin: Theme.px(18)
                    anchors.right: parent.right
                    spacing: Theme.px(4)

                    BodyText {
                        width: parent.width
                        text: line.title
                        size: 24
                        font.weight: Font.Bold
                    }
                    BodyText {
                        visible: text !== ""
                        width: parent.width
                        text: line.said
                        size: 20
                        color: Theme.muted
                    }
                    MarkWord {
                        label: line.status
                        glyph: line.status_glyph
                        tone: line.status_tone
                        size: 22
                        most: parent.width
                    }
                }
            }
        }
        VerbButton {
            objectName: card.action_name
            visible: card.action !== ""
            width: Math.min(implicitWidth, column.width)
            glyph: "check"
            label: card.action
            onActed: card.acted()
        }
    }
}
