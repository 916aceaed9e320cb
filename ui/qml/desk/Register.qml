pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The book of one month: turned by two buttons, narrowed by state, every line as on paper.
DeskPage {
    id: page

    required property RegisterScreen screen
    readonly property list<real> shares: [0.06, 0.27, 0.29, 0.19, 0.19]
    readonly property bool narrow: room.width < Theme.pt(900)  // a line of the book has three then, under no titles

    title: Words.register_title
    hint: screen.hint
    news: screen.news !== "" ? screen.news : screen.gaps
    news_tone: screen.news !== "" ? screen.news_tone : "error"
    news_glyph: news_tone === "done" ? "check-circle" : "warning"
    primary: Words.register_print_book
    primary_glyph: "printer"
    onNext: screen.print_book()

    head: [
        VerbButton {
            objectName: "earlier"
            glyph: "caret-left"
            Accessible.name: Words.register_earlier
            onActed: page.screen.earlier()
        },
        HeadText {
            height: Theme.px(84)
            verticalAlignment: Text.AlignVCenter
            text: page.screen.month_said
            size: 32
            wrapMode: Text.NoWrap
            font.weight: Font.ExtraBold
        },
        VerbButton {
            objectName: "later"
            glyph: "caret-right"
            Accessible.name: Words.register_later
            onActed: page.screen.later()
        }
    ]
    verbs: [
        VerbButton {
            objectName: "export"
            glyph: "table"
            key: "X"
            label: Words.register_export
            onActed: page.screen.export_table()
        }
    ]

    Flow {
        id: tabs
        width: parent.width
        spacing: Theme.px(10)

        Repeater {
            model: page.screen.filters

            Filter {
                required property string code
                required label
                required chosen
                objectName: "filter_" + code
                counted: false
                onActed: page.screen.filter(code)
            }
        }
    }
    TableHead {
        id: titles
        anchors.top: tabs.bottom
        anchors.topMargin: Theme.px(8)
        width: parent.width
        visible: list.count > 0 && !page.narrow
        height: visible ? implicitHeight : 0
        titles: [Words.register_line, Words.register_number, Words.register_person, Words.register_signer, Words.register_state]
        shares: page.shares
    }
    DeskList {
        id: list
        objectName: "rows"
        anchors.top: titles.bottom
        anchors.topMargin: Theme.px(10)
        anchors.bottom: parent.bottom
        width: parent.width
        focus: true
        model: page.screen.rows
        delegate: BookLine {
            required property string key
            required line
            required number
            required day
            required title
            required name
            required signer
            required mode
            required status
            required status_glyph
            required status_tone
            required ink
            required taken
            objectName: "row_" + key
            shares: page.shares
            narrow: page.narrow
            width: list.width - (list.over ? Theme.px(22) : 0)
            in_hand: ListView.isCurrentItem && list.in_hand
            onActed: page.screen.open(key)
        }
    }
    EmptyState {
        visible: list.count === 0
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(900))
        glyph: "notebook"
        title: page.screen.empty
    }
}
