import QtQuick
import ".."

// A white sheet on the sand, with one soft shadow. Content fills it inside `padding`.
Item {
    id: card

    default property alias content: body.data
    property real padding: Theme.px(32)
    property real corner: Theme.px(30)
    property color paper: Theme.card
    property color rim: Theme.contrast ? Theme.border : Theme.line
    property real rim_width: Theme.contrast ? Theme.edge : 1

    implicitWidth: body.childrenRect.width + 2 * padding
    implicitHeight: body.childrenRect.height + 2 * padding

    Shadow {}
    Rectangle {
        anchors.fill: parent
        radius: card.corner
        color: card.paper
        border.width: card.rim_width
        border.color: card.rim
    }
    Item {
        id: body
        anchors.fill: parent
        anchors.margins: card.padding
    }
}
