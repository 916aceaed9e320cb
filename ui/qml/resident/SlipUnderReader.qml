pragma ComponentBehavior: Bound
import QtQuick
import ".."
import "../parts"

// A slip held under the reader, as a drawing.
Item {
    id: drawing

    implicitHeight: width * 0.55
    height: implicitHeight

    Rectangle {
        anchors.fill: parent
        radius: Theme.px(26)
        color: Theme.tint("blue")
        border.width: Theme.contrast ? Theme.edge : 0
        border.color: Theme.border
    }
    Rectangle {
        id: slip
        width: parent.width * 0.5
        height: parent.height * 0.66
        x: parent.width * 0.08
        anchors.verticalCenter: parent.verticalCenter
        radius: Theme.px(10)
        color: Theme.card
        border.width: Theme.edge
        border.color: Theme.border

        Rectangle {
            anchors.right: parent.right
            anchors.rightMargin: parent.width * 0.07
            anchors.verticalCenter: parent.verticalCenter
            width: parent.height * 0.7
            height: width
            radius: Theme.px(8)
            color: Theme.gold
            Symbol {
                anchors.centerIn: parent
                glyph: "qr-code"
                tone: Theme.gold_ink
                size: parent.width * 0.78
            }
        }
        Symbol {
            x: parent.width * 0.08
            anchors.verticalCenter: parent.verticalCenter
            glyph: "ticket"
            weight: "duotone"
            tone: Theme.tint_ink("blue")
            size: parent.height * 0.5
        }
    }
    Symbol {
        anchors.right: parent.right
        anchors.rightMargin: parent.width * 0.09
        anchors.verticalCenter: parent.verticalCenter
        glyph: "broadcast"
        weight: "duotone"
        tone: Theme.tint_ink("blue")
        size: parent.width * 0.22
    }
}
