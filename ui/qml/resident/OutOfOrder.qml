pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Two cards: what does not work, and what still does.
Page {
    id: page

    required property OutOfOrderScreen screen

    title: screen.can_file ? Words.out_of_order_title : Words.out_of_order_filing
    hint: screen.can_file ? "" : Words.out_of_order_filing_said
    glyph: "wrench"
    tint: "orange"
    primary: screen.can_queue ? Words.out_of_order_queue : Words.out_of_order_home
    primary_glyph: screen.can_queue ? "ticket" : "house"
    onNext: screen.next()

    ScrollBody {
        id: scroll
        anchors.fill: parent

        Grid {
            id: halves
            width: parent.width
            columns: Theme.portrait ? 1 : 2
            spacing: Theme.px(24)
            readonly property real half: (width - (columns - 1) * spacing) / columns
            readonly property real inner: columns === 2 ? Math.max(broken.implicitHeight, works.implicitHeight, scroll.height - Theme.px(76)) : 0

            Card {
                width: halves.half
                padding: Theme.px(36)
                height: Math.max(halves.inner, broken.implicitHeight) + 2 * padding

                Column {
                    id: broken
                    width: parent.width
                    spacing: Theme.px(26)

                    HeadText {
                        width: parent.width
                        text: Words.out_of_order_broken
                        size: 36
                    }
                    Repeater {
                        model: page.screen.broken

                        LineRow {
                            required property string key
                            required tint
                            width: broken.width
                        }
                    }
                }
            }
            Card {
                width: halves.half
                padding: Theme.px(36)
                height: Math.max(halves.inner, works.implicitHeight) + 2 * padding

                Column {
                    id: works
                    width: parent.width
                    spacing: Theme.px(26)

                    HeadText {
                        width: parent.width
                        text: Words.out_of_order_works
                        size: 36
                    }
                    Repeater {
                        model: page.screen.works

                        LineRow {
                            required property string key
                            required tint
                            width: works.width
                        }
                    }
                }
            }
        }
    }
}
