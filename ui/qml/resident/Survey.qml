import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// One question, four faces; the next follows by itself.
Page {
    id: page

    required property SurveyScreen screen

    title: Words.survey_title
    hint: screen.thanks ? "" : Words.survey_hint
    glyph: "hand-heart"
    tint: "orange"
    steps: screen.thanks ? 0 : screen.steps
    step: screen.step
    said_step: screen.said_step
    primary: screen.thanks ? Words.rate_done : Words.rate_skip
    primary_glyph: screen.thanks ? "house" : "arrow-right"
    with_back: !screen.thanks
    onNext: screen.next()

    extra: [
        OutlineButton {
            objectName: "back_one"
            visible: page.screen.step > 1 && !page.screen.thanks
            glyph: "arrow-u-up-left"
            label: Words.survey_back_one
            onActed: page.screen.back_one()
        }
    ]

    ScrollBody {
        id: scroll
        visible: !page.screen.thanks
        anchors.fill: parent
        spacing: Theme.px(28)

        HeadText {
            id: question
            objectName: "question"
            width: parent.width
            text: page.screen.question
            size: 46
        }
        Faces {
            width: parent.width
            rows_model: page.screen.faces
            place: scroll.height - question.implicitHeight - scroll.spacing
            onTouched: key => page.screen.face(key)
        }
    }

    EmptyState {
        visible: page.screen.thanks
        width: Math.min(parent.width, Theme.px(1200))
        anchors.centerIn: parent
        glyph: "hand-heart"
        tint: "teal"
        size: 54
        title: Words.rate_thanks
        hint: Words.survey_thanks_said
    }
}
