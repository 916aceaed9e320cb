pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Pages of a surat, as wide as there is room; `ended` says that the last one was shown to its end.
Rectangle {
    id: view

    property list<string> images
    property real zoom: 1
    readonly property bool ended: images.length > 0 && settled && scroll.at_end
    property int loaded: 0
    property bool settled: false

    function page(by: int): void {
        scroll.page(by);
    }
    function to_top(): void {
        scroll.to_top();
    }

    // A column is laid out a frame after its pages came: before that every sheet would seem short.
    Timer {
        running: !view.settled && view.images.length > 0 && view.loaded >= view.images.length
        interval: 150
        onTriggered: view.settled = true
    }

    objectName: "sheet"
    color: Theme.bed
    radius: Theme.px(18)
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.border
    onImagesChanged: {
        loaded = 0;
        settled = false;
        scroll.to_top();
    }

    DeskScroll {
        id: scroll
        anchors.fill: parent
        anchors.margins: Theme.px(16)
        bleed: 0
        spacing: Theme.px(16)

        Repeater {
            model: view.images

            Item {
                id: slot
                required property string modelData
                width: scroll.inner
                height: picture.height

                Rectangle {
                    anchors.fill: picture
                    anchors.margins: -1
                    color: "transparent"
                    border.width: 1
                    border.color: Theme.border
                }
                Image {
                    id: picture
                    readonly property real ratio: sourceSize.width > 0 && implicitWidth > 0 ? implicitHeight / implicitWidth : 1.414
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Math.min(parent.width, Theme.px(1000)) * view.zoom
                    height: width * ratio
                    sourceSize.width: Math.round(width)
                    source: slot.modelData
                    cache: false
                    smooth: true
                    onStatusChanged: if (status === Image.Ready)
                        view.loaded += 1
                }
            }
        }
    }
}
