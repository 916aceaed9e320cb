pragma ComponentBehavior: Bound
import QtQuick
import ".."

// Digits in groups of four, as they stand on the card; groups before the one being typed are masked when asked.
Item {
    id: nik

    property string label
    property bool shows_label: true
    property string value
    property string help
    property string good
    property string problem
    property int digits: 16
    property int group: 4
    property bool masked: true
    property var hints: []

    signal kept(string value)
    signal typed(string value)
    signal filled(string value)

    readonly property real box_top: shows_label ? head.height + column.spacing : 0
    readonly property bool in_hand: line.activeFocus
    readonly property int groups: Math.ceil(digits / group)

    function take_focus(): void {
        line.forceActiveFocus();
    }

    onValueChanged: if (line.text !== value) {
        line.text = value;
        line.before = value;
    }
    implicitWidth: Theme.px(900)
    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: parent.width
        spacing: Theme.px(10)

        HeadText {
            id: head
            visible: nik.shows_label
            width: parent.width
            text: nik.label
            size: 28
        }
        Item {
            width: parent.width
            height: Math.max(Theme.px(104), Theme.pt(44) + Theme.px(44))

            // The real line lies under the boxes: one field for keys, reader and screen reader.
            KeyInput {
                id: line
                objectName: nik.objectName === "" ? "" : nik.objectName + "_input"
                anchors.fill: parent
                label: nik.label
                keys_page: "digits"
                maximumLength: nik.digits
                color: "transparent"
                selectionColor: "transparent"
                selectedTextColor: "transparent"
                cursorDelegate: Item {}
                validator: RegularExpressionValidator {
                    regularExpression: /[0-9]*/
                }
                Accessible.description: nik.problem !== "" ? nik.problem : nik.help
                onKept: value => nik.kept(value)
                onTyped: value => nik.typed(value)
                onTextEdited: {
                    cursorPosition = length;
                    if (length === nik.digits)
                        nik.filled(text);
                }
                Component.onCompleted: {
                    text = nik.value;
                    before = nik.value;
                }
            }
            Row {
                id: boxes
                anchors.fill: parent
                spacing: Theme.px(14)

                Repeater {
                    model: nik.groups

                    Rectangle {
                        id: box
                        required property int index
                        readonly property string part: line.text.slice(index * nik.group, (index + 1) * nik.group)
                        readonly property bool here: line.activeFocus && Math.min(Math.floor(line.length / nik.group), nik.groups - 1) === index
                        readonly property bool hidden: nik.masked && line.length > (index + 1) * nik.group

                        width: (boxes.width - (nik.groups - 1) * boxes.spacing) / nik.groups
                        height: boxes.height
                        radius: Theme.px(24)
                        color: Theme.card
                        border.width: here ? Theme.px(4) : Theme.edge
                        border.color: nik.problem !== "" ? Theme.error : here ? Theme.focus : Theme.border

                        BodyText {
                            anchors.centerIn: parent
                            readonly property bool empty: box.part === "" && nik.hints.length > box.index
                            text: box.hidden ? "•".repeat(box.part.length) : empty ? nik.hints[box.index] : box.part
                            color: empty ? Theme.muted : Theme.ink
                            size: empty ? 30 : 40
                            wrapMode: Text.NoWrap
                            font.weight: Font.Bold
                            font.letterSpacing: Theme.px(5)
                            Accessible.ignored: true
                        }
                        Rectangle {
                            visible: box.here && box.part.length > 0 && box.part.length < nik.group || box.here && nik.hints.length === 0 && box.part.length < nik.group
                            anchors.bottom: parent.bottom
                            anchors.bottomMargin: Theme.px(16)
                            anchors.horizontalCenter: parent.horizontalCenter
                            width: parent.width * 0.5
                            height: Theme.px(4)
                            radius: height / 2
                            color: Theme.primary
                        }
                    }
                }
            }
            TapHandler {
                onTapped: {
                    line.forceActiveFocus();
                    line.cursorPosition = line.length;
                }
            }
        }
        FieldNote {
            width: parent.width
            problem: nik.problem
            good: nik.good
            help: nik.help
        }
    }
}
