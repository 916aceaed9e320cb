pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The teal panel: whose office this is, a greeting, and the groups of tiles with their counts.
Item {
    id: panel

    required property HomeScreen screen
    readonly property real pad: Theme.margin + Theme.px(4)

    implicitHeight: column.implicitHeight + 2 * pad

    Rectangle {
        anchors.fill: parent
        gradient: Gradient {
            GradientStop {
                position: 0
                color: Theme.panel
            }
            GradientStop {
                position: 1
                color: Theme.panel_deep
            }
        }
    }
    Item {
        anchors.fill: parent
        clip: true
        Symbol {
            visible: !Theme.contrast
            anchors.right: parent.right
            anchors.rightMargin: -Theme.px(70)
            anchors.bottom: parent.bottom
            anchors.bottomMargin: -Theme.px(90)
            glyph: "flower-lotus"
            weight: "bold"
            tone: Theme.panel_item
            size: Theme.px(360)
            opacity: 0.75
        }
    }
    Rectangle {
        visible: Theme.contrast
        anchors.right: parent.right
        width: Theme.portrait ? parent.width : Theme.edge
        height: Theme.portrait ? Theme.edge : parent.height
        y: Theme.portrait ? parent.height - height : 0
        color: Theme.border
    }

    Column {
        id: column
        x: panel.pad
        y: panel.pad
        width: panel.width - 2 * panel.pad
        spacing: Theme.px(16)

        Row {
            width: parent.width
            spacing: Theme.px(20)

            Rectangle {
                id: mark
                width: Theme.px(76)
                height: width
                radius: width * 0.27
                color: Theme.gold
                Symbol {
                    anchors.centerIn: parent
                    glyph: "buildings"
                    weight: "duotone"
                    tone: Theme.gold_ink
                    size: Theme.px(48)
                }
            }
            Column {
                width: parent.width - mark.width - parent.spacing
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.px(2)
                HeadText {
                    width: parent.width
                    text: Frame.office
                    size: 28
                    lineHeight: 1.05
                    color: Theme.panel_ink
                }
                BodyText {
                    width: parent.width
                    text: Frame.place
                    size: 26
                    color: Theme.panel_ink
                }
            }
        }
        Item {
            width: 1
            height: Theme.px(Theme.portrait ? 0 : 10)
        }
        HeadText {
            width: parent.width
            text: Words.home_welcome
            size: 46
            font.weight: Font.ExtraBold
            color: Theme.panel_ink
        }
        BodyText {
            width: parent.width
            text: Words.home_welcome_hint
            size: 28
            color: Theme.panel_ink
        }
        Item {
            width: 1
            // A tall panel hangs high: nothing to touch in the top 15 % of a portrait screen (EN 301 549, 8.3.2).
            height: Theme.portrait ? Math.max(0, Theme.height * 0.15 - panel.pad - y - parent.spacing) : Theme.px(6)
        }
        Flow {
            id: groups
            width: parent.width
            spacing: Theme.px(14)
            readonly property int across: Theme.portrait ? 2 : 1

            Repeater {
                model: panel.screen.groups

                GroupButton {
                    required property string key
                    required property string title
                    required property int index
                    objectName: "group_" + key
                    label: title
                    width: (groups.width - (groups.across - 1) * groups.spacing) / groups.across
                    onActed: panel.screen.group(key)
                }
            }
        }
    }
}
