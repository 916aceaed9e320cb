pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Everybody at the left; at the right the record in hand: duties, how and until when it signs, what stands on paper.
DeskPage {
    id: page

    required property PeopleScreen screen
    readonly property bool editing: screen.title !== ""
    readonly property bool narrow: room.width < Theme.pt(1000)

    title: Words.people_title
    hint: Words.people_hint
    news: screen.news
    news_tone: screen.news_tone
    news_action: screen.news_action
    news_name: "undo"
    onNews_acted: screen.undo()
    with_back: !editing
    primary: editing ? Words.case_save : ""
    primary_glyph: "floppy-disk"
    onNext: screen.next()

    verbs: [
        VerbButton {
            objectName: "add"
            visible: !page.editing
            glyph: "user-plus"
            key: "B"
            label: Words.people_new
            onActed: page.screen.add()
        },
        VerbButton {
            objectName: "cancel"
            visible: page.editing
            glyph: "x"
            label: Words.case_cancel
            onActed: page.screen.cancel()
        },
        VerbButton {
            objectName: "leave"
            visible: page.editing
            glyph: page.screen.gone ? "sign-in" : "sign-out"
            label: page.screen.gone ? Words.people_back : Words.people_leave
            onActed: page.screen.leave()
        }
    ]

    DeskList {
        id: list
        objectName: "rows"
        visible: !page.editing || !page.narrow
        width: page.editing ? parent.width * 0.4 : parent.width
        height: parent.height
        model: page.screen.rows
        delegate: RecordRow {
            required property string key
            required property string name
            required property string post
            required said
            required signs
            required gone
            required chosen
            objectName: "person_" + key
            title: name + ", " + post
            label: name
            Accessible.description: post + ", " + said
            signs_said: Words.people_signs
            gone_said: Words.people_gone
            width: list.width - (list.over ? Theme.px(22) : 0)
            in_hand: ListView.isCurrentItem && list.in_hand
            onActed: page.screen.take(key)
        }
    }
    RecordCard {
        visible: page.editing
        anchors.right: parent.right
        width: page.narrow ? parent.width : parent.width * 0.6 - Theme.px(28)
        height: parent.height
        title: page.screen.title
        lines: page.screen.lines
        onKept: (key, value) => page.screen.type(key, value)

        PatternChips {
            width: parent.width
            said: Words.people_roles
            choices: page.screen.roles
            name: "role_"
            many: true
            onChosen: code => page.screen.role(code)
        }
        PatternChips {
            visible: page.screen.forms.count > 0
            width: parent.width
            said: Words.people_forms
            choices: page.screen.forms
            name: "form_"
            onChosen: code => page.screen.form(code)
        }
    }
}
