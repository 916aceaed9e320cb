pragma ComponentBehavior: Bound
import QtQuick
import ".."

// A column of content taller than its place: wheel, keys and finger move it, a thin bar says how much there is.
Item {
    id: scroll

    property real spacing: Theme.px(16)
    property real bleed: Theme.px(20)
    default property alias content: column.data
    readonly property bool over: column.implicitHeight > height + 1
    readonly property bool at_end: !over || flick.contentY >= flick.contentHeight - flick.height - 2
    readonly property real inner: column.width

    function to_top(): void {
        flick.contentY = 0;
    }
    function page(by: int): void {
        flick.contentY = Math.max(0, Math.min(flick.contentHeight - flick.height, flick.contentY + by * (flick.height - Theme.px(60))));
    }
    function reveal(item: Item): void {
        const y = item.mapToItem(column, 0, 0).y + column.y;
        if (y < flick.contentY)
            flick.contentY = Math.max(0, y - scroll.spacing);
        else if (y + item.height > flick.contentY + flick.height)
            flick.contentY = Math.min(flick.contentHeight - flick.height, y + item.height - flick.height + scroll.spacing);
    }

    implicitHeight: column.implicitHeight

    Flickable {
        id: flick
        anchors.fill: parent
        anchors.margins: -scroll.bleed
        anchors.topMargin: scroll.over ? 0 : -scroll.bleed
        anchors.bottomMargin: scroll.over ? 0 : -scroll.bleed
        contentWidth: width
        contentHeight: column.implicitHeight + 2 * column.y
        interactive: scroll.over
        clip: scroll.over
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: column
            x: scroll.bleed
            y: scroll.over ? Theme.px(4) : scroll.bleed
            width: scroll.width - (scroll.over ? Theme.px(26) : 0)
            spacing: scroll.spacing
        }
    }
    Rectangle {
        visible: scroll.over
        anchors.right: parent.right
        width: Theme.px(10)
        height: parent.height
        radius: width / 2
        color: Theme.bed
        border.width: Theme.contrast ? 1 : 0
        border.color: Theme.border

        Rectangle {
            width: parent.width
            radius: width / 2
            color: Theme.border
            height: Math.max(Theme.px(60), parent.height * flick.height / Math.max(flick.contentHeight, 1))
            y: (parent.height - height) * flick.contentY / Math.max(flick.contentHeight - flick.height, 1)
        }
    }
}
