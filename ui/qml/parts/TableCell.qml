import QtQuick
import ".."

// Text of one column: a main line and, if given, a smaller one below; `share` is its part of the row.
Item {
    id: cell

    property string main
    property string small
    property real share: 0.2
    property bool strong: false
    property bool digits: false

    width: parent ? parent.width * share : 0
    implicitHeight: lines.implicitHeight
    anchors.verticalCenter: parent?.verticalCenter

    Column {
        id: lines
        width: parent.width - Theme.px(12)

        BodyText {
            width: parent.width
            text: cell.main
            size: 22
            font.weight: cell.strong ? Font.Bold : Font.Normal
            font.features: cell.digits ? {
                "tnum": 1
            } : {}
        }
        BodyText {
            visible: cell.small !== ""
            width: parent.width
            text: cell.small
            size: 20
            color: Theme.muted
        }
    }
}
