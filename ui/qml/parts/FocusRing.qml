import QtQuick
import ".."

// The ring around what the keyboard would press: 4 units, after a gap of 3.
Rectangle {
    property bool shown: false

    anchors.fill: parent
    anchors.margins: -Theme.px(7)
    visible: shown
    color: "transparent"
    border.width: Theme.px(4)
    border.color: Theme.focus

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.px(4)
        radius: parent.radius - Theme.px(4)
        color: "transparent"
        border.width: Theme.px(3)
        border.color: Theme.focus_gap
    }
}
