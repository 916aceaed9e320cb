pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."

// Below a form: one more row of each of its lists, or the last one away.
Flow {
    id: ends

    property RowsModel rows
    signal added(key: string)
    signal removed(key: string)

    width: parent?.width ?? 0
    visible: rows.count > 0
    spacing: Theme.px(12)

    Repeater {
        model: ends.rows

        Row {
            id: one
            required property string key
            required property string more
            required property string fewer
            spacing: Theme.px(12)

            VerbButton {
                objectName: "add_" + one.key
                visible: one.more !== ""
                glyph: "plus"
                size: 22
                tall: 80
                label: one.more
                onActed: ends.added(one.key)
            }
            VerbButton {
                objectName: "remove_" + one.key
                visible: one.fewer !== ""
                glyph: "minus"
                size: 22
                tall: 80
                label: one.fewer
                onActed: ends.removed(one.key)
            }
        }
    }
}
