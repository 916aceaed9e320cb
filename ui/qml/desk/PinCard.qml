pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Whose PIN it is, six dots, what went wrong or how long to wait, the pad and the one filled button.
Card {
    id: pin

    property string name
    property string post
    property int digits: 0
    property string problem
    property bool checking: false
    property bool locked: false
    property int seconds: 0
    property string wait_said
    property string primary
    property bool reading: false  // a notice instead of dots and keys

    signal digit(string key)
    signal erase
    signal help_out
    signal enter

    // Where the page is low, the problem takes the place of the name: both do not fit above the keys.
    property bool tight: false

    padding: Theme.px(tight ? 22 : 36)
    implicitHeight: who.implicitHeight + (reading ? 0 : dots.height + keys.implicitHeight) + note.implicitHeight + (main.visible ? main.implicitHeight + Theme.px(22) : 0) + 2 * padding + 4 * Theme.px(20)

    Column {
        id: who
        width: parent.width
        spacing: Theme.px(4)

        HeadText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: pin.tight && pin.problem !== "" ? pin.problem : pin.name === "" ? Words.sign_in_choose : pin.name
            color: pin.tight && pin.problem !== "" ? Theme.error : Theme.ink
            size: pin.tight ? 24 : 30
        }
        BodyText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            visible: pin.post !== ""
            text: pin.post
            size: 22
            color: Theme.muted
        }
    }
    Row {
        id: dots
        visible: !pin.reading
        height: pin.reading ? 0 : implicitHeight
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: who.bottom
        anchors.topMargin: Theme.px(20)
        spacing: Theme.px(16)
        Accessible.role: Accessible.StaticText
        Accessible.name: Words.sign_in_pin

        Repeater {
            model: 6

            Rectangle {
                required property int index
                readonly property bool full: index < pin.digits
                width: Theme.px(46)
                height: width
                radius: width / 2
                color: full ? Theme.primary : Theme.card
                border.width: Theme.edge
                border.color: full ? Theme.primary : Theme.border
            }
        }
    }
    Item {
        id: note
        anchors.top: dots.bottom
        anchors.topMargin: Theme.px(14)
        width: parent.width
        visible: !pin.tight
        implicitHeight: Math.max(Theme.pt(56), said.implicitHeight)
        height: visible ? implicitHeight : 0

        Row {
            id: said
            readonly property bool waits: pin.seconds > 0
            readonly property color tone: waits ? Theme.tint_ink("first") : Theme.error
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.px(10)
            visible: words.text !== ""

            Symbol {
                glyph: said.waits ? "hourglass-medium" : pin.checking ? "clock" : "warning-circle"
                tone: words.color
                size: Theme.pt(26)
            }
            BodyText {
                id: words
                text: said.waits ? pin.wait_said : pin.problem !== "" ? pin.problem : pin.checking ? Words.sign_in_checking : ""
                width: Math.min(implicitWidth, note.width - Theme.pt(26) - said.spacing)
                size: 22
                font.weight: Font.Bold
                color: pin.checking ? Theme.muted : said.tone
                Accessible.role: Accessible.AlertMessage
                Accessible.name: text
            }
        }
    }
    Grid {
        id: keys
        visible: !pin.reading
        anchors.bottom: main.visible ? main.top : parent.bottom
        anchors.bottomMargin: main.visible ? Theme.px(22) : 0
        width: parent.width
        columns: 3
        spacing: Theme.px(14)

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "help", "0", "<"]

            PadKey {
                required property string modelData
                readonly property bool helps: modelData === "help"
                objectName: helps ? "help_out" : modelData === "<" ? "key_erase" : "key_" + modelData
                opacity: helps && !pin.locked ? 0 : 1
                enabled: !helps || pin.locked
                visible: !helps || pin.locked || parent !== null
                glyph: helps ? "lock-key" : modelData === "<" ? "backspace" : ""
                digit: glyph === "" ? modelData : ""
                label: helps ? Words.sign_in_help_out : modelData === "<" ? Words.keyboard_erase : modelData
                width: (keys.width - 2 * keys.spacing) / 3
                height: Math.max(Theme.px(82), Math.min(Theme.px(104), ((main.visible ? main.y : pin.height - 2 * pin.padding) - note.y - note.height - Theme.px(60) - 3 * keys.spacing) / 4))
                onActed: helps ? pin.help_out() : modelData === "<" ? pin.erase() : pin.digit(modelData)
            }
        }
    }
    PrimaryButton {
        id: main
        visible: pin.primary !== ""
        anchors.bottom: parent.bottom
        width: parent.width
        label: pin.primary
        onActed: pin.enter()
    }
}
