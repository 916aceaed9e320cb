pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// A staff page with the keys every staff page has: F2 new filing, F3 search, F4 queue, F6 all areas, Ctrl+Enter the primary.
// `news` is one strip above the content: what was done, what was refused, what changed meanwhile.
StaffFrame {
    id: page

    focus: true

    property string news
    property string news_tone: "step"
    property string news_glyph: news_tone === "error" ? "warning-circle" : news_tone === "done" ? "check-circle" : "info"
    property string news_action
    property string news_name: "news_action"
    default property alias inside: inside.data
    readonly property alias room: inside

    signal news_acted
    signal called_next

    function press_primary(): void {
        const field = Window.activeFocusItem as KeyInput;
        if (field)
            field.finish();
        page.next();
    }

    Banner {
        id: banner
        visible: page.news !== ""
        width: parent.width
        said: page.news
        glyph: page.news_glyph
        tone: page.news_tone
        action: page.news_action
        action_name: page.news_name
        onActed: page.news_acted()
    }
    Item {
        id: inside
        width: parent.width
        anchors.top: banner.visible ? banner.bottom : parent.top
        anchors.topMargin: banner.visible ? Theme.px(14) : 0
        anchors.bottom: parent.bottom
    }

    Shortcut {
        sequences: ["F2"]
        onActivated: Rail.open("counter")
    }
    Shortcut {
        sequences: ["F3"]
        onActivated: Rail.open("search")
    }
    Shortcut {
        sequences: ["F4"]
        onActivated: page.called_next()
    }
    Shortcut {
        sequences: ["F6"]
        onActivated: Rail.unfold()
    }
    Shortcut {
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        enabled: page.primary !== ""
        onActivated: page.press_primary()
    }
    Shortcut {
        sequences: ["Escape"]
        enabled: page.with_back
        onActivated: Frame.back()
    }
}
