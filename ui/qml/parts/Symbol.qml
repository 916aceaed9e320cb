import QtQuick
import ".."

// One icon from the set, tinted; its meaning is always said by words beside it.
Item {
    id: symbol

    property string glyph
    property string weight: "bold"
    property color tone: Theme.ink
    property int size: Theme.px(32)

    implicitWidth: size
    implicitHeight: size

    Image {
        anchors.centerIn: parent
        width: symbol.size
        height: symbol.size
        sourceSize: Qt.size(symbol.size, symbol.size)
        source: symbol.glyph === "" ? "" : "image://icon/" + symbol.glyph + "/" + symbol.weight + "/" + String(symbol.tone).slice(-6)
        Accessible.ignored: true
    }
}
