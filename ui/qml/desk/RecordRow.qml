import QtQuick
import ".."
import "../parts"

// One person of a list: who, what is known of them, and whether they sign today or have left.
DeskRow {
    id: row

    property string title
    property string said
    property bool signs: false
    property bool gone: false
    property string signs_said
    property string gone_said

    label: title
    Accessible.description: said

    Column {
        width: row.inner
        anchors.verticalCenter: parent?.verticalCenter
        spacing: Theme.px(4)

        BodyText {
            width: parent.width
            text: row.title
            size: 23
            font.weight: Font.Bold
        }
        BodyText {
            width: parent.width
            text: row.said
            size: 20
            color: row.chosen ? Theme.ink : Theme.muted
        }
        MarkWord {
            visible: row.signs
            label: row.signs_said
            glyph: "signature"
            tone: "good"
            most: row.inner
        }
        MarkWord {
            visible: row.gone
            label: row.gone_said
            glyph: "sign-out"
            tone: "ended"
            most: row.inner
        }
    }
}
