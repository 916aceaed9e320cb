pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// The tiles of the lobby's home in their order, each with a switch and two buttons; beside them the home itself.
DeskPage {
    id: page

    required property MenusPageScreen screen
    readonly property bool narrow: room.width < room.height
    readonly property real share: Theme.text_step > 1.25 ? 0.62 : 0.54

    title: Words.menus_title
    hint: screen.said
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
            objectName: "reset"
            visible: page.screen.can_reset
            glyph: "arrow-counter-clockwise"
            key: "B"
            label: Words.menus_reset
            onActed: page.screen.reset()
        }
    ]

    DeskList {
        id: list
        objectName: "rows"
        focus: true
        width: page.narrow ? parent.width : parent.width * page.share
        height: page.narrow ? parent.height * 0.56 : parent.height
        model: page.screen.rows
        onCurrentItemChanged: {
            const row = currentItem as MenuLine;
            if (row && row.key !== page.screen.hand)
                page.screen.take(row.key);
        }
        Component.onCompleted: forceActiveFocus()
        Keys.onSpacePressed: page.screen.toggle(page.screen.hand)
        Keys.onUpPressed: event => {
            if (event.modifiers & Qt.ControlModifier)
                page.screen.up(page.screen.hand);
            else
                decrementCurrentIndex();
        }
        Keys.onDownPressed: event => {
            if (event.modifiers & Qt.ControlModifier)
                page.screen.down(page.screen.hand);
            else
                incrementCurrentIndex();
        }
        delegate: MenuLine {
            width: list.width - (list.over ? Theme.px(22) : 0)
            in_hand: ListView.isCurrentItem && list.in_hand
            onMoved: up => up ? page.screen.up(key) : page.screen.down(key)
            onToggled: page.screen.toggle(key)
        }
    }
    Card {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: page.narrow ? parent.width : parent.width * (1 - page.share) - Theme.px(28)
        height: page.narrow ? parent.height * 0.44 - Theme.px(20) : parent.height
        padding: Theme.px(20)

        DeskScroll {
            id: picture
            width: parent.width
            height: parent.height
            spacing: Theme.px(14)

            BodyText {
                width: picture.inner
                text: Words.menus_picture
                size: 20
                color: Theme.muted
            }
            Repeater {
                model: page.screen.sheets

                Rectangle {
                    id: sheet
                    required property string key
                    required property string said
                    required property RowsModel tiles
                    readonly property int columns: Math.max(2, Math.min(4, Math.floor(width / Theme.pt(158))))
                    width: picture.inner
                    height: column.implicitHeight + Theme.px(28)
                    radius: Theme.px(20)
                    color: Theme.ground
                    border.width: Theme.edge
                    border.color: Theme.line

                    Column {
                        id: column
                        x: Theme.px(14)
                        y: Theme.px(14)
                        width: parent.width - 2 * x
                        spacing: Theme.px(10)

                        BodyText {
                            width: parent.width
                            text: sheet.said
                            size: 20
                            font.weight: Font.Bold
                        }
                        Grid {
                            columns: sheet.columns
                            spacing: Theme.px(8)

                            Repeater {
                                model: sheet.tiles

                                Rectangle {
                                    id: mini
                                    required property string key
                                    required property string title
                                    required property string glyph
                                    required property string tint
                                    width: (column.width - (sheet.columns - 1) * Theme.px(8)) / sheet.columns
                                    height: Theme.pt(72) + Theme.px(66)
                                    radius: Theme.px(14)
                                    color: Theme.card
                                    border.width: key === page.screen.hand ? Theme.px(4) : Theme.edge
                                    border.color: key === page.screen.hand ? Theme.focus : Theme.line

                                    Badge {
                                        id: badge
                                        y: Theme.px(10)
                                        anchors.horizontalCenter: parent.horizontalCenter
                                        glyph: mini.glyph
                                        tint: mini.tint
                                        size: Theme.px(48)
                                    }
                                    BodyText {
                                        anchors.top: badge.bottom
                                        anchors.topMargin: Theme.px(4)
                                        x: Theme.px(6)
                                        width: parent.width - 2 * x
                                        text: mini.title
                                        size: 20
                                        lineHeight: 1
                                        horizontalAlignment: Text.AlignHCenter
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
