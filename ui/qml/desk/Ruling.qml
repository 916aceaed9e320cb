pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Every surat of the permohonan as a card with "this one stands", none of them, and why; then the pad for the PIN.
DeskPage {
    id: page

    required property RulingPageScreen screen
    readonly property bool asking: screen.asking
    readonly property bool narrow: height > width

    title: Words.ruling_title
    hint: Words.ruling_hint
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: screen.news_tone === "error" ? "warning-circle" : "check-circle"
    primary: screen.primary
    primary_glyph: screen.name === "" ? "arrow-right" : "gavel"
    onNext: {
        screen.next();
        if (page.asking)
            page.forceActiveFocus();
    }

    verbs: [
        VerbButton {
            objectName: "cancel"
            visible: page.asking
            glyph: "x"
            label: Words.case_cancel
            onActed: page.screen.cancel()
        }
    ]

    EmptyState {
        visible: page.screen.name === ""
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(900))
        glyph: "gavel"
        title: Words.ruling_nothing
        hint: Words.ruling_nothing_hint
    }
    DeskScroll {
        id: scroll
        visible: page.screen.name !== ""
        width: page.asking && !page.narrow ? parent.width * 0.56 : parent.width
        height: page.asking && page.narrow ? parent.height - pad.height - Theme.px(16) : parent.height
        spacing: Theme.px(18)

        HeadText {
            width: scroll.inner
            text: page.screen.name
            size: 34
            font.weight: Font.ExtraBold
        }
        Flow {
            id: sheets
            width: scroll.inner
            spacing: Theme.px(18)

            Repeater {
                model: page.screen.rows

                Card {
                    id: surat
                    required property string key
                    required property string number
                    required property string said
                    required property string device
                    required property string why
                    required property string tone
                    required property string printed
                    required property bool chosen

                    width: page.narrow || page.asking ? sheets.width : (sheets.width - sheets.spacing) / 2
                    height: lines.implicitHeight + 2 * padding
                    padding: Theme.px(24)

                    Column {
                        id: lines
                        width: parent.width
                        spacing: Theme.px(8)

                        HeadText {
                            width: parent.width
                            text: surat.number
                            size: 32
                            font.weight: Font.ExtraBold
                            wrapMode: Text.Wrap
                        }
                        BodyText {
                            width: parent.width
                            text: surat.said
                            size: 24
                        }
                        BodyText {
                            width: parent.width
                            text: surat.device
                            size: 22
                            color: Theme.muted
                        }
                        BodyText {
                            width: parent.width
                            text: surat.printed
                            size: 22
                            color: Theme.muted
                        }
                        MarkWord {
                            label: surat.why
                            glyph: surat.tone === "good" ? "check-circle" : "warning"
                            tone: surat.tone
                            most: parent.width
                        }
                        DeskChip {
                            objectName: "stands_" + surat.key
                            visible: !page.asking || surat.chosen
                            label: Words.ruling_this_stands
                            chosen: surat.chosen
                            onActed: page.screen.choose(surat.key)
                        }
                    }
                }
            }
        }
        DeskChip {
            objectName: "stands_none"
            visible: !page.asking || page.screen.none_chosen
            label: Words.ruling_none_stands
            chosen: page.screen.none_chosen
            onActed: page.screen.choose("none")
        }
        DeskField {
            objectName: "reason"
            visible: !page.asking
            width: scroll.inner
            label: Words.ruling_reason
            value: page.screen.reason
            longest: 120
            onKept: value => page.screen.type_reason(value)
            onEntered: page.screen.next()
        }
    }
    PinSide {
        id: pad
        visible: page.asking
        narrow: page.narrow
        name: page.screen.person
        digits: page.screen.digits
        problem: page.screen.problem
        onDigit: key => page.screen.digit(key)
        onErase: page.screen.erase()
        onEnter: page.screen.next()
    }
    Keys.forwardTo: [pad]
}
