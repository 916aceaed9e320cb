pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The teal panel with office and clock, everybody's tiles, and the card with the six dots and the pad.
FocusScope {
    id: page

    required property SignInScreen screen
    readonly property real wide: Theme.px(Theme.text_step > 1 ? 620 : 560)

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }
    DeskPanel {
        id: panel
        visible: !Theme.portrait  // upright there is room for people and pad, one over the other
        width: Theme.portrait ? 0 : Theme.px(Theme.text_step > 1 ? 470 : 430)
        height: parent.height
    }

    Item {
        id: middle
        x: panel.width + Theme.px(40)
        y: Theme.px(40)
        width: (Theme.portrait ? parent.width : pad.x) - x - Theme.px(40)
        height: (Theme.portrait ? pad.y : parent.height) - y - Theme.px(40)

        Column {
            id: titles
            width: parent.width
            spacing: Theme.px(6)

            HeadText {
                objectName: "heading"
                width: parent.width
                text: page.screen.title
                size: 40
                font.weight: Font.ExtraBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            BodyText {
                width: parent.width
                text: page.screen.hint
                color: Theme.muted
                size: 24
            }
            // Somebody at a kiosk needs a person: the one thing a locked desk must still say.
            Repeater {
                model: Rail.marks

                StatusPill {
                    required property string key
                    required property string said
                    required glyph
                    required tone
                    objectName: "mark_" + key
                    visible: key.startsWith("call ")
                    label: said
                    size: 26
                }
            }
        }
        DeskScroll {
            id: tiles
            anchors.top: titles.bottom
            anchors.topMargin: Theme.px(28)
            anchors.bottom: foot.top
            anchors.bottomMargin: Theme.px(20)
            width: parent.width

            Grid {
                id: grid
                width: parent.width
                columns: Theme.text_step > 1.25 ? 1 : 2
                readonly property int lines: Math.ceil(page.screen.people.count / columns)
                readonly property real tall: Math.min(Theme.px(176), (tiles.height - (lines - 1) * spacing) / Math.max(lines, 1))
                spacing: Theme.px(16)

                Repeater {
                    model: page.screen.people

                    SeatTile {
                        required property string key
                        required name
                        required post
                        required initials
                        required tint
                        required chosen
                        objectName: "person_" + key
                        width: (grid.width - (grid.columns - 1) * grid.spacing) / grid.columns
                        height: Math.max(implicitHeight, grid.tall)
                        onActed: {
                            page.screen.person(key);
                            page.forceActiveFocus();
                        }
                    }
                }
            }
        }
        Flow {
            id: foot
            anchors.bottom: parent.bottom
            width: parent.width
            spacing: Theme.px(14)

            VerbButton {
                objectName: "tool_language"
                glyph: "globe"
                label: Words.frame_other_language
                onActed: Frame.next_language()
            }
            VerbButton {
                objectName: "tool_text"
                glyph: "text-aa"
                label: Words.frame_text
                onActed: Frame.next_text()
            }
            VerbButton {
                objectName: "tool_contrast"
                glyph: "circle-half"
                label: Words.frame_contrast
                onActed: Frame.set_contrast(!Frame.contrast)
            }
            VerbButton {
                objectName: "cancel"
                visible: page.screen.helping
                glyph: "x"
                label: Words.sign_in_cancel
                onActed: page.screen.cancel()
            }
        }
    }

    PinCard {
        id: pad
        name: page.screen.name
        post: page.screen.post
        digits: page.screen.digits
        problem: page.screen.problem
        checking: page.screen.checking
        locked: page.screen.locked
        seconds: page.screen.seconds
        wait_said: page.screen.wait_said
        primary: page.screen.primary
        reading: page.screen.told
        onDigit: key => page.screen.digit(key)
        onErase: page.screen.erase()
        onHelp_out: page.screen.help_out()
        onEnter: page.screen.sign_in()
        x: parent.width - width - Theme.px(40)
        y: Theme.portrait ? parent.height - height - Theme.px(40) : (parent.height - height) / 2
        width: page.wide
        height: Math.min(parent.height - Theme.px(60), Math.max(Theme.px(900), implicitHeight))
    }

    focus: true
    Keys.onPressed: event => {
        if (event.key >= Qt.Key_0 && event.key <= Qt.Key_9)
            page.screen.digit(String(event.key - Qt.Key_0));
        else if (event.key === Qt.Key_Backspace)
            page.screen.erase();
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            page.screen.sign_in();
        else
            return;
        event.accepted = true;
    }
    Timer {
        interval: 1000
        repeat: true
        running: page.screen.seconds > 0
        onTriggered: page.screen.tick()
    }
}
