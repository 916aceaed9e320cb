import QtQuick
import ".."

// What a list says when there is nothing in it: a picture, one sentence, what to do next.
Column {
    id: empty

    property string glyph: "tray"
    property string tint: "teal"
    property string title
    property string hint
    property real size: 34

    spacing: Theme.px(18)

    Badge {
        anchors.horizontalCenter: parent.horizontalCenter
        glyph: empty.glyph
        tint: empty.tint
        size: Theme.px(150)
    }
    HeadText {
        width: empty.width
        horizontalAlignment: Text.AlignHCenter
        text: empty.title
        size: empty.size
    }
    BodyText {
        width: empty.width
        visible: text !== ""
        horizontalAlignment: Text.AlignHCenter
        text: empty.hint
        color: Theme.muted
        size: empty.size - 6
    }
}
