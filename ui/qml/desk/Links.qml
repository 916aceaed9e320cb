pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Links at the left, the doctor's lines at the right; a round at once, a backup, or a stick.
DeskPage {
    id: page

    required property LinksScreen screen

    title: Words.links_title
    hint: screen.stick_said !== "" ? screen.stick_said : Words.links_hint
    news: screen.news
    news_tone: screen.news_tone
    news_glyph: screen.news_tone === "error" ? "warning-circle" : "check-circle"
    primary: Words.links_sync_now
    primary_glyph: "arrows-clockwise"
    onNext: screen.sync_now()

    verbs: [
        VerbButton {
            objectName: "backup"
            glyph: "archive"
            key: "C"
            label: Words.links_backup
            onActed: page.screen.backup()
        },
        VerbButton {
            objectName: "export_usb"
            glyph: "usb"
            key: "X"
            label: Words.links_export_usb
            onActed: page.screen.export_usb()
        },
        VerbButton {
            objectName: "import_usb"
            glyph: "usb"
            key: "I"
            label: Words.links_import_usb
            onActed: page.screen.import_usb()
        }
    ]

    EmptyState {
        visible: page.screen.links.count === 0 && page.screen.checks.count === 0 && page.screen.good.count === 0
        anchors.centerIn: parent
        width: Math.min(parent.width, Theme.px(900))
        glyph: "plugs-connected"
        title: Words.links_empty
        hint: Words.links_empty_hint
    }
    DeskScroll {
        id: scroll
        anchors.fill: parent

        Grid {
            id: halves
            width: scroll.inner
            columns: Theme.portrait ? 1 : 2
            spacing: Theme.px(28)
            readonly property real half: (width - (columns - 1) * spacing) / columns

            Column {
                width: halves.half
                spacing: Theme.px(28)

                LinkRows {
                    width: parent.width
                    rows: page.screen.alarms
                    title: Words.links_group_alarms
                    action: Words.links_see_odd
                    action_name: "see_alarms"
                    onActed: page.screen.see_alarms()
                }
                LinkRows {
                    width: parent.width
                    rows: page.screen.odd
                    title: Words.links_group_odd
                    action: Words.links_see_odd
                    action_name: "see_odd"
                    onActed: page.screen.see_odd()
                }
                LinkRows {
                    width: parent.width
                    rows: page.screen.checks
                    title: Words.links_group_checks
                }
                LinkRows {
                    width: parent.width
                    rows: page.screen.links
                    title: Words.links_group_links
                }
            }
            LinkRows {
                width: halves.half
                rows: page.screen.good
                title: Words.links_group_good
            }
        }
    }
}
