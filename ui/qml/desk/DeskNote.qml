import QtQuick
import ".."
import "../parts"

// The line under a field of the desk: the problem, else the good news, else help.
Row {
    id: note

    property string problem
    property string good
    property string help
    readonly property string said: problem !== "" ? problem : good !== "" ? good : help
    readonly property color tone: problem !== "" ? Theme.error : good !== "" ? Theme.good : Theme.muted

    visible: said !== ""
    spacing: Theme.px(8)

    Symbol {
        id: mark
        visible: note.problem !== "" || note.good !== ""
        glyph: note.problem !== "" ? "warning-circle" : "check-circle"
        tone: note.tone
        size: Theme.pt(24)
    }
    BodyText {
        width: Math.min(implicitWidth, note.width - (mark.visible ? mark.width + note.spacing : 0))
        text: note.said
        color: note.tone
        size: 20
        font.weight: note.problem !== "" || note.good !== "" ? Font.Bold : Font.Normal
        Accessible.role: note.problem !== "" ? Accessible.AlertMessage : Accessible.StaticText
        Accessible.name: note.said
    }
}
