pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Everything that will be filed, in cards that can each be changed: the person at the left, the rest beside.
Page {
    id: page

    required property ReviewScreen screen

    title: screen.title
    glyph: screen.glyph
    tint: screen.tint
    said_step: screen.said_step
    step: 4
    steps: screen.steps
    primary: Words.review_file
    primary_glyph: "paper-plane-tilt"
    onNext: screen.file()

    ScrollBody {
        id: scroll
        anchors.fill: parent
        spacing: Theme.px(20)

        Rectangle {
            visible: page.screen.problem !== ""
            width: parent.width
            height: visible ? told.implicitHeight + Theme.px(40) : 0
            radius: Theme.px(24)
            color: Theme.error_tint
            border.width: Theme.px(3)
            border.color: Theme.error

            FieldNote {
                id: told
                x: Theme.px(26)
                width: parent.width - 2 * x
                anchors.verticalCenter: parent.verticalCenter
                problem: page.screen.problem
            }
        }
        Grid {
            id: halves
            width: parent.width
            readonly property int across: Theme.portrait || Theme.text_step >= 1.5 || page.screen.parts.count < 2 ? 1 : 2
            readonly property real half: (width - (across - 1) * spacing) / across
            columns: across
            spacing: Theme.px(24)

            Repeater {
                model: 2

                Column {
                    id: side
                    required property int index
                    width: halves.half
                    spacing: Theme.px(24)

                    Repeater {
                        model: page.screen.parts

                        ReviewCard {
                            visible: (key === "person") === (side.index === 0)
                            width: side.width
                            onEdit: key => page.screen.edit(key)
                        }
                    }
                    LineRow {
                        visible: side.index === 1
                        width: side.width
                        boxed: true
                        glyph: page.screen.open_said === "" ? "seal-question" : "pencil-line"
                        tint: "gold"
                        title: Words.review_check
                        said: page.screen.open_said === "" ? Words.review_check_hint : page.screen.open_said
                    }
                }
            }
        }
    }
}
