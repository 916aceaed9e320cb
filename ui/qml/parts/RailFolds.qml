pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."

// Every work area that is not needed daily, in groups beside the rail; a press beside it or Escape takes it away.
FocusScope {
    id: folds

    property real rail_width

    visible: Rail.unfolded
    z: 10
    onVisibleChanged: if (visible)
        forceActiveFocus()
    Keys.onEscapePressed: Rail.fold()

    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: folds.rail_width
        color: Theme.ground
        opacity: 0.86

        TapHandler {
            onTapped: Rail.fold()
        }
    }
    Rectangle {
        x: folds.rail_width
        width: parent.width - x
        height: groups.implicitHeight + 2 * Theme.px(28)
        color: Theme.panel_deep

        Flow {
            id: groups
            x: Theme.px(24)
            y: Theme.px(28)
            width: parent.width - 2 * x
            spacing: Theme.px(24)

            Repeater {
                model: Rail.folds

                Column {
                    id: fold
                    required property string key
                    required property string title
                    required property RowsModel inside
                    width: Math.min(groups.width, Theme.pt(250) + Theme.px(60))
                    spacing: Theme.px(12)

                    HeadText {
                        width: parent.width
                        leftPadding: Theme.px(14)
                        text: fold.title
                        size: 24
                        color: Theme.panel_ink
                    }
                    Repeater {
                        model: fold.inside

                        RailButton {
                            required property string key
                            required property string title
                            objectName: "more_" + key
                            label: title
                            width: fold.width
                            onActed: Rail.open(key)
                        }
                    }
                }
            }
        }
    }
}
