import QtQuick
import QtQuick.Shapes
import ".."

// Seconds left as a number and as a ring that shrinks.
Item {
    id: ring

    property int seconds: 0
    property int total: 20

    implicitWidth: Theme.px(190)
    implicitHeight: width

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.GeometryRenderer

        ShapePath {
            strokeWidth: Theme.px(16)
            strokeColor: Theme.faint
            fillColor: "transparent"
            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.height / 2
                radiusX: ring.width / 2 - Theme.px(10)
                radiusY: radiusX
                startAngle: 0
                sweepAngle: 360
            }
        }
        ShapePath {
            strokeWidth: Theme.px(16)
            strokeColor: Theme.primary
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.height / 2
                radiusX: ring.width / 2 - Theme.px(10)
                radiusY: radiusX
                startAngle: -90
                sweepAngle: 360 * Math.max(0, ring.seconds) / Math.max(1, ring.total)
            }
        }
    }
    BodyText {
        anchors.centerIn: parent
        text: ring.seconds
        font.pixelSize: Theme.px(80)
        font.weight: Font.Bold
        wrapMode: Text.NoWrap
    }
}
