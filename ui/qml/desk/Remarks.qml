pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// What staff should look at before they go on; an example number stands in large letters.
Column {
    id: remarks

    required property RowsModel rows

    visible: rows.count > 0
    spacing: Theme.px(10)

    Repeater {
        model: remarks.rows

        Rectangle {
            id: remark
            required property string key
            required property string label
            required property string glyph
            required property string tone
            readonly property bool large: key === "nik_example"
            width: remarks.width
            height: words.implicitHeight + Theme.px(large ? 36 : 24)
            radius: Theme.px(18)
            color: Theme.tint(tone)
            border.width: large || Theme.contrast ? Theme.px(3) : 0
            border.color: Theme.tint_ink(tone)

            Symbol {
                id: mark
                x: Theme.px(20)
                anchors.verticalCenter: parent.verticalCenter
                glyph: remark.glyph
                tone: Theme.tint_ink(remark.tone)
                size: Theme.pt(remark.large ? 44 : 28)
            }
            BodyText {
                id: words
                anchors.left: mark.right
                anchors.leftMargin: Theme.px(16)
                anchors.right: parent.right
                anchors.rightMargin: Theme.px(20)
                anchors.verticalCenter: parent.verticalCenter
                text: remark.label
                size: remark.large ? 34 : 22
                font.weight: Font.Bold
                color: Theme.tint_ink(remark.tone)
                Accessible.role: Accessible.AlertMessage
                Accessible.name: text
            }
        }
    }
}
