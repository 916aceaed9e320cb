pragma ComponentBehavior: Bound
import QtQuick
import ".."

// The typed line inside a field. It keeps what is typed until `finish`; `typed` comes 400 ms after the last key.
TextInput {
    id: input

    property string label
    property string keys_page: "letters"
    property string before: text

    signal kept(string value)
    signal typed(string value)

    function finish(): void {
        pause.stop();
        if (text !== before) {
            before = text;
            input.kept(text);
        }
    }

    color: Theme.ink
    selectionColor: Theme.primary
    selectedTextColor: Theme.primary_ink
    font.family: Theme.body_font
    font.weight: Font.Bold
    font.pixelSize: Theme.pt(32)
    verticalAlignment: TextInput.AlignVCenter
    activeFocusOnTab: true
    clip: true
    inputMethodHints: Qt.ImhNoPredictiveText | (keys_page === "digits" ? Qt.ImhDigitsOnly : Qt.ImhNone)
    Accessible.role: Accessible.EditableText
    Accessible.name: label

    autoScroll: activeFocus  // a long value shows its beginning, unless it is in hand

    onActiveFocusChanged: if (activeFocus)
        before = text
    else
        finish()
    onTextEdited: pause.restart()

    cursorDelegate: Rectangle {
        width: Theme.px(4)
        radius: width / 2
        color: Theme.primary
        visible: input.activeFocus
    }

    Timer {
        id: pause
        interval: 400
        onTriggered: input.typed(input.text)
    }
}
