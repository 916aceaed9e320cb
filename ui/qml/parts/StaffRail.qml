pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."

// Whose desk this is, the work areas with their counts, and the lock.
Rectangle {
    id: rail

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
        x: Theme.px(22)
        y: Theme.px(22)
        width: parent.width - 2 * x
        spacing: Theme.px(4)

        HeadText {
            width: parent.width
            text: Frame.office
            size: 24
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
        x: Theme.px(14)
        width: parent.width - 2 * x
        // Room below the last one: whichever area is in view, a whole row stands on top.
        contentHeight: areas.height + (areas.height > height ? Theme.px(110) : 0)
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        onHeightChanged: Qt.callLater(reveal)

        function reveal(): void {
            let first = 0;
            for (let i = 0; i < rows.count; i++) {
                const row = rows.itemAt(i) as RailButton;
                if (!row || !row.chosen)
                    continue;
                for (let k = i; k >= 0; k--) {
                    const top = rows.itemAt(k);
                    if (row.y + row.height - top.y <= height)
                        first = top.y;
                }
            }
            contentY = first;
        }

        Column {
            id: areas
            width: items.width
            spacing: Theme.px(6)

            Repeater {
                id: rows
                model: Rail.items

                RailButton {
                    required property string key
                    required property string title
                    required property int index
                    objectName: "rail_" + key
                    label: title
                    width: items.width
                    onActed: Rail.open(key)
                    onChosenChanged: Qt.callLater(items.reveal)
                    Component.onCompleted: Qt.callLater(items.reveal)
                }
            }
        }
    }

    Rectangle {
        visible: items.contentHeight > items.height + 1  // there is more than the glass holds
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(5)
        y: items.y + items.visibleArea.yPosition * items.height
        width: Theme.px(6)
        height: items.visibleArea.heightRatio * items.height
        radius: width / 2
        color: Theme.panel_ink
    }

    Column {
        id: low
        x: Theme.px(14)
        width: parent.width - 2 * x
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(16)
        spacing: Theme.px(10)

        BodyText {
            x: Theme.px(8)
            width: parent.width - x
            text: Rail.person
            size: 22
            font.weight: Font.Bold
            color: Theme.panel_ink
        }
        BodyText {
            x: Theme.px(8)
            width: parent.width - x
            text: Rail.post
            size: 20
            color: Theme.panel_ink
        }
        RailButton {
            objectName: "lock"
            glyph: "lock-key"
            count: 0
            chosen: false
            label: Words.frame_lock
            width: parent.width
            onActed: Rail.lock()
        }
    }
}
