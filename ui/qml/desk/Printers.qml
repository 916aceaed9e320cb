pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Left how the printer is and what to do about it, right the sheets nobody has spoken for.
DeskPage {
    id: page

    required property PrintersScreen screen
    // Upright the sheets stand under the printer.
    readonly property bool narrow: room.width < Theme.pt(700)

    title: Words.printers_title
    hint: Words.printers_hint
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: screen.news_tone === "error" ? "warning-circle" : "check-circle"
    primary: Words.printers_trial
    primary_glyph: "printer"
    onNext: screen.print_trial()

    verbs: [
        VerbButton {
            objectName: "look_again"
            glyph: "arrows-clockwise"
            key: "R"
            label: Words.printers_look_again
            onActed: page.screen.look_again()
        }
    ]

    DeskScroll {
        id: left
        width: page.narrow ? parent.width : parent.width * 0.46
        height: page.narrow ? Math.min(implicitHeight, parent.height * 0.5) : parent.height

        Card {
            width: left.inner
            height: device.implicitHeight + 2 * padding
            padding: Theme.px(28)

            Column {
                id: device
                width: parent.width
                spacing: Theme.px(16)

                Row {
                    width: parent.width
                    spacing: Theme.px(20)

                    Badge {
                        id: badge
                        glyph: page.screen.status_glyph
                        tint: page.screen.status_tone === "error" ? "orange" : "teal"
                        size: Theme.px(92)
                    }
                    Column {
                        width: parent.width - badge.width - parent.spacing
                        anchors.verticalCenter: parent.verticalCenter

                        HeadText {
                            width: parent.width
                            text: page.screen.status
                            size: 34
                            font.weight: Font.ExtraBold
                        }
                        BodyText {
                            width: parent.width
                            text: page.screen.name
                            size: 22
                            color: Theme.muted
                        }
                    }
                }
                Repeater {
                    model: page.screen.remedies

                    Banner {
                        required property string modelData
                        width: device.width
                        said: modelData
                        glyph: "wrench"
                        tone: "first"
                    }
                }
                BodyText {
                    visible: text !== ""
                    width: parent.width
                    text: page.screen.papers
                    size: 22
                }
            }
        }
    }
    DeskScroll {
        id: right
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: page.narrow ? parent.width : parent.width * 0.54 - Theme.px(28)
        height: page.narrow ? parent.height - left.height - Theme.px(20) : parent.height

        HeadText {
            width: right.inner
            text: Words.printers_sheets
            size: 28
        }
        BodyText {
            visible: page.screen.rows.count === 0
            width: right.inner
            text: Words.printers_no_sheets
            size: 22
            color: Theme.muted
        }
        Repeater {
            model: page.screen.rows

            Card {
                id: sheet
                required property string key
                required property string title
                required property string said
                required property string status
                required property string status_glyph
                required property string status_tone
                required property bool may_take_back

                width: right.inner
                height: lines.implicitHeight + 2 * padding
                padding: Theme.px(24)

                Column {
                    id: lines
                    width: parent.width
                    spacing: Theme.px(10)

                    BodyText {
                        width: parent.width
                        text: Theme.parted(sheet.title)
                        size: 24
                        font.weight: Font.Bold
                        wrapMode: Text.Wrap
                    }
                    BodyText {
                        width: parent.width
                        text: sheet.said
                        size: 20
                        color: Theme.muted
                    }
                    MarkWord {
                        label: sheet.status
                        glyph: sheet.status_glyph
                        tone: sheet.status_tone
                        most: parent.width
                    }
                    Flow {
                        width: parent.width
                        spacing: Theme.px(12)

                        VerbButton {
                            objectName: "open_" + sheet.key
                            glyph: "check"
                            size: 22
                            tall: 80
                            label: Words.printers_open
                            onActed: page.screen.open(sheet.key)
                        }
                        VerbButton {
                            objectName: "take_back_" + sheet.key
                            visible: sheet.may_take_back
                            glyph: "x"
                            size: 22
                            tall: 80
                            label: Words.printers_take_back
                            onActed: page.screen.take_back(sheet.key)
                        }
                    }
                }
            }
        }
    }
}
