pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import "parts"

// The root of a window: the page in view, the overlays above it, and above all what sees every touch.
FocusScope {
    id: root

    required property Shell shell
    focus: true

    Binding {
        target: Theme
        property: "width"
        value: root.width
    }
    Binding {
        target: Theme
        property: "height"
        value: root.height
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }

    Loader {
        id: loader
        objectName: "page"
        anchors.fill: parent
        anchors.margins: Frame.training ? Theme.px(10) : 0
        anchors.topMargin: Frame.training ? Theme.px(34) : 0
        focus: true
        enabled: Frame.overlay === ""

        function show(): void {
            setSource(root.shell.page, {
                "screen": root.shell.screen
            });
        }
        onLoaded: if (Theme.moving)
            fade.restart()

        Connections {
            target: root.shell
            function onShown(): void {
                loader.show();
            }
        }
        Component.onCompleted: if (root.shell.page !== "")
            show()

        NumberAnimation on opacity {
            id: fade
            running: false
            from: 0.25
            to: 1
            duration: Theme.fade_ms
        }
    }

    Loader {
        anchors.fill: parent
        active: Frame.overlay !== ""
        focus: active
        sourceComponent: Overlay {}
    }

    Loader {
        anchors.fill: parent
        active: Frame.training && root.width > 0
        sourceComponent: Training {}
    }

    // Topmost, so that it sees presses on buttons too, and lets all of them through.
    Item {
        anchors.fill: parent
        PointHandler {
            acceptedButtons: Qt.LeftButton | Qt.RightButton
            grabPermissions: PointerHandler.ApprovesTakeOverByAnything
            onActiveChanged: if (active)
                root.shell.touch()
        }
    }
}
