pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."

// Day, month, year as eight digits in three boxes; the value is ISO once complete, else what was typed.
// The date is said in words below (`good`), so that a slip of the finger is seen.
Item {
    id: dates

    property string label
    property bool shows_label: true
    property string value
    property string help
    property string good
    property string problem

    signal kept(string value)
    signal typed(string value)

    function digits_of(iso: string): string {
        const parts = iso.split("-");
        return parts.length === 3 ? parts[2] + parts[1] + parts[0] : iso;
    }
    function iso_of(digits: string): string {
        return digits.length === 8 ? digits.slice(4) + "-" + digits.slice(2, 4) + "-" + digits.slice(0, 2) : digits;
    }
    function take_focus(): void {
        line.forceActiveFocus();
    }

    onValueChanged: if (iso_of(line.text) !== value) {
        line.text = digits_of(value);
        line.before = line.text;
    }
    implicitWidth: Theme.px(720)
    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: parent.width
        spacing: Theme.px(10)

        HeadText {
            visible: dates.shows_label
            width: parent.width
            text: dates.label
            size: 28
        }
        Item {
            width: Math.min(parent.width, Theme.px(760))
            height: Math.max(Theme.px(104), Theme.pt(40) + Theme.px(48))

            KeyInput {
                id: line
                objectName: dates.objectName === "" ? "" : dates.objectName + "_input"
                anchors.fill: parent
                label: dates.label
                keys_page: "digits"
                maximumLength: 8
                color: "transparent"
                selectionColor: "transparent"
                selectedTextColor: "transparent"
                cursorDelegate: Item {}
                validator: RegularExpressionValidator {
                    regularExpression: /[0-9]*/
                }
                Accessible.description: dates.problem !== "" ? dates.problem : dates.help
                onKept: value => dates.kept(dates.iso_of(value))
                onTyped: value => dates.typed(dates.iso_of(value))
                onTextEdited: cursorPosition = length
                Component.onCompleted: {
                    text = dates.digits_of(dates.value);
                    before = text;
                }
            }
            Row {
                id: boxes
                anchors.fill: parent
                spacing: Theme.px(14)

                Repeater {
                    model: [
                        {
                            from: 0,
                            long: 2,
                            hint: Words.frame_day
                        },
                        {
                            from: 2,
                            long: 2,
                            hint: Words.frame_month
                        },
                        {
                            from: 4,
                            long: 4,
                            hint: Words.frame_year
                        }
                    ]

                    Rectangle {
                        id: box
                        required property var modelData
                        required property int index
                        readonly property string part: line.text.slice(modelData.from, modelData.from + modelData.long)
                        readonly property bool here: line.activeFocus && (line.length < 2 ? 0 : line.length < 4 ? 1 : 2) === index

                        width: (boxes.width - 2 * boxes.spacing) * (index === 2 ? 0.4 : 0.3)
                        height: boxes.height
                        radius: Theme.px(24)
                        color: Theme.card
                        border.width: here ? Theme.px(4) : Theme.edge
                        border.color: dates.problem !== "" ? Theme.error : here ? Theme.focus : Theme.border

                        BodyText {
                            anchors.centerIn: parent
                            text: box.part === "" ? box.modelData.hint : box.part
                            color: box.part === "" ? Theme.muted : Theme.ink
                            size: box.part === "" ? 28 : 40
                            wrapMode: Text.NoWrap
                            font.weight: box.part === "" ? Font.Normal : Font.Bold
                            Accessible.ignored: true
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
            problem: dates.problem
            good: dates.good
            help: dates.help
        }
    }
}
