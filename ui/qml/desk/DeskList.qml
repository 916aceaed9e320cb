import QtQuick
import ".."
import "../parts"

// A staff list: arrows move, Enter opens, wheel and finger scroll; a thin bar says how much there is.
ListView {
    id: list

    readonly property bool in_hand: activeFocus
    readonly property bool over: contentHeight > height + 1

    clip: true
    spacing: Theme.px(8)
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    keyNavigationEnabled: true
    highlightMoveDuration: 0
    cacheBuffer: 0
    Accessible.role: Accessible.List
    Keys.onReturnPressed: press()
    Keys.onEnterPressed: press()
    Keys.onPressed: event => {
        const page = Math.max(1, Math.floor(height / Theme.px(100)) - 1);
        if (event.key === Qt.Key_PageDown)
            currentIndex = Math.min(count - 1, currentIndex + page);
        else if (event.key === Qt.Key_PageUp)
            currentIndex = Math.max(0, currentIndex - page);
        else if (event.key === Qt.Key_Home)
            currentIndex = 0;
        else if (event.key === Qt.Key_End)
            currentIndex = count - 1;
        else
            return;
        event.accepted = true;
    }

    function press(): void {
        const row = currentItem as Pressable;
        if (row)
            row.acted();
    }

    Rectangle {
        parent: list
        visible: list.over
        anchors.right: parent.right
        width: Theme.px(10)
        height: parent.height
        radius: width / 2
        color: Theme.bed
        z: 2

        Rectangle {
            width: parent.width
            radius: width / 2
            color: Theme.border
            height: Math.max(Theme.px(60), list.height * list.visibleArea.heightRatio)
            y: (list.height - height) * list.visibleArea.yPosition / Math.max(1 - list.visibleArea.heightRatio, 0.001)
        }
    }
}
