pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// One tap for all, or two chips for each paper.
Page {
    id: page

    required property PapersScreen screen

    title: screen.title
    glyph: screen.glyph
    tint: screen.tint
    said_step: screen.said_step
    step: 3
    steps: screen.steps
    primary: Words.papers_next
    onNext: screen.next()

    Connections {
        target: page.screen
        function onNudge_changed(): void {
            for (let i = 0; i < rows.count; i++) {
                const card = rows.itemAt(i) as PaperCard;
                if (card && card.key === page.screen.target)
                    scroll.reveal(card);
            }
        }
    }

    ScrollBody {
        id: scroll
        anchors.fill: parent
        spacing: Theme.px(20)

        Flow {
            id: top
            width: parent.width
            spacing: Theme.px(28)
            readonly property bool one_row: all.natural_width + spacing + Theme.pt(640) <= width

            Chip {
                id: all
                objectName: "all_brought"
                glyph: "checks"
                size: 32
                label: Words.papers_all_brought
                chosen: page.screen.all_here
                height: Math.max(implicitHeight, Theme.px(104))
                onActed: page.screen.all_brought()
            }
            BodyText {
                width: top.one_row ? parent.width - all.width - parent.spacing : parent.width
                height: top.one_row ? Math.max(implicitHeight, all.height) : implicitHeight
                verticalAlignment: Text.AlignVCenter
                text: page.screen.problem === "" ? Words.papers_hint : page.screen.problem
                color: page.screen.problem === "" ? Theme.muted : Theme.error
                font.weight: page.screen.problem === "" ? Font.Normal : Font.Bold
                Accessible.role: page.screen.problem === "" ? Accessible.StaticText : Accessible.AlertMessage
                Accessible.name: text
            }
        }
        Grid {
            id: grid
            width: parent.width
            readonly property int across: Theme.portrait || Theme.text_step >= 1.5 ? 1 : 2
            readonly property int lines: Math.ceil(rows.count / across)
            property real tallest: 0
            readonly property real room: (scroll.height - y - (lines - 1) * spacing - Theme.px(6)) / Math.max(1, lines)
            columns: across
            spacing: Theme.px(20)

            function measure(): void {
                let tall = 0;
                for (let i = 0; i < rows.count; i++)
                    tall = Math.max(tall, (rows.itemAt(i) as PaperCard)?.natural ?? 0);
                tallest = tall;
            }

            Repeater {
                id: rows
                model: page.screen.rows
                onCountChanged: grid.measure()

                PaperCard {
                    width: (grid.width - (grid.across - 1) * grid.spacing) / grid.across
                    height: Math.max(grid.tallest, Math.min(grid.room, Theme.px(320)))
                    with_scanner: page.screen.has_scanner
                    failing: page.screen.problem !== "" && held === ""
                    onNaturalChanged: grid.measure()
                    onBrought: page.screen.bring(key)
                    onLater: page.screen.later(key)
                    onScan: page.screen.scan(key)
                    onRetake: page.screen.retake(key)
                    onErase: page.screen.delete_page(key)
                }
            }
        }
    }
}
