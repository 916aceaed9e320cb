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
            Rectangle {
                width: page.narrow ? parent.width : parent.width - form.width - parent.spacing
                height: printed.implicitHeight + Theme.px(72)
                color: Theme.paper
                border.color: Theme.border
                border.width: Theme.edge

                Column {
                    id: printed
                    x: Theme.px(28)
                    y: Theme.px(36)
                    width: parent.width - 2 * x
                    spacing: Theme.px(4)

                    Repeater {
                        model: [page.screen.city, page.screen.kecamatan, page.screen.kelurahan, page.screen.contact, page.screen.numbers]

                        BodyText {
                            required property string modelData
                            required property int index
                            visible: modelData !== ""
                            width: printed.width
                            horizontalAlignment: Text.AlignHCenter
                            text: modelData
                            size: index === 2 ? 32 : index < 2 ? 26 : 20
                            font.weight: index === 1 || index === 2 ? Font.Bold : Font.Normal
                            color: Theme.paper_ink
                        }
                    }
                    Item {
                        width: 1
                        height: Theme.px(12)
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
        }
    }
}
