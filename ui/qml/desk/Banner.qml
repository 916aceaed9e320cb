import QtQuick
import ".."
import "../parts"

// One sentence across the page in the tint of its meaning, with at most one thing to do about it.
Rectangle {
    id: banner

    property string said
    property string glyph: "info"
    property string tone: "step"
    property string action
    property string action_name: "news_action"

    signal acted

    implicitHeight: Math.max(words.implicitHeight + Theme.px(28), button.visible ? button.implicitHeight + Theme.px(16) : 0)
    radius: Theme.px(18)
    color: Theme.tint(tone)
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.tint_ink(tone)

    Symbol {
        id: mark
        anchors.left: parent.left
        anchors.leftMargin: Theme.px(20)
        anchors.verticalCenter: parent.verticalCenter
        glyph: banner.glyph
        tone: Theme.tint_ink(banner.tone)
        size: Theme.pt(28)
    }
    BodyText {
        id: words
        anchors.left: mark.right
        anchors.leftMargin: Theme.px(14)
        anchors.right: button.visible ? button.left : parent.right
        anchors.rightMargin: Theme.px(20)
        anchors.verticalCenter: parent.verticalCenter
        text: banner.said
        size: 22
        font.weight: Font.Bold
        color: Theme.tint_ink(banner.tone)
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    OutlineButton {
        id: button
        visible: banner.action !== ""
        objectName: banner.action_name
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(8)
        anchors.verticalCenter: parent.verticalCenter
        label: banner.action
        size: 22
        tall: 80
        onActed: banner.acted()
    }
}
