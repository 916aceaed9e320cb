pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Roomy tiles of one category, or the list from A to Z with letters and a search field.
Page {
    id: page

    required property ServicesScreen screen
    readonly property bool listing: screen.category === ""

    title: screen.title
    hint: screen.hint
    glyph: "scroll"

    extra: [
        PageButtons {
            page: page.screen.page
            of_pages: page.screen.pages
            narrow: true
            onTurned: by => page.screen.turn(by)
        }
    ]

    Column {
        id: tools
        width: parent.width
        spacing: Theme.px(16)
        visible: page.listing

        Field {
            objectName: "search"
            width: Math.min(parent.width, Theme.px(900))
            label: Words.services_search
            example: Words.services_search_example
            value: page.screen.query
            onTyped: value => page.screen.search(value)
            onKept: value => page.screen.search(value)
        }
        Flow {
            width: parent.width
            spacing: Theme.px(12)
            visible: !page.keyboard_open
            Repeater {
                model: page.screen.letters
                Chip {
                    required property string modelData
                    objectName: "letter_" + modelData
                    label: modelData
                    chosen: page.screen.letter === modelData
                    onActed: page.screen.by_letter(modelData)
                }
            }
        }
    }
    TileGrid {
        id: grid
        anchors.top: page.listing ? tools.bottom : parent.top
        anchors.topMargin: page.listing ? Theme.px(20) : 0
        anchors.bottom: parent.bottom
        width: parent.width
        rows_model: page.screen.offers
        roomy: true
        columns: (Theme.portrait ? 2 : 3) - (Theme.text_step > 1 ? 1 : 0)
        onChosen: key => page.screen.choose(key)
        onFits: count => page.screen.fits(count)
    }
    EmptyState {
        visible: page.screen.offers.count === 0
        anchors.centerIn: grid
        width: Math.min(parent.width, Theme.px(900))
        glyph: "magnifying-glass"
        title: Words.services_nothing
        hint: page.keyboard_open ? "" : Words.services_nothing_hint
    }
}
