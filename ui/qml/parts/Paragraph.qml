import QtQuick
import ".."

// Several lines to type; grows with what is written. Same keyboard and same signals as Field.
Item {
    id: field

    property string label
    property string value
    property string example
    property string help
    property string problem
    property int longest: 600
    property bool shows_label: true

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
            visible: field.shows_label && field.label !== ""
            width: parent.width
            text: field.label
            size: 28
        }
        Rectangle {
            width: parent.width
            height: Math.max(Theme.pt(130), line.contentHeight + Theme.px(44))
            radius: Theme.px(24)
            color: Theme.card
            border.width: line.activeFocus ? Theme.px(4) : Theme.edge
            border.color: field.problem !== "" ? Theme.error : line.activeFocus ? Theme.focus : Theme.border

            KeyInput {
                id: line
                objectName: field.objectName === "" ? "" : field.objectName + "_input"
                anchors.fill: parent
                anchors.margins: Theme.px(22)
                label: field.label
                keys_page: "letters"
                maximumLength: field.longest
                wrapMode: TextInput.WordWrap
                verticalAlignment: TextInput.AlignTop
                font.pixelSize: Theme.pt(28)
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
                Accessible.ignored: true
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
