import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The left of the ticket page: number, ticket code, QR, how long it takes, how the slip fares.
Item {
    id: side

    required property EkitirScreen screen
    property bool with_slip: false
    readonly property real code_size: Theme.px(Theme.portrait ? 330 : 300)
    readonly property bool beside: width - code_size > Theme.px(screen.is_ticket ? 900 : 430)

    readonly property bool tucked: beside && screen.is_ticket  // a short code leaves room below it

    implicitHeight: tucked ? Math.max(named.implicitHeight + Theme.px(18) + pills.height, code_column.height) : (beside ? Math.max(named.implicitHeight, code_column.height) : named.implicitHeight + Theme.px(20) + code_column.height) + Theme.px(18) + pills.height

    Column {
        id: named
        width: side.beside ? parent.width - side.code_size - Theme.px(30) : parent.width
        spacing: Theme.px(6)

        BodyText {
            width: parent.width
            text: side.screen.number_label
            color: Theme.muted
            size: 30
        }
        HeadText {
            objectName: "number"
            width: parent.width
            text: side.screen.number
            color: Theme.contrast ? Theme.primary : Theme.primary_deep
            font.pixelSize: side.screen.is_ticket ? Math.min(Theme.px(104), width / 9.4) : Math.min(Theme.px(Theme.portrait ? 170 : 190), width / 3.1)
            font.weight: Font.ExtraBold
            font.features: {
                "tnum": 1
            }
            wrapMode: Text.NoWrap
            lineHeight: 0.86
        }
        BodyText {
            objectName: "ticket"
            visible: !side.screen.is_ticket
            width: parent.width
            text: Words.ekitir_ticket_small + " " + side.screen.ticket
            size: 32
            font.weight: Font.Bold
        }
        Rectangle {
            visible: side.screen.pin !== ""
            width: pin_row.implicitWidth + Theme.px(48)
            height: pin_row.implicitHeight + Theme.px(20)
            radius: Theme.px(20)
            color: Theme.tint("first")
            border.width: Theme.edge
            border.color: Theme.tint_ink("first")

            Row {
                id: pin_row
                anchors.centerIn: parent
                spacing: Theme.px(18)

                BodyText {
                    anchors.verticalCenter: parent.verticalCenter
                    text: Words.ekitir_pin
                    color: Theme.tint_ink("first")
                    size: 30
                }
                BodyText {
                    text: side.screen.pin.slice(0, 3) + " " + side.screen.pin.slice(3)
                    color: Theme.tint_ink("first")
                    size: 46
                    font.weight: Font.Bold
                }
            }
        }
    }

    Item {
        id: code_column
        x: side.beside ? parent.width - side.code_size : 0
        y: side.beside ? 0 : named.implicitHeight + Theme.px(20)
        width: side.beside ? side.code_size : parent.width
        height: side.beside ? drawn.height + Theme.px(8) + code_said.implicitHeight : Math.max(drawn.height, code_said.implicitHeight)

        QrCode {
            id: drawn
            width: side.code_size
            height: width
            path: side.screen.code_path
            side: side.screen.code_side
            Accessible.role: Accessible.Graphic
            Accessible.name: Words.ekitir_code_said
        }
        BodyText {
            id: code_said
            x: side.beside ? 0 : drawn.width + Theme.px(24)
            y: side.beside ? drawn.height + Theme.px(8) : (parent.height - implicitHeight) / 2
            width: parent.width - x
            horizontalAlignment: side.beside ? Text.AlignHCenter : Text.AlignLeft
            text: Words.ekitir_code_said
            color: Theme.muted
            size: 26
        }
    }

    Column {
        id: pills
        width: side.tucked ? named.width : parent.width
        y: parent.height - height
        spacing: Theme.px(14)

        Grid {
            id: times
            readonly property bool both: side.screen.waits !== "" && side.screen.usual !== "" && width > Theme.pt(900)
            width: parent.width
            columns: both ? 2 : 1
            spacing: Theme.px(14)

            FactLine {
                visible: side.screen.waits !== ""
                width: times.both ? (times.width - times.spacing) / 2 : times.width
                glyph: "users"
                tint: "done"
                said: side.screen.waits
            }
            FactLine {
                visible: side.screen.usual !== ""
                width: times.both ? (times.width - times.spacing) / 2 : times.width
                glyph: "clock"
                tint: "done"
                said: side.screen.usual
            }
        }
        FactLine {
            visible: side.with_slip
            width: parent.width
            glyph: side.screen.slip === "printed" ? "check-circle" : side.screen.slip === "printing" ? "printer" : "warning-circle"
            tint: side.screen.slip === "printed" ? "good" : side.screen.slip === "printing" ? "first" : "error"
            said: side.screen.slip_said
        }
    }
}
