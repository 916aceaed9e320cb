pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Left the sheets with their ticks and the printer; right the sheet in hand, or what a panel asks.
DeskPage {
    id: page

    required property PaperScreen screen
    readonly property bool asking: screen.panel !== ""
    // Upright the sheet in hand stands under the list.
    readonly property bool narrow: width < height

    title: screen.stage === "ask" ? Words.paper_title_ask : Words.paper_title
    hint: screen.hint
    news: screen.news
    news_tone: screen.news_tone
    primary: asking ? Words.case_send : screen.primary
    primary_glyph: asking ? "paper-plane-tilt" : screen.primary_glyph
    onNext: screen.next()

    head: [
        SmallPill {
            visible: page.screen.printer !== ""
            label: page.screen.printer + ": " + page.screen.printer_said
            glyph: "printer"
            tone: page.screen.printer_tone
            size: 22
            most: Theme.px(620)
        }
    ]
    verbs: [
        VerbButton {
            objectName: "cancel"
            visible: page.asking
            glyph: "x"
            label: Words.case_cancel
            onActed: page.screen.cancel()
        },
        DeskChip {
            objectName: "archive"
            visible: !page.asking && page.screen.stage === "plan"
            many: true
            label: Words.paper_archive
            chosen: page.screen.archive
            onActed: page.screen.archive_copy()
        },
        VerbButton {
            objectName: "reprint"
            visible: !page.asking && page.screen.may_reprint
            glyph: "arrow-clockwise"
            key: "U"
            label: Words.paper_reprint
            onActed: page.screen.reprint()
        },
        VerbButton {
            objectName: "hand_over"
            visible: !page.asking && page.screen.may_hand_over
            glyph: "handshake"
            key: "H"
            label: Words.verb_hand_over
            onActed: page.screen.hand_over()
        },
        VerbButton {
            objectName: "open"
            visible: !page.asking && page.screen.open_key !== ""
            glyph: "folder-open"
            key: "B"
            label: Words.batch_open
            onActed: page.screen.open(page.screen.open_key)
        }
    ]

    EmptyState {
        visible: list.count === 0
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(900))
        glyph: "printer"
        title: Words.paper_empty
        hint: Words.paper_empty_hint
    }
    DeskList {
        id: list
        objectName: "rows"
        visible: count > 0
        width: page.narrow ? parent.width : parent.width * 0.52
        height: page.narrow ? parent.height * 0.48 : parent.height
        focus: true
        model: page.screen.sheets
        Keys.onSpacePressed: page.screen.tick(page.screen.open_key)
        delegate: SheetLine {
            required property string key
            required property int index
            required number
            required title
            required name
            required kind_said
            required mode_said
            required stage
            required said
            required is_open
            required is_ticked
            objectName: "row_" + key
            row_key: key
            width: list.width - (list.over ? Theme.px(22) : 0)
            in_hand: ListView.isCurrentItem && list.in_hand
            onActed: {
                list.currentIndex = index;
                page.screen.look(key);
            }
            onTicked: page.screen.tick(key)
        }
    }
    SheetView {
        visible: list.count > 0 && !page.asking
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: page.narrow ? parent.width : parent.width * 0.48 - Theme.px(24)
        height: page.narrow ? parent.height * 0.52 - Theme.px(20) : parent.height
        images: page.screen.images
    }
    Loader {
        active: page.asking
        visible: active
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: page.narrow ? parent.width : parent.width * 0.48 - Theme.px(24)
        height: page.narrow ? parent.height * 0.52 - Theme.px(20) : parent.height
        sourceComponent: PaperPanel {
            screen: page.screen
        }
    }
}
