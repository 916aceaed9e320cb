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
    property list<real> shares

    label: [number, title, name, status].join(", ")

    // Upright a row has two lines: number and person, then state and time.
    property bool narrow: false
    readonly property list<real> parts: narrow ? [0.32, 0.679, 0.63, 0.369] : shares
    readonly property real tall: narrow ? 0 : Math.max(first.implicitHeight, whose.implicitHeight, state_cell.implicitHeight, time.implicitHeight)

    Flow {
        width: line.inner + 1  // shares that add up to one may add up to a hair more

        Item {
            width: line.inner * line.parts[0]
            height: Math.max(line.tall, first.implicitHeight + (line.narrow ? Theme.px(10) : 0))

            Column {
                id: first
                width: parent.width
                anchors.verticalCenter: parent.verticalCenter
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
        }
        Item {
            width: line.inner * line.parts[1]
            height: Math.max(line.tall, whose.implicitHeight + (line.narrow ? Theme.px(10) : 0))

            Row {
                id: whose
                width: parent.width
                anchors.verticalCenter: parent.verticalCenter
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
        }
        Item {
            width: line.inner * line.parts[2]
            height: Math.max(line.tall, state_cell.implicitHeight + (line.narrow ? Theme.px(10) : 0))

            Column {
                id: state_cell
                width: parent.width
                anchors.verticalCenter: parent.verticalCenter
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
        }
        Item {
            width: line.inner * line.parts[3]
            height: Math.max(line.tall, time.implicitHeight + (line.narrow ? Theme.px(10) : 0))

            Column {
                id: time
                width: parent.width
                anchors.verticalCenter: parent.verticalCenter
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
    }
}
