pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Before the first question: three facts, the papers to bring, the notice in four lines.
Page {
    id: page

    required property ServiceInfoScreen screen

    title: screen.title
    hint: screen.hint
    glyph: screen.glyph
    tint: screen.tint
    primary: Words.service_info_start
    onNext: screen.start()

    extra: [
        OutlineButton {
            objectName: "to_counter"
            visible: page.screen.has_counter
            glyph: "ticket"
            label: Words.service_info_to_counter
            onActed: page.screen.to_counter()
        }
    ]

    ScrollBody {
        id: scroll
        anchors.fill: parent
        spacing: Theme.px(18)

        Grid {
            id: facts
            width: parent.width
            readonly property int across: Theme.portrait && Theme.text_step > 1 ? 1 : 3
            property real tallest: 0
            columns: across
            spacing: Theme.gap

            function measure(): void {
                let tall = 0;
                for (let i = 0; i < fact_rows.count; i++)
                    tall = Math.max(tall, (fact_rows.itemAt(i) as LineRow)?.natural ?? 0);
                tallest = tall;
            }

            Repeater {
                id: fact_rows
                model: page.screen.facts

                LineRow {
                    required property string key
                    required said
                    required tint
                    width: (facts.width - (facts.across - 1) * facts.spacing) / facts.across
                    boxed: true
                    stacked: Theme.portrait && facts.across > 1
                    least: facts.across > 1 ? facts.tallest : 0
                    onNaturalChanged: facts.measure()
                }
            }
        }

        Grid {
            id: halves
            width: parent.width
            readonly property int across: Theme.portrait ? 1 : 2
            columns: across
            spacing: Theme.px(24)
            readonly property real half: (width - (across - 1) * spacing) / across
            readonly property real inner: Math.max(papers.implicitHeight, notice.implicitHeight)

            Card {
                padding: Theme.px(28)
                width: halves.half
                height: (halves.across === 2 ? halves.inner : papers.implicitHeight) + 2 * padding

                Column {
                    id: papers
                    width: parent.width
                    spacing: Theme.px(14)

                    CardHead {
                        title: Words.service_info_bring
                        OutlineButton {
                            objectName: "print_requirements"
                            visible: page.screen.has_print
                            glyph: "printer"
                            label: Words.service_info_print
                            size: 26
                            tall: 84
                            onActed: page.screen.print_requirements()
                        }
                    }
                    Grid {
                        id: paper_grid
                        width: parent.width
                        readonly property int across: page.screen.papers.count > 3 && Theme.text_step === 1 ? 2 : 1
                        columns: across
                        rowSpacing: Theme.px(20)
                        columnSpacing: Theme.px(24)

                        Repeater {
                            model: page.screen.papers

                            LineRow {
                                required property string key
                                required property string note
                                on_top: paper_grid.across > 1
                                width: (paper_grid.width - (paper_grid.across - 1) * paper_grid.columnSpacing) / paper_grid.across
                                said: note
                                tint: "teal"
                                strong: false
                            }
                        }
                    }
                }
            }

            Card {
                padding: Theme.px(28)
                width: halves.half
                height: (halves.across === 2 ? halves.inner : notice.implicitHeight) + 2 * padding

                Column {
                    id: notice
                    width: parent.width
                    spacing: Theme.px(14)

                    CardHead {
                        title: Words.service_info_notice
                        OutlineButton {
                            objectName: "read_more"
                            glyph: page.screen.more ? "caret-up" : "caret-down"
                            label: page.screen.more ? Words.service_info_less : Words.service_info_more
                            size: 26
                            tall: 84
                            onActed: page.screen.read_more()
                        }
                    }
                    Repeater {
                        model: page.screen.notice

                        LineRow {
                            required property string key
                            required said
                            required tint
                            width: notice.width
                        }
                    }
                    BodyText {
                        width: parent.width
                        text: Words.service_info_contact
                        color: Theme.muted
                        size: 26
                    }
                }
            }
        }
    }
}
