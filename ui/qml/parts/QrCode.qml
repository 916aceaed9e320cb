import QtQuick
import QtQuick.Shapes
import ".."

// A QR code from its path in modules (quiet zone included): always dark on white, so that any phone reads it.
Rectangle {
    id: code

    property string path
    property int side: 0
    readonly property int module: side > 0 ? Math.max(1, Math.floor(width / side)) : 1

    implicitWidth: Theme.px(330)
    implicitHeight: width
    color: Theme.paper
    radius: Theme.px(16)

    Shape {
        anchors.centerIn: parent
        visible: code.side > 0
        width: code.module * code.side
        height: width
        antialiasing: false
        preferredRendererType: Shape.GeometryRenderer

        ShapePath {
            scale: Qt.size(code.module, code.module)
            strokeWidth: -1
            fillColor: Theme.contrast ? Theme.paper_ink : Theme.ink
            PathSvg {
                path: code.path
            }
        }
    }
}
