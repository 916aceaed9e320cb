import QtQuick
import ".."

// Sentences, values, numbers: the body family. `size` in units, grown by the chosen text size.
Text {
    property real size: 28

    color: Theme.ink
    wrapMode: Text.WordWrap
    textFormat: Text.PlainText
    lineHeight: 1.12
    font.family: Theme.body_font
    font.pixelSize: Theme.pt(size)
}
