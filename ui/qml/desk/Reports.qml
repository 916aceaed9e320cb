pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Six figures of a period, then one chart with its table; period and kind are chosen above them.
DeskPage {
    id: page

    required property ReportsScreen screen
    readonly property bool roomy: !Theme.portrait && Theme.text_step < 1.25

    component Periods: Flow {
        spacing: Theme.px(10)

        Repeater {
            model: page.screen.periods

            Filter {
                required property string code
                required label
                required chosen
                objectName: "period_" + code
                counted: false
                onActed: page.screen.period(code)
            }
        }
    }

    title: Words.report_title
    hint: screen.hint
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: screen.news_tone === "error" ? "warning-circle" : "check-circle"
    primary: screen.primary
    primary_glyph: "printer"
    onNext: screen.print_report()

    head: [
        Periods {
            visible: page.roomy
        }
    ]
    verbs: [
        VerbButton {
            objectName: "export"
            visible: page.screen.primary !== ""
            glyph: "table"
            key: "X"
            label: Words.report_export
            onActed: page.screen.export_table()
        }
    ]

    DeskScroll {
        id: scroll
        anchors.fill: parent
        spacing: Theme.px(18)

        Periods {
            visible: !page.roomy
            width: scroll.inner
        }
        Grid {
            id: cards
            visible: page.screen.cards.count > 0
            readonly property real each: (scroll.inner - (columns - 1) * spacing) / columns
            width: scroll.inner
            columns: page.roomy ? 6 : Theme.portrait || Theme.text_step > 1.25 ? 2 : 3
            spacing: Theme.px(14)

            Repeater {
                model: page.screen.cards

                Card {
                    id: card
                    required property string title
                    required property string value
                    required property string said
                    width: cards.each
                    height: Math.max(inside.implicitHeight + 2 * padding, page.roomy ? Theme.px(168) : 0)
                    padding: Theme.px(20)

                    Column {
                        id: inside
                        width: parent.width
                        spacing: Theme.px(2)

                        BodyText {
                            width: parent.width
                            text: card.title
                            size: 20
                            font.weight: Font.Bold
                            color: Theme.muted
                        }
                        HeadText {
                            width: parent.width
                            text: card.value
                            size: page.roomy ? 30 : 36
                            font.weight: Font.ExtraBold
                            color: Theme.contrast ? Theme.ink : Theme.primary
                        }
                        BodyText {
                            width: parent.width
                            text: card.said
                            size: 20
                            color: Theme.muted
                        }
                    }
                }
            }
        }
        Flow {
            width: scroll.inner
            spacing: Theme.px(10)

            Repeater {
                model: page.screen.kinds

                Filter {
                    required property string code
                    required label
                    required chosen
                    objectName: "by_" + code
                    counted: false
                    onActed: page.screen.by(code)
                }
            }
        }
        Card {
            id: sheet
            visible: page.screen.kind !== ""
            width: scroll.inner
            height: content_column.implicitHeight + 2 * padding
            padding: Theme.px(28)

            Column {
                id: content_column
                width: parent.width
                spacing: Theme.px(18)

                Column {
                    width: parent.width
                    spacing: Theme.px(4)

                    HeadText {
                        width: parent.width
                        text: page.screen.table_title
                        size: 28
                    }
                    BodyText {
                        width: parent.width
                        text: page.screen.table_said
                        size: 20
                        color: Theme.muted
                    }
                }
                Flow {
                    visible: page.screen.legend.length > 1
                    width: parent.width
                    spacing: Theme.px(30)

                    Repeater {
                        model: page.screen.legend

                        Row {
                            id: mark
                            required property string modelData
                            required property int index
                            spacing: Theme.px(12)

                            Bar {
                                anchors.verticalCenter: parent.verticalCenter
                                width: Theme.pt(44)
                                height: Theme.pt(24)
                                hatched: mark.index === 1
                            }
                            BodyText {
                                anchors.verticalCenter: parent.verticalCenter
                                text: mark.modelData
                                size: 20
                                font.weight: Font.Bold
                            }
                        }
                    }
                }
                BarChart {
                    visible: page.screen.kind !== "day" && page.screen.legend.length > 0
                    width: parent.width
                    rows: page.screen.rows
                }
                DayChart {
                    visible: page.screen.kind === "day" && page.screen.legend.length > 0
                    width: parent.width
                    rows: page.screen.rows
                }
                FigureTable {
                    visible: page.screen.empty === ""
                    width: parent.width
                    titles: page.screen.columns
                    rows: page.screen.rows
                }
                BodyText {
                    visible: page.screen.empty !== ""
                    width: parent.width
                    text: page.screen.empty
                    size: 24
                }
            }
        }
    }
}
