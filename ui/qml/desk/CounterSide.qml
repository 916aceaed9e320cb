pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Who stands there, what they ask for, what they asked before, and which papers lie on the desk.
DeskScroll {
    id: side

    required property CounterScreen screen

    signal started

    spacing: Theme.px(18)

    Component.onCompleted: person.take_focus()

    DeskField {
        id: person
        objectName: "person"
        width: side.inner
        label: Words.counter_person_label
        value: side.screen.looked_for
        example: Words.counter_person_example
        longest: 60
        onKept: value => side.screen.look_for(value)
        onEntered: side.screen.service === "" ? service.take_focus() : side.started()
    }
    Banner {
        visible: side.screen.person_said !== ""
        width: side.inner
        said: side.screen.person_said
        glyph: side.screen.person_tone === "done" ? "user-check" : "user"
        tone: side.screen.person_tone
    }
    Repeater {
        model: side.screen.people

        DeskRow {
            id: one
            required property string code
            required property string said
            required label
            required property string glyph
            objectName: "person_" + code
            width: side.inner
            focusPolicy: Qt.TabFocus
            onActed: side.screen.choose_person(code)

            Column {
                width: one.inner
                anchors.verticalCenter: parent?.verticalCenter

                BodyText {
                    width: parent.width
                    text: one.label
                    size: 23
                    font.weight: Font.Bold
                }
                BodyText {
                    width: parent.width
                    text: one.said
                    size: 20
                    color: Theme.muted
                }
            }
        }
    }
    BodyText {
        visible: side.screen.past.count > 0
        width: side.inner
        text: Words.counter_again
        size: 22
        font.weight: Font.Bold
    }
    Repeater {
        model: side.screen.past

        VerbButton {
            required property string code
            required property string said
            required label
            objectName: "again_" + code
            width: side.inner
            glyph: "arrow-counter-clockwise"
            size: 22
            tall: 80
            Accessible.name: Words.counter_again + ": " + label
            onActed: side.screen.again_like_last(code)
        }
    }
    DeskField {
        id: service
        objectName: "service"
        width: side.inner
        label: Words.counter_service_label
        value: side.screen.service !== "" ? side.screen.service : side.screen.service_typed
        example: Words.counter_service_example
        onTyped: value => side.screen.type_service(value)
        onKept: value => side.screen.type_service(value)
        onEntered: {
            side.screen.first_service();
            side.started();
        }
    }
    Flow {
        visible: side.screen.services.count > 0
        width: side.inner
        spacing: Theme.px(12)

        Repeater {
            model: side.screen.services

            DeskChip {
                required property string code
                required property string said
                required label
                required glyph
                objectName: "service_" + code
                size: 22
                width: Math.min(implicitWidth, side.inner)
                onActed: side.screen.choose_service(code)
            }
        }
    }
    BodyText {
        visible: side.screen.papers.count > 0
        width: side.inner
        text: Words.counter_papers
        size: 22
        font.weight: Font.Bold
    }
    Flow {
        visible: side.screen.papers.count > 0
        width: side.inner
        spacing: Theme.px(12)

        Repeater {
            model: side.screen.papers

            DeskChip {
                required property string code
                required label
                required glyph
                required chosen
                objectName: "paper_" + code
                many: true
                size: 22
                width: Math.min(implicitWidth, side.inner)
                onActed: side.screen.see(code)
            }
        }
    }
}
