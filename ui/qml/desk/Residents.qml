pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// People found by name or NIK; a table is read first, with numbers and every row that was not understood.
DeskPage {
    id: page

    required property ResidentsScreen screen
    readonly property real last_share: room.width < Theme.pt(700) ? 0.31 : 0.22  // as wide as its longest word
    readonly property bool judging: screen.phase === "judging"
    readonly property bool reading: screen.phase === "reading"
    readonly property bool undoing: screen.phase === "undoing"
    readonly property bool listing: !judging && !reading && !undoing

    title: listing ? Words.residents_title : judging ? screen.file : screen.heading
    hint: listing ? screen.hint : undoing ? Words.residents_undo_hint : Words.residents_reading_hint
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: screen.news_tone === "error" ? "warning-circle" : "check-circle"
    news_action: screen.news_action
    news_name: "undo"
    onNews_acted: screen.take_back()
    primary: reading ? Words.residents_take : undoing ? Words.residents_take_back : ""
    primary_glyph: undoing ? "arrow-counter-clockwise" : "user-plus"
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
        VerbButton {
            objectName: "take_back"
            visible: page.listing
            glyph: "arrow-counter-clockwise"
            key: "T"
            label: Words.residents_last
            onActed: page.screen.take_back()
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
                width: row.inner * (1 - page.last_share) * 0.54
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
                width: row.inner * (1 - page.last_share) * 0.46
                height: Math.max(1, implicitHeight)
                anchors.verticalCenter: parent?.verticalCenter
                rightPadding: Theme.px(12)
                text: row.address
                size: 20
            }
            MarkWord {
                width: row.inner * page.last_share
                anchors.verticalCenter: parent?.verticalCenter
                label: row.source
                glyph: row.compared ? "user-check" : "user"
                tone: row.compared ? "good" : "step"
                most: row.inner * page.last_share
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
        visible: page.reading || page.undoing
        width: parent.width
        height: parent.height
        spacing: Theme.px(20)

        Banner {
            visible: page.screen.unknown !== ""
            width: told.inner
            said: page.screen.unknown
            glyph: "info"
            tone: "step"
        }
        SumCards {
            width: told.inner
            sums: page.screen.sums
        }
        ToldRows {
            width: told.inner
            title: page.screen.warned_title
            rows: page.screen.warned
            share: page.undoing ? 0.4 : 0
        }
        ToldRows {
            width: told.inner
            title: page.screen.bad_title
            rows: page.screen.bad
        }
    }
}
