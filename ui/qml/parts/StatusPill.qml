import QtQuick
import ".."

// A state in word and icon on its tint: tone is first, step, done, back, ended, mark, good or error.
Rectangle {
    id: pill

    property string label
    property string glyph
    property string tone: "step"
    property real size: 26

    implicitWidth: row.implicitWidth + Theme.px(36)
    implicitHeight: row.implicitHeight + Theme.px(20)
    radius: Math.min(height / 2, Theme.px(32))
    color: Theme.tint(tone)
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.tint_ink(tone)
    Accessible.role: Accessible.StaticText
    Accessible.name: label

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.px(10)

        Symbol {
            visible: pill.glyph !== ""
            glyph: pill.glyph
            tone: Theme.tint_ink(pill.tone)
            size: Theme.pt(pill.size + 2)
            anchors.verticalCenter: parent.verticalCenter
        }
        BodyText {
            text: pill.label
            size: pill.size
            wrapMode: Text.NoWrap
            lineHeight: 1
            font.weight: Font.Bold
            color: Theme.tint_ink(pill.tone)
            anchors.verticalCenter: parent.verticalCenter
            Accessible.ignored: true
        }
    }
}
