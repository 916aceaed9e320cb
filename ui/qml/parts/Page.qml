pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."

// The frame of every resident page: header, content, footer, keyboard.
// Content is placed in `body`; a page sets `primary` and reacts to `next`.
FocusScope {
    id: page

    property string title
    property string glyph
    property string tint: "teal"
    property string hint
    property string said_step
    property int step: 0
    property int steps: 0
    property string primary
    property string primary_glyph: "arrow-right"
    property bool with_back: true
    property bool with_footer: true
    property bool with_header: true
    property bool with_tools: with_header
    property real body_margin: Theme.margin
    property alias extra: footer.extra
    default property alias content: body.data
    readonly property alias body: body
    readonly property alias keyboard_open: keyboard.open

    signal next

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }

    Rectangle {
        id: header
        visible: page.with_header
        width: parent.width
        // A tall panel hangs high: nothing to touch in the top 15 % of a portrait screen (EN 301 549, 8.3.2).
        readonly property real least: Theme.portrait ? Theme.height * 0.15 - page.body_margin * 0.8 + Theme.px(2) : 0
        height: visible ? Math.max(least, Math.max(heading.implicitHeight, tools.visible ? tools.height : 0) + Theme.px(40)) : 0
        color: Theme.card

        Row {
            id: heading
            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.right: tools.visible ? tools.left : parent.right
            anchors.rightMargin: Theme.px(28)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(24)

            Badge {
                id: badge
                visible: page.glyph !== ""
                glyph: page.glyph
                tint: page.tint
                size: Theme.px(Theme.portrait ? 124 : 92)
                anchors.verticalCenter: parent.verticalCenter
            }
            Column {
                width: parent.width - (badge.visible ? badge.width + parent.spacing : 0)
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.px(page.hint !== "" ? 2 : 8)

                HeadText {
                    objectName: "heading"
                    width: parent.width
                    text: page.title
                    size: page.steps > 0 || page.hint !== "" ? 38 : 46
                    font.weight: Font.ExtraBold
                    Accessible.role: Accessible.Heading
                    Accessible.name: page.title
                }
                BodyText {
                    visible: page.hint !== ""
                    width: parent.width
                    text: page.hint
                    color: Theme.muted
                    size: 28
                }
                StepBar {
                    width: Math.min(parent.width, Theme.px(760))
                    said: page.said_step
                    step: page.step
                    steps: page.steps
                }
            }
        }
        ToolStrip {
            id: tools
            visible: !Theme.portrait
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Math.max(1, Theme.px(2))
            color: Theme.line
        }
    }

    Item {
        id: body
        anchors.top: header.bottom
        anchors.bottom: footer.visible ? footer.top : low_tools.visible ? low_tools.top : keyboard.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: page.body_margin
        anchors.topMargin: page.with_header ? page.body_margin * 0.8 : page.body_margin
        anchors.bottomMargin: Theme.px(20)
    }

    Footer {
        id: footer
        visible: page.with_footer
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: low_tools.visible ? low_tools.top : keyboard.top
        anchors.margins: Theme.margin
        anchors.bottomMargin: low_tools.visible ? Theme.px(20) : Theme.px(keyboard.open ? 20 : 32)
        primary: page.primary
        primary_glyph: page.primary_glyph
        with_back: page.with_back && Frame.can_back
        onNext: page.next()
    }

    ToolStrip {
        id: low_tools
        visible: Theme.portrait && !keyboard.open && page.with_tools
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: keyboard.top
        anchors.bottomMargin: Theme.px(32)
    }

    Keyboard {
        id: keyboard
        width: parent.width
        anchors.bottom: parent.bottom
    }
}
