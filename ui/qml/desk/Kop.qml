pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// What the kop says at the left, the kop as it will be printed at the right.
DeskPage {
    id: page

    required property KopPageScreen screen
    readonly property bool narrow: room.width < Theme.pt(1000)

    title: Words.kop_title
    hint: Words.kop_hint
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
                id: form
                width: page.narrow ? parent.width : parent.width * 0.5
                height: column.implicitHeight + 2 * padding
                padding: Theme.px(28)

                Column {
                    id: column
                    width: parent.width
                    spacing: Theme.px(16)

                    Repeater {
                        model: page.screen.parts

                        DeskField {
                            required property string key
                            required property string title
                            required property string written
                            required property bool digits
                            required example
                            required problem
                            objectName: key
                            width: column.width
                            label: title
                            value: written
                            digits_only: digits
                            longest: key === "postcode" ? 5 : 120
                            onTyped: value => page.screen.put(key, value)
                            onKept: value => page.screen.put(key, value)
                        }
                    }
                }
            }
            Column {
                width: page.narrow ? parent.width : parent.width - form.width - parent.spacing
                spacing: Theme.px(24)

                Rectangle {
                    width: parent.width
                    height: printed.implicitHeight + Theme.px(72)
                    color: Theme.paper
                    border.color: Theme.border
                    border.width: Theme.edge

                    Image {
                        id: arms
                        objectName: "arms"
                        readonly property real taken: visible ? width + Theme.pt(20) : 0
                        visible: page.screen.arms !== ""
                        x: printed.x
                        y: printed.y
                        width: Theme.pt(100)
                        height: Theme.pt(120)
                        source: page.screen.arms
                        fillMode: Image.PreserveAspectFit
                        smooth: true
                        mipmap: true
                        Accessible.role: Accessible.Graphic
                        Accessible.name: Words.kop_arms
                    }
                    Column {
                        id: printed
                        readonly property real middle: Math.max(width / 2, arms.taken + Math.min(widest, width - arms.taken) / 2)
                        property real widest: 0

                        // As the paper has it: all lines about one middle, moved only as far as the arms need.
                        function measure(): void {
                            let most = 0;
                            for (let at = 0; at < lines.count; at++)
                                most = Math.max(most, (lines.itemAt(at) as BodyText)?.implicitWidth ?? 0);
                            widest = most;
                        }

                        x: Theme.px(28)
                        y: Theme.px(36)
                        width: parent.width - 2 * x
                        spacing: Theme.px(4)

                        Repeater {
                            id: lines
                            model: [page.screen.city, page.screen.kecamatan, page.screen.kelurahan, page.screen.contact, page.screen.numbers]

                            BodyText {
                                required property string modelData
                                required property int index
                                visible: modelData !== ""
                                x: printed.middle - width / 2
                                width: Math.min(implicitWidth, printed.width - arms.taken)
                                onImplicitWidthChanged: printed.measure()
                                horizontalAlignment: Text.AlignHCenter
                                text: modelData
                                size: index === 2 ? 32 : index < 2 ? 26 : 20
                                font.weight: index === 1 || index === 2 ? Font.Bold : Font.Normal
                                color: Theme.paper_ink
                            }
                        }
                        Item {
                            width: 1
                            height: Math.max(Theme.px(12), arms.visible ? arms.y + arms.height + Theme.px(12) - printed.y - y : 0)
                        }
                        Rectangle {
                            width: parent.width
                            height: Theme.px(4)
                            color: Theme.paper_ink
                        }
                        Rectangle {
                            width: parent.width
                            height: Theme.px(1)
                            color: Theme.paper_ink
                        }
                    }
                }
                Card {
                    width: parent.width
                    height: choice.implicitHeight + 2 * padding
                    padding: Theme.px(28)

                    Column {
                        id: choice
                        width: parent.width
                        spacing: Theme.px(16)

                        PatternChips {
                            width: choice.width
                            said: Words.kop_arms
                            name: "arms_"
                            glyph: "stamp"
                            choices: page.screen.files
                            onChosen: file => page.screen.choose(file)
                        }
                        DeskNote {
                            width: choice.width
                            problem: page.screen.arms_problem
                            help: page.screen.arms_help
                        }
                        Flow {
                            width: choice.width
                            spacing: Theme.px(12)

                            VerbButton {
                                objectName: "look"
                                glyph: "arrows-clockwise"
                                label: Words.kop_look
                                onActed: page.screen.look()
                            }
                            VerbButton {
                                objectName: "drop"
                                visible: page.screen.arms !== ""
                                glyph: "trash"
                                label: Words.kop_drop
                                onActed: page.screen.drop()
                            }
                        }
                    }
                }
            }
        }
    }
}
