pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// A permohonan in a list: number and way in, service and person, status and marks, since when and how much time.
DeskRow {
    id: line

    property string number
    property string title
    property string glyph
    property string name
    property string channel
    property string channel_glyph
    property string status
    property string status_glyph
    property string status_tone
    property RowsModel marks
    property string since
    property int percent
    property string light
    property string time_said
    property var shares: []

    label: [number, title, name, status].join(", ")

    Column {
        width: line.inner * line.shares[0]
        anchors.verticalCenter: parent?.verticalCenter
        spacing: Theme.px(4)

        HeadText {
            text: line.number
            size: 28
            font.weight: Font.ExtraBold
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        MarkWord {
            label: line.channel
            glyph: line.channel_glyph
            tone: "step"
        }
    }
    Row {
        width: line.inner * line.shares[1]
        anchors.verticalCenter: parent?.verticalCenter
        spacing: Theme.px(14)

        Badge {
            id: badge
            glyph: line.glyph
            tint: "teal"
            size: Theme.px(56)
            anchors.verticalCenter: parent.verticalCenter
        }
        Column {
            width: parent.width - badge.width - parent.spacing - Theme.px(14)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(1)

            HeadText {
                width: parent.width
                text: line.name
                size: 24
                font.weight: Font.Bold
                Accessible.ignored: true
            }
            BodyText {
                width: parent.width
                text: line.title
                size: 20
                color: Theme.muted
                Accessible.ignored: true
            }
        }
    }
    Column {
        id: state_cell
        width: line.inner * line.shares[2]
        anchors.verticalCenter: parent?.verticalCenter
        spacing: Theme.px(7)

        SmallPill {
            most: state_cell.width - Theme.px(14)
            label: line.status
            glyph: line.status_glyph
            tone: line.status_tone
        }
        Flow {
            width: parent.width - Theme.px(14)
            spacing: Theme.px(14)
            visible: line.marks?.count > 0

            Repeater {
                model: line.marks

                MarkWord {
                    required property string key
                    required label
                    required glyph
                    required tone
                    most: state_cell.width - Theme.px(14)
                }
            }
        }
    }
    Column {
        width: line.inner * line.shares[3]
        anchors.verticalCenter: parent?.verticalCenter
        spacing: Theme.px(5)

        BodyText {
            text: line.since
            size: 24
            font.weight: Font.Bold
            lineHeight: 1
            font.features: {
                "tnum": 1
            }
            Accessible.ignored: true
        }
        TimeBar {
            width: parent.width
            percent: line.percent
            light: line.light
            said: line.time_said
        }
    }
}
