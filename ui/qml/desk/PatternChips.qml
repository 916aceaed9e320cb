pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// A line of chips under what they are for.
Column {
    id: part

    property string said
    required property RowsModel choices
    property string name
    property string glyph
    property bool many: false

    signal chosen(string code)

    spacing: Theme.px(8)

    BodyText {
        width: parent.width
        text: part.said
        size: 22
        font.weight: Font.Bold
    }
    Flow {
        width: parent.width
        spacing: Theme.px(12)

        Repeater {
            model: part.choices

            DeskChip {
                required property string code
                required label
                required chosen
                objectName: part.name + code
                glyph: part.glyph
                many: part.many
                size: 20
                width: Math.min(implicitWidth, part.width)
                onActed: part.chosen(code)
            }
        }
    }
}
