import QtQuick
import ".."

// One line to type: label above, example inside, help or error below; the label is never inside the box.
Item {
    id: field

    property string label
    property bool shows_label: true
    property string value
    property string example
    property string help
    property string problem
    property string keys_page: "letters"
    property int longest: 80
    property bool secret: false
    property bool capitals: false
    property string unit_word
    property alias input: line

    signal kept(string value)
    signal typed(string value)

    function take_focus(): void {
        line.forceActiveFocus();
    }

    onValueChanged: if (line.text !== value) {
        line.text = value;
        line.before = value;
    }

    implicitHeight: column.implicitHeight
    implicitWidth: Theme.px(600)

    Column {
        id: column
        width: parent.width
        spacing: Theme.px(10)

        HeadText {
            width: parent.width
            visible: field.shows_label && field.label !== ""
            text: field.label
            size: 28
        }
        Rectangle {
            id: box
            width: parent.width
            height: Math.max(Theme.px(96), line.font.pixelSize * 1.3 + Theme.px(36))
            radius: Theme.px(24)
            color: Theme.card
            border.width: line.activeFocus ? Theme.px(4) : Theme.edge
            border.color: field.problem !== "" ? Theme.error : line.activeFocus ? Theme.focus : Theme.border

            KeyInput {
                id: line
                objectName: field.objectName === "" ? "" : field.objectName + "_input"
                anchors.fill: parent
                anchors.leftMargin: Theme.px(28)
                anchors.rightMargin: Theme.px(28) + (field.unit_word === "" ? 0 : unit_text.implicitWidth + Theme.px(12))
                label: field.label
                keys_page: field.keys_page
                maximumLength: field.longest
                echoMode: field.secret ? TextInput.Password : TextInput.Normal
                font.capitalization: field.capitals ? Font.AllUppercase : Font.MixedCase
                Accessible.description: field.problem !== "" ? field.problem : field.help
                onKept: value => field.kept(value)
                onTyped: value => field.typed(value)
                Component.onCompleted: {
                    text = field.value;
                    before = field.value;
                }
            }
            BodyText {
                anchors.fill: line
                visible: line.text === "" && field.example !== ""
                text: field.example
                color: Theme.muted
                size: 28
                verticalAlignment: Text.AlignVCenter
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            BodyText {
                id: unit_text
                visible: field.unit_word !== ""
                anchors.right: parent.right
                anchors.rightMargin: Theme.px(28)
                anchors.verticalCenter: parent.verticalCenter
                text: field.unit_word
                color: Theme.muted
                size: 28
            }
            TapHandler {
                onTapped: line.forceActiveFocus()
            }
        }
        FieldNote {
            width: parent.width
            problem: field.problem
            help: field.help
        }
    }
}
