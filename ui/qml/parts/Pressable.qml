import QtQuick
import QtQuick.Templates as T
import ".."

// What everything that can be pressed has: touch, keys, name, focus ring, and the field in hand kept
// before the press counts. Draw inside `background`/`contentItem`; react to `acted`.
T.AbstractButton {
    id: control

    property string label
    property real corner: Theme.px(24)
    property bool keeps_field: false

    signal acted

    focusPolicy: Qt.TabFocus
    text: label
    Accessible.name: label
    onClicked: {
        const field = Window.activeFocusItem as KeyInput;
        if (field && !keeps_field)
            field.finish();
        control.acted();
    }
    Keys.onReturnPressed: control.click()
    Keys.onEnterPressed: control.click()

    scale: down && Theme.moving ? 0.97 : 1
    Behavior on scale {
        NumberAnimation {
            duration: Theme.press_ms
        }
    }

    FocusRing {
        shown: control.visualFocus
        radius: control.corner + Theme.px(7)
    }
}
