pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The week at the left; at the right the days of a year without service, with a line for one more.
DeskPage {
    id: page

    required property HoursScreen screen
    readonly property bool narrow: room.width < Theme.pt(1100)

    title: Words.hours_title
    hint: Words.hours_hint
    news: screen.news
    news_tone: screen.news_tone
    news_action: screen.news_action
    news_name: "undo"
    onNews_acted: screen.undo()
    with_back: true
    primary: Words.case_save
    primary_glyph: "floppy-disk"
    onNext: screen.next()

    DeskScroll {
        id: all
        anchors.fill: parent

        Flow {
            width: all.inner
            spacing: Theme.px(24)

            Card {
                id: week
                width: page.narrow ? parent.width : parent.width * 0.42
                height: week_column.implicitHeight + 2 * padding
                padding: Theme.px(24)

                Column {
                    id: week_column
                    width: parent.width
                    spacing: Theme.px(12)

                    HeadText {
                        width: parent.width
                        text: Words.hours_week
                        size: 28
                    }
                    Repeater {
                        model: page.screen.days

                        Column {
                            id: day
                            required property string key
                            required property string name
                            required property string opens
                            required property string closes
                            required property bool is_open
                            required property string problem
                            width: week_column.width
                            spacing: Theme.px(6)

                            Flow {
                                id: line
                                readonly property real rest: width - name_words.width - open_chip.width - 3 * spacing
                                readonly property real box: rest < Theme.pt(210) ? (width - spacing) / 2 : rest / 2
                                width: parent.width
                                spacing: Theme.px(10)

                                BodyText {
                                    id: name_words
                                    width: Theme.pt(104)
                                    height: open_chip.height
                                    verticalAlignment: Text.AlignVCenter
                                    lineHeight: 1
                                    text: day.name
                                    size: 22
                                    font.weight: Font.Bold
                                }
                                DeskChip {
                                    id: open_chip
                                    objectName: "toggle_" + day.key
                                    many: true
                                    chosen: day.is_open
                                    size: 22
                                    label: day.is_open ? Words.hours_open : Words.hours_shut
                                    Accessible.name: day.name + ": " + label
                                    onActed: page.screen.toggle(day.key)
                                }
                                DeskField {
                                    objectName: "opens_" + day.key
                                    height: open_chip.height
                                    visible: day.is_open
                                    width: line.box
                                    value: day.opens
                                    example: Words.hours_from
                                    keys_page: "digits"
                                    longest: 5
                                    size: 24
                                    input.label: day.name + ", " + Words.hours_from
                                    onKept: value => page.screen.open_at(day.key, value)
                                }
                                DeskField {
                                    objectName: "closes_" + day.key
                                    height: open_chip.height
                                    visible: day.is_open
                                    width: line.box
                                    value: day.closes
                                    example: Words.hours_to
                                    keys_page: "digits"
                                    longest: 5
                                    size: 24
                                    input.label: day.name + ", " + Words.hours_to
                                    onKept: value => page.screen.close_at(day.key, value)
                                }
                            }
                            DeskNote {
                                visible: day.problem !== ""
                                width: parent.width
                                problem: day.problem
                            }
                        }
                    }
                    VerbButton {
                        objectName: "like_monday"
                        width: Math.min(implicitWidth, parent.width)
                        glyph: "files"
                        key: "M"
                        size: 22
                        tall: 80
                        label: Words.hours_like_monday
                        onActed: page.screen.like_monday()
                    }
                }
            }
            Column {
                width: page.narrow ? parent.width : parent.width - week.width - parent.spacing
                spacing: Theme.px(24)

                Card {
                    width: parent.width
                    height: add_column.implicitHeight + 2 * padding
                    padding: Theme.px(24)

                    Column {
                        id: add_column
                        width: parent.width
                        spacing: Theme.px(12)

                        HeadText {
                            width: parent.width
                            text: Words.hours_add_title
                            size: 28
                        }
                        Flow {
                            width: parent.width
                            spacing: Theme.px(12)

                            DeskField {
                                objectName: "first"
                                width: Math.min(parent.width, Theme.pt(210))
                                label: Words.hours_first
                                value: page.screen.first
                                example: Words.hours_date_example
                                keys_page: "digits"
                                longest: 10
                                size: 24
                                onKept: value => page.screen.type_first(value)
                                onEntered: last.take_focus()
                            }
                            DeskField {
                                id: last
                                objectName: "last"
                                width: Math.min(parent.width, Theme.pt(210))
                                label: Words.hours_last
                                value: page.screen.last
                                example: Words.hours_optional
                                keys_page: "digits"
                                longest: 10
                                size: 24
                                onKept: value => page.screen.type_last(value)
                                onEntered: why.take_focus()
                            }
                            DeskField {
                                id: why
                                objectName: "why"
                                width: Math.min(parent.width, Theme.pt(420))
                                label: Words.hours_why
                                value: page.screen.why
                                example: Words.hours_why_example
                                longest: 80
                                size: 24
                                onKept: value => page.screen.type_why(value)
                                onEntered: page.screen.add()
                            }
                        }
                        DeskNote {
                            visible: page.screen.problem !== ""
                            width: parent.width
                            problem: page.screen.problem
                        }
                        VerbButton {
                            objectName: "add"
                            width: Math.min(implicitWidth, parent.width)
                            glyph: "plus"
                            key: "T"
                            size: 22
                            tall: 80
                            label: Words.hours_add
                            onActed: page.screen.add()
                        }
                    }
                }
                Card {
                    width: parent.width
                    height: year_column.implicitHeight + 2 * padding
                    padding: Theme.px(24)

                    Column {
                        id: year_column
                        width: parent.width
                        spacing: Theme.px(10)

                        Item {
                            width: parent.width
                            height: Math.max(year_words.implicitHeight, before.height)

                            Column {
                                id: year_words
                                anchors.left: parent.left
                                anchors.right: before.left
                                anchors.rightMargin: Theme.px(12)
                                anchors.verticalCenter: parent.verticalCenter

                                HeadText {
                                    width: parent.width
                                    text: page.screen.year
                                    size: 34
                                    font.weight: Font.ExtraBold
                                }
                                BodyText {
                                    width: parent.width
                                    text: page.screen.said
                                    size: 20
                                    color: Theme.muted
                                }
                            }
                            VerbButton {
                                id: before
                                objectName: "year_before"
                                anchors.right: after.left
                                anchors.rightMargin: Theme.px(12)
                                anchors.verticalCenter: parent.verticalCenter
                                tall: 80
                                glyph: "caret-left"
                                Accessible.name: Words.hours_year_before
                                onActed: page.screen.turn(-1)
                            }
                            VerbButton {
                                id: after
                                objectName: "year_after"
                                anchors.right: parent.right
                                anchors.verticalCenter: parent.verticalCenter
                                tall: 80
                                glyph: "caret-right"
                                Accessible.name: Words.hours_year_after
                                onActed: page.screen.turn(1)
                            }
                        }
                        Repeater {
                            model: page.screen.offs

                            Item {
                                id: off
                                required property string key
                                required property string day
                                required property string name
                                required property string kind
                                required property string glyph
                                required property string tone
                                required property bool own
                                required property bool fresh
                                width: year_column.width
                                height: Math.max(said.implicitHeight + Theme.px(20), away.visible ? away.height : 0)

                                Rectangle {
                                    width: parent.width
                                    height: Theme.edge
                                    color: Theme.line
                                }
                                Column {
                                    id: said
                                    anchors.left: parent.left
                                    anchors.right: away.visible ? away.left : parent.right
                                    anchors.rightMargin: Theme.px(12)
                                    anchors.verticalCenter: parent.verticalCenter
                                    spacing: Theme.px(4)

                                    BodyText {
                                        width: parent.width
                                        text: off.day + "  ·  " + off.name
                                        size: 22
                                        font.weight: Font.Bold
                                    }
                                    Flow {
                                        width: parent.width
                                        spacing: Theme.px(14)

                                        MarkWord {
                                            label: off.kind
                                            glyph: off.glyph
                                            tone: off.tone
                                            most: said.width
                                        }
                                        MarkWord {
                                            visible: off.fresh
                                            label: Words.settings_not_saved
                                            glyph: "floppy-disk"
                                            tone: "first"
                                            most: said.width
                                        }
                                    }
                                }
                                VerbButton {
                                    id: away
                                    objectName: "remove_" + off.key.replace("own ", "")
                                    visible: off.own
                                    anchors.right: parent.right
                                    anchors.verticalCenter: parent.verticalCenter
                                    tall: 80
                                    glyph: "trash"
                                    Accessible.name: Words.hours_remove + ": " + off.day
                                    onActed: page.screen.remove(off.key.replace("own ", ""))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
