import QtQuick
import ".."

// Titles, labels of buttons: the heading family. `size` in units, grown by the chosen text size.
Text {
    property real size: 30

    color: Theme.ink
    wrapMode: Text.WordWrap
    textFormat: Text.PlainText
    font.family: Theme.heading_font
    font.weight: Font.Bold
    font.pixelSize: Theme.pt(size)
    font.wordSpacing: Theme.pt(size) * 0.06
}
