pragma ComponentBehavior: Bound
import QtQuick
import ".."
import "../parts"

// A KTP or a KK as a drawing, with the line of digits marked that is asked for. No real paper is shown.
Item {
    id: picture

    property bool family: false
    property string head
    property string digits: family ? "1671 99•• •••• ••••" : "1671 99•• •••• ••••"

    implicitWidth: Theme.px(400)
    implicitHeight: width * 0.62

    Rectangle {
        anchors.fill: parent
        radius: Theme.px(20)
        color: picture.family ? Theme.card : Theme.tint("blue")
        border.width: Theme.edge
        border.color: Theme.border
    }
    HeadText {
        x: Theme.px(24)
        y: Theme.px(18)
        width: parent.width - 2 * x
        horizontalAlignment: picture.family ? Text.AlignHCenter : Text.AlignLeft
        text: picture.head
        font.pixelSize: Theme.px(26)
        wrapMode: Text.NoWrap
    }
    Rectangle {
        id: mark
        x: picture.family ? (parent.width - width) / 2 : Theme.px(20)
        y: Theme.px(62)
        width: Theme.px(picture.family ? 300 : 330)
        height: Theme.px(54)
        radius: Theme.px(14)
        color: Theme.gold
        border.width: Theme.edge
        border.color: Theme.gold_ink

        BodyText {
            anchors.centerIn: parent
            text: picture.digits
            color: Theme.gold_ink
            font.pixelSize: Theme.px(28)
            font.weight: Font.Bold
            wrapMode: Text.NoWrap
        }
    }
    Column {
        x: Theme.px(24)
        anchors.top: mark.bottom
        anchors.topMargin: Theme.px(18)
        spacing: Theme.px(13)

        Repeater {
            model: picture.family ? [0.9, 0.9, 0.9] : [0.5, 0.42, 0.46]

            Rectangle {
                required property real modelData
                width: (picture.width - Theme.px(48)) * modelData
                height: Theme.px(12)
                radius: height / 2
                color: Theme.contrast ? Theme.border : Theme.line
            }
        }
    }
    Rectangle {
        visible: !picture.family
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.px(18)
        width: height * 0.84
        height: parent.height - mark.y - mark.height - Theme.px(32)
        radius: Theme.px(12)
        color: Theme.card
        border.width: Theme.edge
        border.color: Theme.border

        Symbol {
            anchors.centerIn: parent
            glyph: "user"
            weight: "duotone"
            tone: Theme.tint_ink("blue")
            size: parent.height * 0.6
        }
    }
}
