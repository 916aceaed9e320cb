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
    property var shares: []

    label: number + ", " + status

    HeadText {
        width: row.inner * row.shares[0]
        height: Math.max(1, implicitHeight)
        anchors.verticalCenter: parent?.verticalCenter
        text: row.line
        size: 24
        Accessible.ignored: true
    }
    Column {
        width: row.inner * row.shares[1]
        anchors.verticalCenter: parent?.verticalCenter

        BodyText {
            width: parent.width - Theme.px(12)
            text: row.number
            size: 22
            font.weight: Font.Bold
            wrapMode: Text.WrapAnywhere
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
    Column {
        width: row.inner * row.shares[2]
        anchors.verticalCenter: parent?.verticalCenter

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
    Column {
        width: row.inner * row.shares[3]
        height: Math.max(1, implicitHeight)  // a positioner leaves out what has no height
        anchors.verticalCenter: parent?.verticalCenter

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
    Column {
        id: last
        width: row.inner * row.shares[4]
        anchors.verticalCenter: parent?.verticalCenter
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
