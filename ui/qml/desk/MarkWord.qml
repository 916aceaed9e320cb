import QtQuick
import ".."
import "../parts"

// A mark beside a status: its icon and its word in its tone, without a tint of its own.
Row {
    id: mark

    property string label
    property string glyph
    property string tone: "first"
    property real size: 20
    property real most: 10000

    spacing: Theme.px(7)

    Symbol {
        id: picture
        glyph: mark.glyph
        tone: Theme.tint_ink(mark.tone)
        size: Theme.pt(mark.size + 3)
        anchors.verticalCenter: word.verticalCenter
    }
    BodyText {
        id: word
        text: mark.label
        size: mark.size
        lineHeight: 1
        color: Theme.tint_ink(mark.tone)
        font.weight: Font.Bold
        width: Math.min(implicitWidth, mark.most - picture.width - mark.spacing)
    }
}
