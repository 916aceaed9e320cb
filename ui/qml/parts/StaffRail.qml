pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."

// Whose desk this is, the work areas with their counts, and the lock.
Rectangle {
    id: rail

    // Upright glass is narrow and high: each area is an icon over its word.
    readonly property bool upright: Theme.portrait

    color: Theme.panel_deep

    Rectangle {
        visible: Theme.contrast
        anchors.right: parent.right
        width: Theme.edge
        height: parent.height
        color: Theme.border
    }

    Column {
        id: who
        x: Theme.px(rail.upright ? 12 : 22)
        y: Theme.px(22)
        width: parent.width - 2 * x
        spacing: Theme.px(4)

        HeadText {
            width: parent.width
            text: Frame.office
            size: rail.upright ? 20 : 24
            color: Theme.panel_ink
        }
        BodyText {
            width: parent.width
            text: Rail.device_said
            size: 20
            color: Theme.panel_ink
        }
    }

    Flickable {
        id: items
        anchors.top: who.bottom
        anchors.topMargin: Theme.px(22)
        anchors.bottom: low.top
        anchors.bottomMargin: Theme.px(12)
        x: Theme.px(rail.upright ? 8 : 14)
        width: parent.width - 2 * x
        contentHeight: areas.height
        interactive: contentHeight > height
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: areas
            width: items.width
            spacing: Theme.px(6)

            Repeater {
                model: Rail.items

                RailButton {
                    required property string key
                    required property string title
                    required property bool daily
                    objectName: "rail_" + key
                    visible: daily || count > 0
                    upright: rail.upright
                    label: title
                    width: items.width
                    onActed: Rail.open(key)
                }
            }
            RailButton {
                objectName: "rail_more"
                visible: Rail.folds.count > 0
                upright: rail.upright
                glyph: Rail.unfolded ? "caret-left" : "squares-four"
                count: 0
                chosen: Rail.unfolded || Rail.inside
                label: Words.rail_more
                width: items.width
                onActed: Rail.unfold()
            }
        }
    }

    Column {
        id: low
        x: Theme.px(rail.upright ? 8 : 14)
        width: parent.width - 2 * x
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(16)
        spacing: Theme.px(10)

        BodyText {
            x: Theme.px(rail.upright ? 0 : 8)
            width: parent.width - x
            text: Rail.person
            size: rail.upright ? 20 : 22
            font.weight: Font.Bold
            color: Theme.panel_ink
        }
        BodyText {
            visible: rail.upright || Theme.text_step < 1.5
            x: Theme.px(rail.upright ? 0 : 8)
            width: parent.width - x
            text: Rail.post
            size: 20
            color: Theme.panel_ink
        }
        RailButton {
            objectName: "lock"
            upright: rail.upright
            glyph: "lock-key"
            count: 0
            chosen: false
            label: Words.frame_lock
            width: parent.width
            onActed: Rail.lock()
        }
    }
}
