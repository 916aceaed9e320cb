import QtQuick
import QtQuick.Templates as T
import Sidemang.Screens
import ".."

// One key of the keyboard; Hapus repeats slowly.
T.AbstractButton {
    id: key

    property string code
    readonly property string said: code === "<" ? Words.keyboard_erase : code === "space" ? Words.keyboard_space : code === "ok" ? Words.keyboard_done : code === "123" ? Words.keyboard_digits : code === "abc" ? Words.keyboard_letters : code

    signal pressed_key(string code)

    objectName: "key_" + (code === "<" ? "erase" : code)
    focusPolicy: Qt.NoFocus
    autoRepeat: code === "<" && Theme.text_step < 1.5
    autoRepeatDelay: 600
    autoRepeatInterval: 250
    text: said
    Accessible.name: said
    onClicked: pressed_key(code)

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.topMargin: Theme.px(3)
            radius: Theme.px(18)
            color: Theme.border
            visible: !key.down
        }
        Rectangle {
            anchors.fill: parent
            anchors.topMargin: key.down ? Theme.px(3) : 0
            anchors.bottomMargin: key.down ? 0 : Theme.px(3)
            radius: Theme.px(18)
            color: key.code === "ok" ? Theme.ground : key.down ? Theme.pressed : Theme.card
            border.width: key.code === "ok" ? Theme.edge : Theme.contrast ? Theme.edge : 1
            border.color: Theme.border
        }
    }

    contentItem: Item {
        Symbol {
            anchors.centerIn: parent
            visible: key.code === "<"
            glyph: "backspace"
            size: Theme.px(42)
        }
        HeadText {
            anchors.centerIn: parent
            visible: key.code !== "<"
            text: key.code === "space" || key.code === "ok" ? key.said : key.code === "123" ? "123" : key.code === "abc" ? "ABC" : key.code
            font.family: key.code.length === 1 ? Theme.body_font : Theme.heading_font
            font.pixelSize: Math.min(Theme.pt(key.code.length === 1 ? 36 : 28), Theme.px(40))
            font.weight: key.code.length === 1 ? Font.Bold : Font.DemiBold
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
