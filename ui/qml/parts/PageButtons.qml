import QtQuick
import Sidemang.Screens
import ".."

// Two big buttons that move a long list a page at a time, and where one is: "2 dari 3".
Row {
    id: pages

    property int page: 1
    property int of_pages: 1
    property bool narrow: false

    signal turned(int by)

    visible: of_pages > 1
    spacing: Theme.px(14)

    OutlineButton {
        objectName: "page_up"
        glyph: "arrow-up"
        label: pages.narrow ? "" : Words.frame_page_up
        Accessible.name: Words.frame_page_up
        width: pages.narrow ? Theme.px(104) : implicitWidth
        tall: 92
        onActed: pages.turned(-1)
    }
    BodyText {
        anchors.verticalCenter: parent.verticalCenter
        text: pages.page + " / " + pages.of_pages
        size: 28
        font.weight: Font.Bold
        wrapMode: Text.NoWrap
    }
    OutlineButton {
        objectName: "page_down"
        glyph: "arrow-down"
        label: pages.narrow ? "" : Words.frame_page_down
        Accessible.name: Words.frame_page_down
        width: pages.narrow ? Theme.px(104) : implicitWidth
        tall: 92
        onActed: pages.turned(1)
    }
}
