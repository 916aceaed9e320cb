pragma ComponentBehavior: Bound
import QtQuick
import ".."

// How far one is: a segment for each step, and "Langkah 2 dari 4: Data diri" in words.
Column {
    id: bar

    property string said
    property int step: 0
    property int steps: 0

    visible: steps > 0
    spacing: Theme.px(10)

    BodyText {
        width: parent.width
        text: bar.said
        color: Theme.muted
        size: 26
    }
    Row {
        id: segments
        width: parent.width
        spacing: Theme.px(8)

        Repeater {
            model: bar.steps

            Rectangle {
                required property int index
                width: (segments.width - (bar.steps - 1) * segments.spacing) / bar.steps
                height: Theme.px(10)
                radius: height / 2
                color: index < bar.step ? Theme.primary : Theme.bed
                border.width: index < bar.step ? 0 : Theme.contrast ? Theme.edge : 1
                border.color: Theme.border
            }
        }
    }
}
