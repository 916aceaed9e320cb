pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// People found by name or NIK; a table is read first, with numbers and every row that was not understood.
DeskPage {
    id: page

    required property ResidentsScreen screen
    readonly property bool judging: screen.phase === "judging"
    readonly property bool reading: screen.phase === "reading"
    readonly property bool listing: !judging && !reading

    title: listing ? Words.residents_title : screen.file
    hint: listing ? screen.hint : Words.residents_reading_hint
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: screen.news_tone === "error" ? "warning-circle" : "check-circle"
    primary: reading ? Words.residents_take : ""
    primary_glyph: "user-plus"
    onNext: screen.next()

    verbs: [
        VerbButton {
            objectName: "cancel"
            visible: !page.listing
            glyph: "x"
            label: Words.case_cancel
            onActed: page.screen.cancel()
        },
        VerbButton {
            objectName: "save_refused"
            visible: page.reading && page.screen.can_save
            glyph: "table"
            label: Words.residents_save
            onActed: page.screen.save_refused()
        },
        Repeater {
            model: page.listing ? page.screen.files : null

            VerbButton {
                required property string code
                required label
                required chosen
                objectName: "file_" + code
                glyph: "table"
                Accessible.name: Words.residents_read + ": " + label
                onActed: page.screen.read_file(code)
            }
        }
    ]

    DeskField {
        id: line
        objectName: "search"
        visible: page.listing
        width: Math.min(parent.width, Theme.px(900))
        value: page.screen.typed
        example: Words.residents_example
        size: 30
        onTyped: value => page.screen.look_for(value)
        onKept: value => page.screen.look_for(value)
    }
    DeskList {
        id: list
        objectName: "rows"
        visible: page.listing
        anchors.top: line.bottom
        anchors.topMargin: Theme.px(16)
        anchors.bottom: parent.bottom
        width: parent.width
        model: page.screen.rows
        delegate: DeskRow {
            id: row
            required property string key
            required property string name
            required property string nik
            required property string born
            required property string address
            required property bool compared
            required property string source
            objectName: "row_" + key
            label: name
            width: list.width - (list.over ? Theme.px(22) : 0)
            in_hand: ListView.isCurrentItem && list.in_hand

            Column {
                width: row.inner * 0.42
                anchors.verticalCenter: parent?.verticalCenter

                BodyText {
                    width: parent.width - Theme.px(12)
                    text: row.name
                    size: 24
                    font.weight: Font.Bold
                }
                BodyText {
                    width: parent.width - Theme.px(12)
                    text: row.nik + "  " + row.born
                    size: 20
                    color: Theme.muted
                }
            }
            BodyText {
                width: row.inner * 0.36
                height: Math.max(1, implicitHeight)
                anchors.verticalCenter: parent?.verticalCenter
                rightPadding: Theme.px(12)
                text: row.address
                size: 20
            }
            MarkWord {
                width: row.inner * 0.22
                anchors.verticalCenter: parent?.verticalCenter
                label: row.source
                glyph: row.compared ? "user-check" : "user"
                tone: row.compared ? "good" : "step"
                most: row.inner * 0.22
            }
        }
    }
    EmptyState {
        visible: page.listing && list.count === 0
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(900))
        glyph: "users"
        title: page.screen.empty_title
        hint: page.screen.empty_hint
    }
    Column {
        visible: page.judging
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(900))
        spacing: Theme.px(20)

        HeadText {
            objectName: "progress"
            width: parent.width
            text: page.screen.progress
            size: 30
            horizontalAlignment: Text.AlignHCenter
        }
        Rectangle {
            objectName: "bar"
            width: parent.width
            height: Theme.px(20)
            radius: height / 2
            color: Theme.faint
            Accessible.role: Accessible.ProgressBar
            Accessible.name: page.screen.progress

            Rectangle {
                width: Math.max(parent.height, parent.width * page.screen.share)
                height: parent.height
                radius: parent.radius
                color: Theme.primary
            }
        }
    }
    DeskScroll {
        id: told
        visible: page.reading
        width: parent.width
        height: parent.height
        spacing: Theme.px(20)

        Grid {
            width: told.inner
            columns: Theme.text_step > 1.25 ? 2 : 4
            spacing: Theme.px(20)

            Repeater {
                model: [
                    {
                        name: Words.residents_new,
                        count: page.screen.fresh,
                        glyph: "user-plus",
                        tint: "teal"
                    },
                    {
                        name: Words.residents_changed,
                        count: page.screen.changed,
                        glyph: "pencil-simple",
                        tint: "blue"
                    },
                    {
                        name: Words.residents_same,
                        count: page.screen.same,
                        glyph: "check",
                        tint: "gold"
                    },
                    {
                        name: Words.residents_refused,
                        count: page.screen.refused,
                        glyph: "warning",
                        tint: "orange"
                    }
                ]

                Card {
                    id: sum
                    required property var modelData
                    width: (told.inner - (Theme.text_step > 1.25 ? 1 : 3) * Theme.px(20)) / (Theme.text_step > 1.25 ? 2 : 4)
                    height: inside.implicitHeight + 2 * padding
                    padding: Theme.px(24)

                    Column {
                        id: inside
                        width: parent.width
                        spacing: Theme.px(6)

                        Badge {
                            glyph: sum.modelData.glyph
                            tint: sum.modelData.tint
                            size: Theme.px(64)
                        }
                        HeadText {
                            width: parent.width
                            text: sum.modelData.count
                            size: 44
                            font.weight: Font.ExtraBold
                        }
                        BodyText {
                            width: parent.width
                            text: sum.modelData.name
                            size: 22
                            color: Theme.muted
                        }
                    }
                }
            }
        }
        Banner {
            visible: page.screen.unknown !== ""
            width: told.inner
            said: page.screen.unknown
            glyph: "info"
            tone: "step"
        }
        Repeater {
            model: page.screen.bad

            Row {
                id: bad
                required property string key
                required property string line
                required property string why
                width: told.inner
                spacing: Theme.px(18)

                HeadText {
                    id: where
                    width: Theme.pt(150)
                    text: bad.line
                    size: 22
                }
                BodyText {
                    width: bad.width - where.width - bad.spacing
                    text: bad.why
                    size: 22
                }
            }
        }
    }
}
