pragma ComponentBehavior: Bound
import QtQuick
import ".."
import "../parts"

// One line of the register book.
DeskRow {
    id: row

    property string line
    property string number
    property string day
    property string title
    property string name
    property string signer
    property string mode
    property string status
    property string status_glyph
    property string status_tone
    property string ink
    property string taken
    property list<real> shares

    label: number + ", " + status

    // Upright a line of the book has three: its number, whose it is and who signed, how it stands.
    property bool narrow: false
    readonly property list<real> parts: narrow ? [0.1, 0.899, 0.55, 0.449, 0.999] : shares
    readonly property real tall: narrow ? 0 : Math.max(first.implicitHeight, numbered.implicitHeight, whose.implicitHeight, signed.implicitHeight, last.implicitHeight)

    Flow {
        width: row.inner + 1  // shares that add up to one may add up to a hair more

        Item {
            width: row.inner * row.parts[0]
            height: Math.max(1, row.tall, first.implicitHeight + (row.narrow ? Theme.px(8) : 0))

            HeadText {
                id: first
                width: parent.width
                anchors.verticalCenter: parent.verticalCenter
                text: row.line
                size: 24
                Accessible.ignored: true
            }
        }
        Item {
            width: row.inner * row.parts[1]
            height: Math.max(1, row.tall, numbered.implicitHeight + (row.narrow ? Theme.px(8) : 0))

            Column {
                id: numbered
                width: parent.width
                anchors.verticalCenter: parent.verticalCenter

                BodyText {
                    width: parent.width - Theme.px(12)
                    text: Theme.parted(row.number)
                    size: 22
                    font.weight: Font.Bold
                    wrapMode: Text.Wrap
                    font.features: {
                        "tnum": 1
                    }
                    Accessible.ignored: true
                }
                BodyText {
                    width: parent.width - Theme.px(12)
                    text: row.day
                    size: 20
                    color: Theme.muted
                    Accessible.ignored: true
                }
            }
        }
        Item {
            width: row.inner * row.parts[2]
            height: Math.max(1, row.tall, whose.implicitHeight + (row.narrow ? Theme.px(8) : 0))

            Column {
                id: whose
                width: parent.width
                anchors.verticalCenter: parent.verticalCenter

                BodyText {
                    width: parent.width - Theme.px(12)
                    visible: text !== ""
                    text: row.name
                    size: 22
                    font.weight: Font.Bold
                    Accessible.ignored: true
                }
                BodyText {
                    width: parent.width - Theme.px(12)
                    text: row.title
                    size: 20
                    color: Theme.muted
                    Accessible.ignored: true
                }
            }
        }
        Item {
            width: row.inner * row.parts[3]
            height: Math.max(1, row.tall, signed.implicitHeight + (row.narrow ? Theme.px(8) : 0))

            Column {
                id: signed
                width: parent.width
                anchors.verticalCenter: parent.verticalCenter

                BodyText {
                    width: parent.width - Theme.px(12)
                    visible: text !== ""
                    text: row.signer
                    size: 20
                    Accessible.ignored: true
                }
                BodyText {
                    width: parent.width - Theme.px(12)
                    visible: text !== ""
                    text: row.mode
                    size: 20
                    color: Theme.muted
                    Accessible.ignored: true
                }
            }
        }
        Item {
            width: row.inner * row.parts[4]
            height: Math.max(1, row.tall, last.implicitHeight + (row.narrow ? Theme.px(8) : 0))

            Column {
                id: last
                width: parent.width
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.px(5)

                SmallPill {
                    most: last.width
                    label: row.status
                    glyph: row.status_glyph
                    tone: row.status_tone
                }
                MarkWord {
                    visible: row.ink !== ""
                    label: row.ink
                    glyph: "stamp"
                    tone: "first"
                    most: last.width
                }
                BodyText {
                    width: last.width
                    visible: text !== ""
                    text: row.taken
                    size: 20
                    color: Theme.muted
                    Accessible.ignored: true
                }
            }
        }
    }
}
