pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."

// What lies over any page: "Petugas dipanggil" and "Masih di sini?".
FocusScope {
    id: overlay

    readonly property bool helping: Frame.overlay === "help"

    objectName: "overlay"
    focus: true
    Component.onCompleted: main.forceActiveFocus()

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
    }
    MouseArea {
        anchors.fill: parent
    }
    Card {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.px(Theme.portrait ? 980 : 1160))
        height: inside.implicitHeight + 2 * padding
        padding: Theme.px(56)

        Column {
            id: inside
            width: parent.width
            spacing: Theme.px(30)

            Badge {
                visible: overlay.helping
                anchors.horizontalCenter: parent.horizontalCenter
                glyph: "call-bell"
                tint: "gold"
                size: Theme.px(170)
            }
            Ring {
                visible: !overlay.helping
                anchors.horizontalCenter: parent.horizontalCenter
                seconds: Frame.seconds_left
                total: Frame.seconds_total
            }
            HeadText {
                objectName: "overlay_heading"
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: overlay.helping ? Words.frame_called : Words.frame_still_here
                size: 46
                font.weight: Font.ExtraBold
            }
            BodyText {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: overlay.helping ? Words.frame_called_hint : Words.frame_still_here_hint
                size: 30
            }
            StatusPill {
                visible: overlay.helping
                anchors.horizontalCenter: parent.horizontalCenter
                glyph: "clock"
                tone: "first"
                label: Words.frame_called_since + " " + Frame.called_at
            }
            Item {
                width: 1
                height: Theme.px(6)
            }
            Flow {
                id: choice
                readonly property real wide: Math.max(main.natural_width, Math.min(inside.width, Theme.px(520)))
                readonly property bool beside: wide + spacing + second.implicitWidth <= inside.width
                anchors.horizontalCenter: parent.horizontalCenter
                width: beside ? wide + spacing + second.implicitWidth : inside.width
                spacing: Theme.gap
                layoutDirection: Qt.RightToLeft

                PrimaryButton {
                    id: main
                    objectName: overlay.helping ? "go_on" : "stay"
                    label: overlay.helping ? Words.frame_go_on : Words.frame_stay
                    glyph: overlay.helping ? "arrow-right" : "check"
                    width: choice.beside ? choice.wide : choice.width
                    onActed: overlay.helping ? Frame.go_on() : Frame.stay()
                }
                OutlineButton {
                    id: second
                    objectName: overlay.helping ? "cancel_call" : "leave"
                    width: choice.beside ? implicitWidth : choice.width
                    label: overlay.helping ? Words.frame_cancel_call : Words.frame_leave
                    glyph: overlay.helping ? "x" : "sign-out"
                    onActed: overlay.helping ? Frame.cancel_call() : Frame.leave()
                }
            }
        }
    }
}
