pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Answers that are changed together: a title, "Ubah", and a line for each in the words of the surat.
Card {
    id: card

    required property string key
    required property string title
    required property string glyph
    required property string tint
    required property RowsModel lines
    property real least: 0

    signal edit(string key)

    objectName: "part_" + key
    padding: Theme.px(26)
    height: Math.max(least, inside.implicitHeight + 2 * padding)

    Column {
        id: inside
        width: parent.width
        spacing: Theme.px(3)

        Item {
            width: parent.width
            height: Math.max(head.implicitHeight, change.height)

            Row {
                id: head
                width: parent.width - change.width - Theme.px(16)
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.px(18)

                Badge {
                    id: badge
                    glyph: card.glyph
                    tint: card.tint
                    size: Theme.px(64)
                    anchors.verticalCenter: parent.verticalCenter
                }
                HeadText {
                    width: parent.width - badge.width - parent.spacing
                    anchors.verticalCenter: parent.verticalCenter
                    text: card.title
                    size: 32
                }
            }
            OutlineButton {
                id: change
                objectName: "edit_" + card.key
                anchors.right: parent.right
                glyph: "pencil-simple"
                label: Words.review_edit
                Accessible.name: Words.review_edit + ": " + card.title
                size: 26
                tall: 84
                onActed: card.edit(card.key)
            }
        }

        Repeater {
            model: card.lines

            Item {
                id: row
                required property string key
                required property string title
                required property string said
                required property bool is_open
                readonly property bool beside: Theme.text_step < 1.5
                width: inside.width
                implicitHeight: (beside ? Math.max(label.implicitHeight, value.implicitHeight) : label.implicitHeight + value.implicitHeight) + Theme.px(10)

                Rectangle {
                    width: parent.width
                    height: Math.max(1, Theme.px(1.5))
                    color: Theme.line
                }
                BodyText {
                    id: label
                    y: Theme.px(8)
                    width: row.beside ? parent.width * 0.36 : parent.width
                    text: row.title
                    color: Theme.muted
                    size: 26
                }
                Row {
                    id: value
                    x: row.beside ? parent.width * 0.38 : 0
                    y: row.beside ? Theme.px(8) : label.y + label.implicitHeight
                    width: parent.width - x
                    spacing: Theme.px(10)

                    Symbol {
                        id: pen
                        visible: row.is_open
                        glyph: "pencil-line"
                        tone: Theme.tint_ink("first")
                        size: Theme.pt(28)
                    }
                    BodyText {
                        width: parent.width - (pen.visible ? pen.width + parent.spacing : 0)
                        text: row.said
                        color: row.is_open ? Theme.tint_ink("first") : Theme.ink
                        size: 28
                        font.weight: Font.Bold
                    }
                }
            }
        }
    }
}
