pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."

// The chips of one question, breaking into rows; a chip too long for a row wraps its words.
Flow {
    id: flow

    required property RowsModel rows_model
    property string key
    property bool grown: false

    signal picked(string option)

    spacing: Theme.px(14)

    Repeater {
        model: flow.rows_model

        Chip {
            required property string key
            required property string title
            required property int index
            required glyph
            required chosen
            objectName: "chip_" + flow.key + "_" + key
            label: title
            size: flow.grown ? 32 : 28
            height: Math.max(implicitHeight, Theme.px(flow.grown ? 108 : 88))
            width: Math.min(natural_width, flow.width)
            onActed: flow.picked(key)
        }
    }
}
