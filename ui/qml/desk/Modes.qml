pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Every service that ends in a surat, and what is allowed beside ink.
DeskPage {
    id: page

    required property ModesPageScreen screen

    title: Words.modes_title
    hint: screen.said + " " + Words.modes_hint
    news: screen.news
    news_tone: screen.news_tone
    news_action: screen.news_action
    news_name: "undo"
    onNews_acted: screen.undo()
    with_back: true
    primary: Words.case_save
    primary_glyph: "floppy-disk"
    onNext: screen.next()

    verbs: [
        VerbButton {
            objectName: "all_seal"
            glyph: "seal-check"
            key: "S"
            label: Words.modes_all
            onActed: page.screen.all_seal()
        }
    ]

    DeskScroll {
        id: all
        anchors.fill: parent
        spacing: Theme.px(10)

        Repeater {
            model: page.screen.rows

            Rectangle {
                id: row
                required property string key
                required property string title
                required property string said
                required property bool seal
                required property bool tte
                required property bool wet_only
                readonly property bool tight: width - chips.implicitWidth < Theme.pt(330)
                width: all.inner
                height: Math.max(Theme.px(108), words.implicitHeight + Theme.px(28)) + (tight && chips.visible ? chips.height + Theme.px(10) : 0)
                implicitHeight: height
                radius: Theme.px(16)
                color: Theme.card
                border.width: Theme.contrast ? Theme.edge : 1
                border.color: Theme.line

                Column {
                    id: words
                    x: Theme.px(22)
                    y: row.tight ? Theme.px(14) : (parent.height - height) / 2
                    width: parent.width - 2 * x - (row.tight ? 0 : chips.width)

                    BodyText {
                        width: parent.width
                        text: row.title
                        size: 24
                        font.weight: Font.Bold
                    }
                    BodyText {
                        width: parent.width
                        text: row.said
                        size: 20
                        color: Theme.muted
                    }
                }
                Row {
                    id: chips
                    visible: !row.wet_only
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.px(16)
                    y: row.tight ? parent.height - height - Theme.px(12) : (parent.height - height) / 2
                    spacing: Theme.px(12)

                    DeskChip {
                        objectName: "seal_" + row.key
                        many: true
                        chosen: row.seal
                        size: 22
                        label: Words.modes_seal
                        Accessible.name: row.title + ": " + label
                        onActed: page.screen.toggle(row.key, "seal")
                    }
                    DeskChip {
                        objectName: "tte_" + row.key
                        visible: page.screen.has_center
                        many: true
                        chosen: row.tte
                        size: 22
                        label: Words.modes_tte
                        Accessible.name: row.title + ": " + label
                        onActed: page.screen.toggle(row.key, "tte")
                    }
                }
            }
        }
    }
}
