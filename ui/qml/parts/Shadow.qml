import QtQuick
import ".."

// The soft shadow under cards and tiles: a nine-patch painted once per size.
BorderImage {
    readonly property int reach: Math.max(4, Theme.px(12))

    anchors.fill: parent
    anchors.margins: -reach
    anchors.topMargin: -reach + Theme.px(6)
    anchors.bottomMargin: -reach - Theme.px(6)
    visible: !Theme.contrast
    source: "image://shadow/" + reach
    border.left: reach * 3
    border.right: reach * 3
    border.top: reach * 3
    border.bottom: reach * 3
    Accessible.ignored: true
}
