pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Left the rows with their ticks and what signing takes; right the page of the row in hand, or the pad for the PIN.
DeskPage {
    id: page

    required property BatchScreen screen
    // Upright the page of the row in hand, or the pad, stands under the list.
    readonly property bool narrow: width < height

    title: screen.title
    hint: screen.hint
    news: screen.news
    news_tone: screen.news_tone
    primary: screen.primary
    primary_glyph: screen.primary_glyph
    onNext: screen.next()

    head: [
        Repeater {
            model: page.screen.kinds

            Filter {
                required property string code
                required label
                required chosen
                objectName: "kind_" + code
                counted: false
                onActed: page.screen.kind(code)
            }
        }
    ]
    verbs: [
        VerbButton {
            objectName: "cancel"
            visible: page.screen.asking_pin
            glyph: "x"
            label: Words.case_cancel
            onActed: page.screen.cancel()
        },
        VerbButton {
            objectName: "tick_all_seen"
            visible: !page.screen.asking_pin && page.screen.rows.count > 0
            glyph: "checks"
            key: "A"
            label: Words.batch_tick_all_seen
            onActed: page.screen.tick_all_seen()
        },
        VerbButton {
            objectName: "open"
            visible: !page.screen.asking_pin && page.screen.open_key !== ""
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
        glyph: "check-circle"
        title: Words.batch_empty
        hint: Words.batch_empty_hint
    }
    Item {
        id: left
        visible: list.count > 0
        width: page.narrow ? parent.width : parent.width * 0.46
        height: page.narrow ? parent.height * 0.46 : parent.height

        DeskList {
            id: list
            objectName: "rows"
            width: parent.width
            anchors.top: parent.top
            anchors.bottom: plan.visible ? plan.top : parent.bottom
            anchors.bottomMargin: plan.visible ? Theme.px(16) : 0
            model: page.screen.rows
            focus: true
            Keys.onSpacePressed: page.screen.tick(page.screen.open_key)
            delegate: BatchLine {
                required property string key
                required property int index
                required number
                required title
                required glyph
                required name
                required is_open
                required is_seen
                required is_ticked
                required outcome
                required said
                required blocked
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
        SignPlan {
            id: plan
            visible: page.screen.signing && !page.screen.asking_pin
            screen: page.screen
            anchors.bottom: parent.bottom
            width: parent.width
            height: Math.min(implicitHeight, parent.height * 0.5)
        }
    }
    Item {
        visible: list.count > 0 && !page.screen.asking_pin
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: page.narrow ? parent.width : parent.width * 0.54 - Theme.px(24)
        height: page.narrow ? parent.height * 0.54 - Theme.px(20) : parent.height

        SheetView {
            id: sheet
            objectName: "sheet"
            width: parent.width
            anchors.top: parent.top
            anchors.bottom: note.top
            anchors.bottomMargin: Theme.px(12)
            images: page.screen.images
            onEndedChanged: if (ended)
                page.screen.seen(page.screen.open_key)
        }
        Item {
            id: note
            anchors.bottom: parent.bottom
            width: parent.width
            height: Math.max(tick.height, words.implicitHeight)

            Column {
                id: words
                anchors.left: parent.left
                anchors.right: tick.left
                anchors.rightMargin: Theme.px(16)
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.px(4)

                BodyText {
                    width: parent.width
                    text: page.screen.sheet_said
                    size: 22
                    font.weight: Font.Bold
                }
                MarkWord {
                    visible: page.screen.changes !== ""
                    label: page.screen.changes
                    glyph: "pencil-simple"
                    tone: "mark"
                    most: parent.width
                }
            }
            VerbButton {
                id: tick
                objectName: "tick_open"
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                glyph: "check-square"
                key: "C"
                label: Words.batch_tick
                onActed: {
                    page.screen.tick(page.screen.open_key);
                    page.screen.look_next();
                }
            }
        }
    }
    PinSide {
        id: pad
        visible: page.screen.asking_pin
        narrow: page.narrow
        share: 0.54
        tallest: parent.height * (page.narrow ? 0.52 : 1)
        name: page.screen.pin_said
        digits: page.screen.digits
        problem: page.screen.pin_problem
        onDigit: key => page.screen.digit(key)
        onErase: page.screen.erase()
        onEnter: page.screen.next()
    }
    Keys.forwardTo: [pad]
}
