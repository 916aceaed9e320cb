pragma ComponentBehavior: Bound
import QtQuick
import ".."

// One part of a chart: filled, or hatched where it is the second, so that both differ without colour.
Rectangle {
    id: bar

    property bool hatched: false
    readonly property color tone: Theme.contrast ? Theme.ink : Theme.chart_inks[hatched ? 1 : 0]

    color: hatched ? Theme.card : tone
    border.width: hatched ? Theme.edge : 0
    border.color: tone
    clip: true

    Repeater {
        model: bar.hatched ? Math.min(400, Math.floor(bar.width / Theme.px(9))) * (bar.width > bar.height ? 1 : 0) : 0

        Rectangle {
            required property int index
            x: Theme.px(9) * index + Theme.px(5)
            width: Theme.px(4)
            height: bar.height
            color: bar.tone
        }
    }
    Repeater {
        model: bar.hatched && bar.width <= bar.height ? Math.min(400, Math.floor(bar.height / Theme.px(9))) : 0

        Rectangle {
            required property int index
            y: bar.height - Theme.px(9) * (index + 1)
            width: bar.width
            height: Theme.px(4)
            color: bar.tone
        }
    }
}
