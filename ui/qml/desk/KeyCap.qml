import QtQuick
import ".."
import "../parts"

// The key that does the same as the button it stands in.
Rectangle {
    id: cap

    property string key
    property color tone: Theme.muted

    implicitWidth: Math.max(height, word.implicitWidth + Theme.px(14))
    implicitHeight: word.implicitHeight + Theme.px(6)
    radius: Theme.px(7)
    color: "transparent"
    border.width: 1
    border.color: tone
    visible: key !== ""

    BodyText {
        id: word
        anchors.centerIn: parent
        text: cap.key
        size: 20
        lineHeight: 1
        wrapMode: Text.NoWrap
        color: cap.tone
        Accessible.ignored: true
    }
}
