pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// One tile of the home in its list: what it is, whether it is shown, one place forward, one place back.
Item {
    id: line

    required property string key
    required property string title
    required property string group
    required property string glyph
    required property string tint
    required property bool shown
    required property bool first
    required property bool last
    property bool in_hand: false

    signal moved(bool up)
    signal toggled

    // Where the words would have no room beside the buttons, the buttons stand under them.
    readonly property bool tight: width - chip.width < Theme.pt(420)

    height: tight ? words.implicitHeight + Theme.px(124) : Math.max(Theme.px(100), words.implicitHeight + Theme.px(20))

    Rectangle {
        anchors.fill: parent
        radius: Theme.px(16)
        color: line.shown ? Theme.card : Theme.bed
        border.width: line.in_hand ? Theme.px(4) : Theme.contrast ? Theme.edge : 1
        border.color: line.in_hand ? Theme.focus : Theme.line
    }
    Badge {
        id: badge
        anchors.left: parent.left
        anchors.leftMargin: Theme.px(14)
        anchors.verticalCenter: words.verticalCenter
        glyph: line.glyph
        tint: line.tint
        size: Theme.px(60)
    }
    Column {
        id: words
        anchors.left: badge.right
        anchors.leftMargin: Theme.px(14)
        width: (line.tight ? line.width - Theme.px(14) : chip.x) - x - Theme.px(10)
        y: line.tight ? Theme.px(14) : (line.height - height) / 2

        BodyText {
            width: parent.width
            text: line.title
            size: 22
            lineHeight: 1.1
            font.weight: Font.Bold
        }
        BodyText {
            width: parent.width
            text: line.group
            size: 20
            color: line.shown ? Theme.muted : Theme.ink
        }
    }
    DeskChip {
        id: chip
        objectName: "show_" + line.key
        anchors.right: up.left
        anchors.rightMargin: Theme.px(12)
        y: line.tight ? line.height - height - Theme.px(12) : (line.height - height) / 2
        focusPolicy: Qt.NoFocus
        many: true
        chosen: line.shown
        size: 20
        glyph: "eye-slash"
        label: line.shown ? Words.menus_shown : Words.menus_hidden
        Accessible.name: line.title + ": " + label
        onActed: line.toggled()
    }
    VerbButton {
        id: up
        objectName: "up_" + line.key
        anchors.right: down.left
        anchors.rightMargin: Theme.px(12)
        y: line.tight ? line.height - height - Theme.px(12) : (line.height - height) / 2
        focusPolicy: Qt.NoFocus
        opacity: line.first ? 0 : 1
        enabled: !line.first
        width: Theme.px(84)
        tall: 80
        glyph: "arrow-up"
        Accessible.name: Words.menus_up + ": " + line.title
        onActed: line.moved(true)
    }
    VerbButton {
        id: down
        objectName: "down_" + line.key
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(12)
        y: line.tight ? line.height - height - Theme.px(12) : (line.height - height) / 2
        focusPolicy: Qt.NoFocus
        opacity: line.last ? 0 : 1
        enabled: !line.last
        width: Theme.px(84)
        tall: 80
        glyph: "arrow-down"
        Accessible.name: Words.menus_down + ": " + line.title
        onActed: line.moved(false)
    }
}
