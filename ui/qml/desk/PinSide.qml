import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The pad beside what it is asked for, or under it on a narrow page; keys the page forwards to it are typed too.
PinCard {
    id: pad

    property bool narrow: false
    // Of the page's width the side it stands in, of its height the most it may take.
    property real share: 0.42
    property real tallest: parent.height

    readonly property real side: parent.width * (narrow ? 1 : share)

    x: parent.width - (side + width) / 2
    y: narrow ? parent.height - height : (parent.height - height) / 2
    width: Math.min(side - Theme.px(28), Theme.px(Theme.text_step > 1 ? 620 : 540))
    height: Math.min(tallest, Math.max(implicitHeight, Theme.px(760)))
    tight: Theme.text_step > 1.25

    // Keys.forwardTo leaves out what is not in view.
    Keys.onPressed: event => {
        if (event.key >= Qt.Key_0 && event.key <= Qt.Key_9)
            pad.digit(String(event.key - Qt.Key_0));
        else if (event.key === Qt.Key_Backspace)
            pad.erase();
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            pad.enter();
        else
            return;
        event.accepted = true;
    }
}
