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
    property real one_line: 0  // width of all chips beside each other, for a flow that is to stand in the middle

    signal picked(string option)

    spacing: Theme.px(14)

    function measure(): void {
        let sum = -spacing;
        for (let i = 0; i < chips.count; i++)
            sum += ((chips.itemAt(i) as Chip)?.natural_width ?? 0) + spacing;
        one_line = Math.ceil(sum) + 1;
    }

    Repeater {
        id: chips
        model: flow.rows_model
        onCountChanged: flow.measure()

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
            onNatural_widthChanged: flow.measure()
            onActed: flow.picked(key)
        }
    }
}
