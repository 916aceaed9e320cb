pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The record in hand: whose it is, what its page puts between, and its lines, two abreast where there is room.
Card {
    id: card

    property string title
    required property RowsModel lines
    default property alias between: between.data

    signal kept(string key, string value)

    padding: Theme.px(24)

    DeskScroll {
        id: form
        width: parent.width
        height: parent.height
        spacing: Theme.px(16)

        HeadText {
            width: form.inner
            text: card.title
            size: 30
            font.weight: Font.ExtraBold
        }
        Column {
            id: between
            width: form.inner
            spacing: form.spacing
        }
        Flow {
            width: form.inner
            spacing: form.spacing

            Repeater {
                model: card.lines

                DeskField {
                    required property string key
                    required label
                    required value
                    required example
                    required problem
                    required keys_page
                    objectName: key
                    width: form.inner < Theme.pt(560) ? form.inner : (form.inner - form.spacing) / 2
                    longest: 80
                    size: 24
                    onKept: value => card.kept(key, value)
                }
            }
        }
    }
}
