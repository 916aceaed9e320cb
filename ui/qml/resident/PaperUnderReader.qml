pragma ComponentBehavior: Bound
import QtQuick
import ".."
import "../parts"

// A surat held under the reader: where its code is and how to hold it, as a drawing.
Item {
    id: drawing

    property string glyph: "qr-code"
    implicitHeight: width * 0.62

    Rectangle {
        anchors.fill: parent
        radius: Theme.px(28)
        color: Theme.tint("blue")
        border.width: Theme.contrast ? Theme.edge : 0
        border.color: Theme.border
    }
    Rectangle {
        id: sheet
        width: parent.width * 0.46
        height: parent.height * 0.82
        x: parent.width * 0.09
        anchors.verticalCenter: parent.verticalCenter
        radius: Theme.px(10)
        color: Theme.card
        border.width: Theme.edge
        border.color: Theme.border

        Column {
            x: parent.width * 0.1
            y: parent.height * 0.08
            width: parent.width * 0.8
            spacing: parent.height * 0.045

            Repeater {
                model: [0.7, 1, 0.9, 1, 0.6]

                Rectangle {
                    required property real modelData
                    required property int index
                    width: sheet.width * 0.8 * modelData
                    height: Math.max(2, sheet.height * 0.035)
                    radius: height / 2
                    color: index === 0 ? Theme.border : Theme.contrast ? Theme.border : Theme.line
                }
            }
        }
        Rectangle {
            anchors.left: parent.left
            anchors.bottom: parent.bottom
            anchors.margins: parent.width * 0.1
            width: parent.width * 0.42
            height: width
            radius: Theme.px(8)
            color: Theme.gold
            Symbol {
                anchors.centerIn: parent
                glyph: drawing.glyph
                tone: Theme.gold_ink
                size: parent.width * 0.78
            }
        }
    }
    Symbol {
        anchors.right: parent.right
        anchors.rightMargin: parent.width * 0.1
        anchors.verticalCenter: parent.verticalCenter
        glyph: "broadcast"
        weight: "duotone"
        tone: Theme.tint_ink("blue")
        size: parent.width * 0.24
    }
}
