pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."

// The kiosk's own keyboard: three pages, chosen by the field in hand; keys never take the focus.
Rectangle {
    id: keyboard

    readonly property KeyInput target: Window.activeFocusItem as KeyInput
    readonly property bool open: target !== null && target.visible
    readonly property string page: target === null ? "letters" : asked !== "" ? asked : target.keys_page
    property string asked
    property int tremble_ms: 120
    property string last_code
    property double last_at: 0

    readonly property var rows: page === "digits" ? ["1 2 3", "4 5 6", "7 8 9", "< 0 ok"] : page === "address" ? ["1 2 3 4 5 6 7 8 9 0", "RT RW No. Gg. Jl. Blok Lr.", "/ . , - abc space < ok"] : ["Q W E R T Y U I O P", "A S D F G H J K L '", "Z X C V B N M . - <", "123 space ok"]
    readonly property int across: page === "digits" ? 3 : 10
    readonly property real key_height: Theme.px(page === "digits" ? 84 : 92)
    readonly property real key_gap: Theme.px(12)
    readonly property real bed_width: Math.min(width - 2 * Theme.px(20), Theme.px(page === "digits" ? 620 : 1480))
    readonly property real key_width: (bed_width - (across - 1) * key_gap) / across

    objectName: "keyboard"
    visible: open
    height: open ? rows.length * key_height + (rows.length - 1) * key_gap + Theme.px(40) : 0
    color: Theme.bed
    onTargetChanged: asked = ""

    function press(code: string): void {
        const now = Date.now();
        if (target === null || (code === last_code && code !== "<" && now - last_at < tremble_ms))
            return;  // the same key again at once is a tremble of the hand
        last_code = code;
        last_at = now;
        if (code === "ok") {
            const field = target;
            field.finish();
            field.focus = false;
        } else if (code === "123") {
            asked = "address";
        } else if (code === "abc") {
            asked = "letters";
        } else if (code === "<") {
            if (target.selectedText !== "")
                target.remove(target.selectionStart, target.selectionEnd);
            else if (target.cursorPosition > 0)
                target.remove(target.cursorPosition - 1, target.cursorPosition);
            target.textEdited();
        } else {
            insert(code === "space" ? " " : code.length > 1 ? code + " " : code);
        }
    }

    function insert(letters: string): void {
        if (target.maximumLength > 0 && target.length + letters.length > target.maximumLength)
            return;
        const before = target.length;
        target.insert(target.cursorPosition, letters);
        if (target.length !== before)
            target.textEdited();
    }

    Rectangle {
        width: parent.width
        height: Theme.contrast ? Theme.edge : 0
        color: Theme.border
    }

    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.px(20)
        spacing: keyboard.key_gap

        Repeater {
            model: keyboard.open ? keyboard.rows : []

            Row {
                id: row
                required property string modelData
                readonly property var codes: modelData.split(" ")
                readonly property real wide: {
                    const loose = codes.filter(code => code === "space").length;
                    const fixed = codes.reduce((sum, code) => sum + (code === "space" ? 0 : keyboard.width_of(code)), 0);
                    return loose ? keyboard.bed_width - fixed - (codes.length - 1) * keyboard.key_gap : 0;
                }
                anchors.horizontalCenter: parent?.horizontalCenter
                spacing: keyboard.key_gap

                Repeater {
                    model: row.codes

                    Key {
                        required property string modelData
                        code: modelData
                        width: code === "space" ? row.wide : keyboard.width_of(code)
                        height: keyboard.key_height
                        onPressed_key: code => keyboard.press(code)
                    }
                }
            }
        }
    }

    function width_of(code: string): real {
        if (page === "digits")
            return key_width;
        if (code === "ok" || code === "123" || code === "abc")
            return key_width * 1.8 + key_gap;
        if (page === "address" && code === "<")
            return key_width * 1.4;
        return code.length > 1 ? (bed_width - 6 * key_gap) / 7 : key_width;
    }
}
