pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// One question: its words at the left (above, in portrait), chips and field at the right.
Card {
    id: card

    required property string key
    required property string control
    required property string title
    required property string help
    required property string value
    required property string problem
    required property string good
    required property string keys_page
    required property int longest
    required property string unit_word
    required property bool capitals
    required property RowsModel options
    required property RowsModel found
    required property bool shows_input
    required property bool is_left
    property real extra: 0
    property bool alone: false
    readonly property bool has_input: shows_input && control !== ""
    readonly property bool beside: width > Theme.pt(1150)
    readonly property real natural: inside.natural + 2 * padding
    readonly property Item input: field_place.item as Item

    signal answered(string value)
    signal picked(string option)
    signal chose_found(string line)

    function take_focus(): void {
        (input as Field)?.take_focus();
        (input as NikBoxes)?.take_focus();
        (input as DateBoxes)?.take_focus();
        (input as Paragraph)?.take_focus();
    }

    objectName: "question_" + key
    padding: Theme.px(26)
    height: natural + extra
    rim: problem !== "" ? Theme.error : Theme.contrast ? Theme.border : Theme.line
    rim_width: problem !== "" ? Theme.px(3) : Theme.contrast ? Theme.edge : 1

    Item {
        id: inside
        readonly property real natural: card.beside ? Math.max(words.implicitHeight, answer.implicitHeight) : words.implicitHeight + Theme.px(16) + answer.implicitHeight
        width: parent.width
        height: natural
        y: card.extra / 2

        Column {
            id: words
            width: card.beside ? parent.width * 0.22 : parent.width
            y: card.beside ? Math.max(0, Math.min(Theme.px(24), (answer.implicitHeight - implicitHeight) / 2)) : 0
            spacing: Theme.px(4)

            HeadText {
                width: parent.width
                text: card.title
                size: 30
            }
            BodyText {
                visible: text !== ""
                width: parent.width
                text: card.help
                color: Theme.muted
                size: 26
            }
        }

        Column {
            id: answer
            x: card.beside ? parent.width * 0.22 + Theme.px(30) : 0
            y: card.beside ? Math.max(0, (parent.height - implicitHeight) / 2) : words.implicitHeight + Theme.px(16)
            width: parent.width - x
            spacing: Theme.px(16)

            Flow {
                width: parent.width
                spacing: Theme.px(16)
                visible: chips.visible || field_place.active

                ChipFlow {
                    id: chips
                    readonly property bool after: card.has_input && card.options.count === 1
                    visible: card.options.count > 0 && !after
                    width: parent.width
                    rows_model: card.options
                    key: card.key
                    grown: card.alone
                    onPicked: option => card.picked(option)
                }
                Loader {
                    id: field_place
                    active: card.has_input
                    visible: active
                    width: chips.after && last.implicitWidth + spare < parent.width ? parent.width - last.width - parent.spacing : parent.width
                    readonly property real spare: Theme.px(card.control === "text" || card.control === "paragraph" || card.control === "search" ? 620 : 420)
                    sourceComponent: card.control === "paragraph" ? paragraph : card.control === "date" ? date : ["nik", "kk", "rt_rw", "time"].includes(card.control) ? boxes : line
                }
                Repeater {
                    id: last_chip
                    model: chips.after ? card.options : null

                    Chip {
                        required property string key
                        required property string title
                        required property int index
                        required glyph
                        required chosen
                        objectName: "chip_" + card.key + "_" + key
                        label: title
                        height: Math.max(implicitHeight, Theme.px(96))
                        width: Math.min(natural_width, parent.width)
                        onActed: card.picked(key)
                        onNatural_widthChanged: last.implicitWidth = natural_width
                        Component.onCompleted: last.implicitWidth = natural_width
                    }
                }
            }
            Item {
                id: last
                visible: false
                width: implicitWidth
            }
            ChipFlow {
                visible: card.found.count > 0
                width: parent.width
                rows_model: card.found
                key: card.key + "_found"
                onPicked: option => card.chose_found(option)
            }
            FieldNote {
                visible: said !== "" && (card.control !== "date" || !card.has_input)
                width: parent.width
                problem: card.problem
                good: card.good
            }
        }
    }

    Component {
        id: line

        Field {
            objectName: card.key
            shows_label: false
            label: card.title
            value: card.value
            example: card.control === "search" ? Words.form_search_example : ""
            keys_page: card.keys_page
            longest: card.longest
            capitals: card.capitals
            unit_word: card.unit_word
            onKept: value => card.answered(value)
            onTyped: value => card.answered(value)
        }
    }
    Component {
        id: paragraph

        Paragraph {
            objectName: card.key
            shows_label: false
            label: card.title
            value: card.value
            longest: card.longest
            onKept: value => card.answered(value)
            onTyped: value => card.answered(value)
        }
    }
    Component {
        id: date

        DateBoxes {
            objectName: card.key
            shows_label: false
            label: card.title
            value: card.value
            good: card.good
            problem: card.problem
            onKept: value => card.answered(value)
            onTyped: value => card.answered(value)
        }
    }
    Component {
        id: boxes

        NikBoxes {
            objectName: card.key
            shows_label: false
            label: card.title
            value: card.value
            digits: card.longest
            group: card.control === "rt_rw" ? 3 : card.control === "time" ? 2 : 4
            masked: card.control === "nik" || card.control === "kk"
            hints: card.control === "rt_rw" ? ["RT", "RW"] : []
            onKept: value => card.answered(value)
            onTyped: value => card.answered(value)
        }
    }
}
