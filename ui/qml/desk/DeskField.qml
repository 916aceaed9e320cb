import QtQuick
import ".."
import "../parts"

// A line to type at the desk: small label above, a low box, and below it what is wrong, what is good, or help.
Item {
    id: field

    property string label
    property string value
    property string example
    property string help
    property string good
    property string problem
    property string unit_word
    property string keys_page: "letters"
    property int longest: 120
    property bool needed: false
    property bool changed: false
    property bool digits_only: false
    property bool marked: false
    property real size: 26
    property alias input: line

    signal kept(string value)
    signal typed(string value)
    signal entered

    function take_focus(): void {
        line.forceActiveFocus();
        line.selectAll();
    }

    onValueChanged: if (line.text !== value) {
        line.text = value;
        line.before = value;
    }
    implicitHeight: column.implicitHeight
    implicitWidth: Theme.px(420)

    Column {
        id: column
        width: parent.width
        spacing: Theme.px(6)
        anchors.verticalCenter: field.label === "" ? parent.verticalCenter : undefined

        BodyText {
            width: parent.width
            visible: field.label !== ""
            text: field.label
            size: 22
            font.weight: Font.Bold
        }
        Rectangle {
            width: parent.width
            height: Math.max(Theme.px(68), line.font.pixelSize * 1.3 + Theme.px(24))
            radius: Theme.px(16)
            color: field.marked ? Theme.tint("gold") : Theme.card
            border.width: line.activeFocus ? Theme.px(4) : Theme.edge
            border.color: field.problem !== "" ? Theme.error : line.activeFocus ? Theme.focus : Theme.border

            KeyInput {
                id: line
                objectName: field.objectName === "" ? "" : field.objectName + "_input"
                anchors.fill: parent
                anchors.leftMargin: Theme.px(18)
                anchors.rightMargin: Theme.px(18) + (field.unit_word === "" ? 0 : unit_text.implicitWidth + Theme.px(10))
                label: field.label === "" ? field.example : field.label
                keys_page: field.keys_page
                maximumLength: field.longest
                font.pixelSize: Theme.pt(field.size)
                font.features: field.keys_page === "digits" ? {
                    "tnum": 1
                } : {}
                Accessible.description: field.problem !== "" ? field.problem : field.help
                validator: field.digits_only ? only_digits : null
                onKept: value => field.kept(value)
                onTyped: value => field.typed(value)
                onAccepted: {
                    line.finish();
                    field.entered();
                }
                Component.onCompleted: {
                    text = field.value;
                    before = field.value;
                }
            }
            RegularExpressionValidator {
                id: only_digits
                regularExpression: /[0-9]*/
            }
            BodyText {
                anchors.fill: line
                visible: line.text === "" && field.example !== ""
                text: field.example
                color: Theme.muted
                size: 22
                verticalAlignment: Text.AlignVCenter
                maximumLineCount: 1
                clip: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            BodyText {
                id: unit_text
                visible: field.unit_word !== ""
                anchors.right: parent.right
                anchors.rightMargin: Theme.px(18)
                anchors.verticalCenter: parent.verticalCenter
                text: field.unit_word
                color: field.marked ? Theme.ink : Theme.muted
                size: 22
            }
            TapHandler {
                onTapped: line.forceActiveFocus()
            }
        }
        DeskNote {
            width: parent.width
            problem: field.problem
            good: field.good
            help: field.help
        }
    }
}
