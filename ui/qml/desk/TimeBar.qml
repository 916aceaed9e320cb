import QtQuick
import ".."
import "../parts"

// How much of the promised time is used: a bar, amber from 75 %, red at 100 %, and the same in words.
Column {
    id: bar

    property int percent: 0
    property string light
    property string said
    readonly property color tone: light === "red" ? Theme.error : light === "amber" ? Theme.chart_inks[1] : Theme.primary

    spacing: Theme.px(6)
    visible: said !== ""

    Rectangle {
        width: parent.width
        height: Theme.px(10)
        radius: height / 2
        color: Theme.bed
        border.width: Theme.contrast ? 1 : 0
        border.color: Theme.border

        Rectangle {
            width: Math.max(height, parent.width * Math.min(bar.percent, 100) / 100)
            height: parent.height
            radius: height / 2
            color: Theme.contrast ? Theme.border : bar.tone
        }
    }
    Row {
        width: parent.width
        spacing: Theme.px(6)

        Symbol {
            id: picture
            visible: bar.light === "red" || bar.light === "amber"
            glyph: bar.light === "red" ? "warning-circle" : "clock"
            tone: bar.light === "red" ? Theme.error : Theme.tint_ink("gold")
            size: Theme.pt(23)
        }
        BodyText {
            width: parent.width - (picture.visible ? picture.width + parent.spacing : 0)
            text: bar.said
            size: 20
            lineHeight: 1
            font.weight: bar.light === "red" ? Font.Bold : Font.Normal
            color: bar.light === "red" ? Theme.error : Theme.muted
        }
    }
}
