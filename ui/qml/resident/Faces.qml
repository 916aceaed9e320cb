pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Four faces with words, as tall as there is room; one touch is an answer.
Grid {
    id: faces

    property RowsModel rows_model
    property real place: 0
    signal touched(key: int)

    readonly property int across: Theme.portrait || Theme.text_step >= 1.5 ? 2 : 4
    readonly property int lines: Math.ceil(faces.rows_model.count / across)
    columns: across
    spacing: Theme.px(24)

    Repeater {
        model: faces.rows_model

        Pressable {
            id: tile
            required property int key
            required property string title
            required property string glyph
            required property string tint
            objectName: "face_" + key
            label: title
            corner: Theme.px(34)
            width: (faces.width - (faces.across - 1) * faces.spacing) / faces.across
            height: Math.max(Theme.px(300), Math.min(Theme.px(640), (faces.place - (faces.lines - 1) * faces.spacing - Theme.px(6)) / faces.lines))
            onActed: faces.touched(key)

            background: Item {
                Shadow {}
                Rectangle {
                    anchors.fill: parent
                    radius: tile.corner
                    color: tile.down ? Theme.pressed : Theme.card
                    border.width: Theme.edge
                    border.color: Theme.border
                }
            }
            contentItem: Item {
                Column {
                    anchors.centerIn: parent
                    width: parent.width - Theme.px(40)
                    spacing: Theme.px(22)

                    Badge {
                        anchors.horizontalCenter: parent.horizontalCenter
                        glyph: tile.glyph
                        tint: tile.tint
                        size: Math.min(Theme.px(230), tile.height * 0.48)
                    }
                    HeadText {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: tile.title
                        size: 36
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
