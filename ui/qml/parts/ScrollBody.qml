import QtQuick
import Sidemang.Screens
import ".."

// Content taller than its place: moves by finger and by two big buttons, which appear only when needed.
Item {
    id: scroll

    property real spacing: Theme.gap
    default property alias content: column.data
    // Room for the buttons, once taken, is given back a few times only until the place itself changes: a narrower
    // column may turn out shorter, and would give the room back and take it for ever.
    property bool narrow: false
    property int tries: 3
    readonly property bool over: narrow && column.implicitHeight > height + 1
    readonly property bool at_top: flick.contentY <= 1
    readonly property bool at_bottom: flick.contentY >= flick.contentHeight - flick.height - 1

    onHeightChanged: settle()
    onWidthChanged: settle()

    function settle(): void {
        tries = 3;
        widen();
    }
    function widen(): void {
        narrow = false;
        Qt.callLater(judge);
    }
    function judge(): void {
        const fits = column.implicitHeight <= height + 1;
        if (!narrow && !fits) {
            narrow = true;
        } else if (narrow && fits && tries > 0) {
            tries -= 1;
            Qt.callLater(widen);
        }
    }
    function reveal(item: Item): void {
        const y = item.mapToItem(column, 0, 0).y;
        if (y < flick.contentY || item.height > flick.height)
            flick.contentY = Math.max(0, y - scroll.spacing);
        else if (y + item.height > flick.contentY + flick.height)
            flick.contentY = Math.min(flick.contentHeight - flick.height, y + item.height - flick.height + scroll.spacing);
    }
    function page(by: int): void {
        const step = (flick.height - Theme.px(60)) * by;
        flick.contentY = Math.max(0, Math.min(flick.contentHeight - flick.height, flick.contentY + step));
    }

    Flickable {
        id: flick
        objectName: "scroll"
        readonly property real bleed: Theme.px(26)  // room for shadows at the cut edges
        anchors.fill: parent
        anchors.margins: -bleed
        anchors.topMargin: scroll.over ? -Theme.px(8) : -bleed
        anchors.bottomMargin: scroll.over ? -Theme.px(8) : -bleed
        anchors.rightMargin: scroll.narrow ? Theme.px(104) + Theme.gap - bleed : -bleed
        contentWidth: width
        contentHeight: column.height + 2 * column.y
        interactive: scroll.over
        clip: scroll.over
        boundsBehavior: Flickable.StopAtBounds

        Behavior on contentY {
            enabled: !flick.moving && Theme.moving
            NumberAnimation {
                duration: Theme.fade_ms
            }
        }

        Column {
            id: column
            x: flick.bleed
            y: scroll.over ? Theme.px(8) : flick.bleed
            width: scroll.width - (scroll.narrow ? Theme.px(104) + Theme.gap : 0)
            spacing: scroll.spacing
            onImplicitHeightChanged: scroll.judge()
        }
    }
    Column {
        visible: scroll.over
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        spacing: Theme.px(14)

        OutlineButton {
            objectName: "scroll_up"
            width: Theme.px(104)
            glyph: "arrow-up"
            Accessible.name: Words.frame_page_up
            opacity: scroll.at_top ? 0.45 : 1
            onActed: scroll.page(-1)
        }
        OutlineButton {
            objectName: "scroll_down"
            width: Theme.px(104)
            glyph: "arrow-down"
            Accessible.name: Words.frame_page_down
            opacity: scroll.at_bottom ? 0.45 : 1
            onActed: scroll.page(1)
        }
    }
}
