import QtQuick
import ".."
import "../parts"

// A status or mark in a staff list: word and icon on its tint, wrapping where the column is narrow.
Rectangle {
    id: pill

    property string label
    property string glyph
    property string tone: "step"
    property real size: 20
    property real most: 10000

    implicitWidth: Math.min(most, word.implicitWidth + picture.width + Theme.px(34))
    implicitHeight: word.implicitHeight + Theme.px(14)
    radius: Math.min(height / 2, Theme.px(20))
    color: Theme.tint(tone)
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.tint_ink(tone)
    Accessible.role: Accessible.StaticText
    Accessible.name: label

    Symbol {
        id: picture
        visible: pill.glyph !== ""
        width: visible ? size : 0
        anchors.left: parent.left
        anchors.leftMargin: Theme.px(13)
        anchors.verticalCenter: parent.verticalCenter
        glyph: pill.glyph
        tone: Theme.tint_ink(pill.tone)
        size: Theme.pt(pill.size + 3)
    }
    BodyText {
        id: word
        anchors.left: picture.right
        anchors.leftMargin: Theme.px(8)
        width: Math.min(implicitWidth, pill.most - picture.width - Theme.px(34))
        anchors.verticalCenter: parent.verticalCenter
        text: pill.label
        size: pill.size
        lineHeight: 1
        font.weight: Font.Bold
        color: Theme.tint_ink(pill.tone)
        Accessible.ignored: true
    }
}
