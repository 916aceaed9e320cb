pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."

// The hatched border and the word LATIHAN around every page of an office that only practises; the page stands
// inside it (Main), so that neither covers a word of it.
Item {
    id: training

    readonly property int band: Theme.px(10)
    readonly property int top_band: Theme.px(34)

    visible: Frame.training

    Repeater {
        model: 4

        Item {
            required property int index
            readonly property bool upright: index > 1
            x: index === 3 ? training.width - training.band : 0
            y: index === 1 ? training.height - training.band : 0
            width: upright ? training.band : training.width
            height: upright ? training.height : index === 0 ? training.top_band : training.band
            clip: true

            Image {
                anchors.fill: parent
                fillMode: Image.Tile
                source: training.band < 1 ? "" : "image://hatch/" + training.band * 2 + "/" + String(Theme.gold).slice(-6) + "/" + String(Theme.gold_ink).slice(-6)
                Accessible.ignored: true
            }
        }
    }
    Rectangle {
        objectName: "training_mark"
        anchors.top: parent.top
        anchors.horizontalCenter: parent.horizontalCenter
        width: word.implicitWidth + Theme.px(36)
        height: training.top_band
        radius: Theme.px(10)
        color: Theme.gold
        border.width: 2
        border.color: Theme.gold_ink

        HeadText {
            id: word
            anchors.centerIn: parent
            text: Words.frame_training
            color: Theme.gold_ink
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.px(20)
            font.weight: Font.ExtraBold
            font.letterSpacing: Theme.px(3)
        }
    }
}
