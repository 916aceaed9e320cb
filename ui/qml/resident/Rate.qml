pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Four faces with words; one touch is enough.
Page {
    id: page

    required property RateScreen screen
    readonly property bool thanks: screen.phase === "thanks"

    title: Words.rate_title
    hint: Words.rate_hint
    glyph: "chat-centered-text"
    tint: "gold"
    with_back: false
    primary: thanks ? Words.rate_done : Words.rate_skip
    primary_glyph: thanks ? "house" : "arrow-right"
    onNext: screen.next()

    ScrollBody {
        id: scroll
        visible: !page.thanks
        anchors.fill: parent

        Faces {
            width: parent.width
            rows_model: page.screen.faces
            place: scroll.height
            onTouched: key => page.screen.face(key)
        }
    }

    ScrollBody {
        id: telling
        visible: page.thanks
        anchors.fill: parent

        Card {
            width: parent.width
            padding: Theme.px(48)
            height: Math.max(told.implicitHeight + 2 * padding, telling.height - Theme.px(6))

            Column {
                id: told
                width: parent.width
                y: Math.max(0, (parent.height - implicitHeight) / 2)
                spacing: Theme.px(26)

                Badge {
                    anchors.horizontalCenter: parent.horizontalCenter
                    glyph: "hand-heart"
                    tint: "teal"
                    size: Theme.px(190)
                }
                HeadText {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: Words.rate_thanks
                    size: 54
                    font.weight: Font.ExtraBold
                }
                BodyText {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: Words.rate_thanks_said
                    size: 34
                }
                ChipFlow {
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Math.min(parent.width, one_line)
                    rows_model: page.screen.reasons
                    key: "reason"
                    grown: true
                    onPicked: option => page.screen.reason(option)
                }
            }
        }
    }
}
