pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Left what was answered; right what is checked, what to mind and what happened - or the panel of a verb.
DeskPage {
    id: page

    required property CaseScreen screen
    readonly property bool asking: screen.panel !== ""
    // Upright the papers stand under the answers, and a panel takes their place.
    readonly property bool narrow: width < height
    readonly property bool sending: screen.panel === "reason" || screen.panel === "text"

    title: screen.title
    hint: screen.hint
    with_back: !asking
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: screen.news_tone === "error" ? "warning-circle" : screen.news_tone === "done" ? "check-circle" : "arrows-clockwise"
    news_action: screen.news_action
    news_name: "renew"
    primary: sending ? screen.panel_title : screen.panel === "edit" ? Words.case_save : asking ? Words.case_close : screen.primary
    primary_glyph: sending ? "paper-plane-tilt" : screen.panel === "edit" ? "floppy-disk" : asking ? "x" : screen.primary_glyph
    onNext: screen.next()
    onNews_acted: screen.renew()

    head: [
        VerbButton {
            objectName: "preview"
            visible: !page.asking
            glyph: "eye"
            key: "S"
            label: Words.case_preview
            onActed: page.screen.preview()
        },
        VerbButton {
            objectName: "next_case"
            visible: !page.asking && page.screen.primary_verb !== "next"
            glyph: "arrow-right"
            key: "N"
            label: Words.case_next
            onActed: page.screen.next_case()
        }
    ]
    verbs: [
        VerbButton {
            objectName: "cancel"
            visible: page.sending || page.screen.panel === "edit"
            glyph: "x"
            label: Words.case_cancel
            onActed: page.screen.cancel()
        },
        Repeater {
            visible: false  // the footer counts what can be seen in it
            model: page.asking ? null : page.screen.verbs

            VerbButton {
                required property string verb
                required property string letter
                required label
                required glyph
                required danger
                objectName: "verb_" + verb
                key: letter
                onActed: page.screen.press(verb)
            }
        },
        VerbButton {
            objectName: "more"
            visible: !page.asking
            glyph: "list-dashes"
            key: "L"
            label: Words.case_more
            onActed: page.screen.show_more()
        }
    ]

    Flow {
        id: pills
        width: parent.width - (time.visible && !page.narrow ? time.width + Theme.px(24) : 0)
        spacing: Theme.px(10)

        Repeater {
            model: page.screen.pills

            SmallPill {
                required property string key
                required label
                required glyph
                required tone
                size: 22
                most: pills.width
            }
        }
    }
    TimeBar {
        id: time
        anchors.right: parent.right
        y: page.narrow ? pills.height + Theme.px(14) : 0
        width: page.narrow ? parent.width : Math.max(Theme.px(280), Theme.pt(200))
        percent: page.screen.percent
        light: page.screen.light
        said: page.screen.time_said
    }
    Item {
        id: room
        y: Math.max(pills.height, time.visible ? time.y + time.height : 0) + Theme.px(18)
        width: parent.width
        height: parent.height - y

        DeskScroll {
            id: left
            width: page.narrow ? parent.width : page.asking ? parent.width * 0.4 : parent.width * 0.44
            height: page.narrow ? parent.height * (page.asking ? 0.28 : 0.5) - Theme.px(12) : parent.height

            Repeater {
                model: page.screen.groups

                FactCard {
                    required property string key
                    required title
                    required facts
                    required open_count
                    width: left.inner
                    name: key
                    quiet: page.asking
                    onEdit: page.screen.edit(key)
                    onFill: page.screen.edit("open")
                }
            }
        }
        DeskScroll {
            id: right
            visible: !page.asking
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            width: page.narrow ? parent.width : parent.width * 0.56 - Theme.px(24)
            height: page.narrow ? parent.height * 0.5 - Theme.px(12) : parent.height

            Remarks {
                width: right.inner
                rows: page.screen.warnings
            }
            PaperCard {
                width: right.inner
                screen: page.screen
            }
            StepCard {
                width: right.inner
                screen: page.screen
            }
            OtherCard {
                visible: page.screen.others.count > 0
                width: right.inner
                screen: page.screen
            }
        }
        Loader {
            active: page.asking
            visible: active
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            width: page.narrow ? parent.width : parent.width * 0.6 - Theme.px(24)
            height: page.narrow ? parent.height * 0.72 - Theme.px(12) : parent.height
            sourceComponent: CasePanel {
                screen: page.screen
            }
        }
    }
}
