import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// It is recorded: the ticket and the PIN, large enough to be copied by hand when no slip comes.
Card {
    id: card

    required property CounterScreen screen

    padding: Theme.px(50)
    implicitHeight: column.implicitHeight + 2 * padding

    Column {
        id: column
        width: parent.width
        spacing: Theme.px(22)

        Badge {
            anchors.horizontalCenter: parent.horizontalCenter
            glyph: "check-circle"
            tint: "good"
            size: Theme.px(130)
        }
        HeadText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: card.screen.filed_said
            size: 32
        }
        Grid {
            anchors.horizontalCenter: parent.horizontalCenter
            columns: ticket.implicitWidth + pin.implicitWidth + columnSpacing > column.width ? 1 : 2
            columnSpacing: Theme.px(70)
            rowSpacing: Theme.px(20)

            Column {
                id: ticket
                spacing: Theme.px(4)
                BodyText {
                    text: Words.counter_ticket
                    size: 22
                    color: Theme.muted
                }
                HeadText {
                    text: card.screen.ticket
                    size: 44
                    wrapMode: Text.NoWrap
                    font.weight: Font.ExtraBold
                }
            }
            Column {
                id: pin
                spacing: Theme.px(4)
                BodyText {
                    text: Words.counter_pin
                    size: 22
                    color: Theme.muted
                }
                HeadText {
                    text: card.screen.pin
                    size: 44
                    wrapMode: Text.NoWrap
                    font.weight: Font.ExtraBold
                }
            }
        }
        BodyText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: Words.counter_slip_said
            size: 22
            color: Theme.muted
        }
    }
}
