import QtQuick
import ".."

// A picture, a short bold word and a sentence: one fact, one line of a notice, one next step.
Item {
    id: line

    required property string title
    property string said
    required property string glyph
    property string tint: "teal"
    property bool boxed: false
    property bool stacked: false
    property bool on_top: false  // words begin beside the top of the picture: rows side by side stand level
    property real least: 0
    readonly property real pad: boxed ? Theme.px(22) : 0

    property bool strong: true
    readonly property real natural: (stacked ? badge.height + Theme.px(14) + words.implicitHeight : Math.max(badge.height, words.implicitHeight)) + 2 * pad

    implicitHeight: Math.max(least, natural)

    Rectangle {
        visible: line.boxed
        anchors.fill: parent
        radius: Theme.px(26)
        color: Theme.card
        border.width: Theme.contrast ? Theme.edge : 1
        border.color: Theme.contrast ? Theme.border : Theme.line
    }
    Badge {
        id: badge
        x: line.pad
        y: line.stacked || line.on_top ? line.pad : (parent.height - height) / 2
        glyph: line.glyph
        tint: line.tint
        size: Theme.px(72)
    }
    Column {
        id: words
        anchors.left: line.stacked ? parent.left : badge.right
        anchors.leftMargin: line.stacked ? line.pad : Theme.px(20)
        anchors.right: parent.right
        anchors.rightMargin: line.pad
        y: line.stacked ? badge.y + badge.height + Theme.px(14) : line.on_top ? line.pad + Math.max(0, (badge.height - implicitHeight) / 2) : (parent.height - height) / 2
        spacing: Theme.px(2)

        HeadText {
            width: parent.width
            text: line.title
            size: 28
            font.weight: line.strong ? Font.Bold : Font.DemiBold
        }
        BodyText {
            visible: text !== ""
            width: parent.width
            text: line.said
            color: Theme.muted
            size: 26
        }
    }
}
