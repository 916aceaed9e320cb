pragma ComponentBehavior: Bound
import QtQuick
import ".."

// Titles above a staff list: `titles` and `shares` (parts of the width) are the columns of TableRow too.
Item {
    id: head

    property list<string> titles
    property list<real> shares
    property real pad: Theme.px(20)

    implicitHeight: words.implicitHeight + Theme.px(18)

    Row {
        id: words
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(10)
        anchors.leftMargin: head.pad
        anchors.rightMargin: head.pad

        Repeater {
            model: head.titles

            BodyText {
                required property string modelData
                required property int index
                width: (head.width - 2 * head.pad) * (head.shares[index] ?? 0)
                rightPadding: Theme.px(12)
                text: modelData
                size: 20
                font.weight: Font.Bold
                color: Theme.muted
                anchors.bottom: parent?.bottom
            }
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.edge
        color: Theme.border
    }
}
