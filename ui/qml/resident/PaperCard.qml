import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// One paper: its picture, its name, what was said of it, and the two answers; more where there is a scanner.
Card {
    id: card

    required property string key
    required property string title
    required property string glyph
    required property string held
    required property string said
    required property int pages
    required property bool working
    property bool with_scanner: false
    property bool failing: false
    readonly property real natural: Math.max(badge.height, words.implicitHeight) + Theme.px(18) + chips.implicitHeight + 2 * padding

    signal brought
    signal later
    signal scan
    signal retake
    signal erase

    objectName: "paper_" + key
    padding: Theme.px(26)
    rim: failing ? Theme.error : held !== "" ? Theme.primary : Theme.contrast ? Theme.border : Theme.line
    rim_width: failing || held !== "" ? Theme.px(3) : Theme.contrast ? Theme.edge : 1

    Item {
        width: parent.width
        height: card.natural - 2 * card.padding
        y: Math.max(0, (parent.height - height) / 2)

        Badge {
            id: badge
            glyph: card.glyph
            tint: card.held === "later" ? "gold" : "teal"
            size: Theme.px(104)
        }
        Column {
            id: words
            anchors.left: badge.right
            anchors.leftMargin: Theme.px(24)
            anchors.right: parent.right
            y: Math.max(0, (badge.height - implicitHeight) / 2)
            spacing: Theme.px(4)

            HeadText {
                width: parent.width
                text: card.title
                size: 30
            }
            BodyText {
                width: parent.width
                text: card.working ? Words.papers_working : card.said
                color: card.failing ? Theme.error : Theme.muted
                size: 26
            }
        }
        Flow {
            id: chips
            anchors.top: Math.max(badge.height, words.implicitHeight) === badge.height ? badge.bottom : words.bottom
            anchors.topMargin: Theme.px(18)
            width: parent.width
            spacing: Theme.px(14)

            Chip {
                objectName: "bring_" + card.key
                glyph: "hand-deposit"
                label: Words.papers_bring
                chosen: card.held === "brought" || card.held === "scanned"
                onActed: card.brought()
            }
            Chip {
                objectName: "later_" + card.key
                glyph: "clock"
                label: Words.papers_later_button
                chosen: card.held === "later"
                onActed: card.later()
            }
            Chip {
                objectName: "scan_" + card.key
                visible: card.with_scanner
                glyph: "file-plus"
                label: card.pages > 0 ? Words.papers_scan_more : Words.papers_scan
                onActed: card.scan()
            }
            Chip {
                objectName: "retake_" + card.key
                visible: card.pages > 0
                glyph: "arrow-clockwise"
                label: Words.papers_retake
                onActed: card.retake()
            }
            Chip {
                objectName: "delete_page_" + card.key
                visible: card.pages > 0
                glyph: "trash"
                label: Words.papers_delete_page
                onActed: card.erase()
            }
        }
    }
}
