pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."

// The frame of every staff page: rail with counts at the left, strip on top, content, verbs at the bottom.
// Content goes into `body`; `verbs` are OutlineButtons of the footer, `primary` is its one filled button.
FocusScope {
    id: frame

    property string title
    property string hint
    property string primary
    property string primary_glyph: "arrow-right"
    property bool with_back: false
    property alias verbs: verbs.data
    property alias head: head_extra.data
    default property alias content: body.data
    readonly property alias body: body
    readonly property bool with_footer: primary !== "" || verbs.visibleChildren.length > 0 || with_back

    signal next

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }

    StaffRail {
        id: rail
        width: Theme.portrait ? Theme.pt(142) : Theme.px(Theme.text_step >= 1.5 ? 400 : Theme.text_step > 1 ? 330 : 290)
        height: parent.height
    }

    Rectangle {
        id: strip
        anchors.left: rail.right
        anchors.right: parent.right
        // Where both do not fit side by side, the marks stand under the clock.
        readonly property bool narrow: width < Theme.pt(1000)
        height: Math.max(Theme.px(64), marks.implicitHeight + Theme.px(16) + (narrow ? clock.implicitHeight : 0))
        color: Theme.card

        Flow {
            id: marks
            anchors.left: parent.left
            anchors.right: strip.narrow ? parent.right : clock.left
            anchors.margins: Theme.px(24)
            anchors.bottom: parent.bottom
            anchors.bottomMargin: strip.narrow ? Theme.px(10) : (parent.height - height) / 2
            spacing: Theme.px(10)

            Repeater {
                model: Rail.marks

                StatusPill {
                    required property string key
                    required property string said
                    required glyph
                    required tone
                    objectName: "mark_" + key
                    label: said
                    size: 20
                }
            }
        }
        BodyText {
            id: clock
            anchors.right: parent.right
            anchors.rightMargin: Theme.px(24)
            y: strip.narrow ? Theme.px(6) : (parent.height - height) / 2
            text: Frame.date + "  " + Frame.clock
            size: 22
            font.weight: Font.Bold
            wrapMode: Text.NoWrap
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.edge
            color: Theme.line
        }
    }

    Item {
        id: head
        anchors.left: rail.right
        anchors.right: parent.right
        anchors.top: strip.bottom
        anchors.margins: Theme.px(28)
        anchors.topMargin: Theme.px(20)
        // Where the title would be squeezed, what stands beside it goes below.
        readonly property bool stacked: head_extra.needed > 0 && width - head_extra.needed < Theme.pt(330)
        height: stacked ? titles.implicitHeight + Theme.px(12) + head_extra.implicitHeight : Math.max(titles.implicitHeight, head_extra.implicitHeight)

        Column {
            id: titles
            width: head.width - (head.stacked || head_extra.needed === 0 ? 0 : head_extra.needed + Theme.px(20))
            y: head.stacked ? 0 : (head.height - height) / 2
            spacing: Theme.px(2)

            HeadText {
                objectName: "heading"
                width: parent.width
                text: frame.title
                size: 36
                font.weight: Font.ExtraBold
                Accessible.role: Accessible.Heading
                Accessible.name: frame.title
            }
            BodyText {
                visible: frame.hint !== ""
                width: parent.width
                text: frame.hint
                color: Theme.muted
                size: 22
            }
        }
        Flow {
            id: head_extra
            readonly property real needed: {
                let sum = 0;
                for (const one of visibleChildren)
                    sum += one.width > 0 ? one.width + (sum > 0 ? spacing : 0) : 0;
                return sum;
            }
            width: head.stacked ? head.width : needed
            x: head.stacked ? 0 : head.width - width
            y: head.stacked ? head.height - height : (head.height - height) / 2
            spacing: Theme.px(12)
        }
    }

    Item {
        id: body
        anchors.left: rail.right
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.bottom: foot.visible ? foot.top : parent.bottom
        anchors.margins: Theme.px(28)
        anchors.topMargin: Theme.px(16)
        anchors.bottomMargin: Theme.px(16)
    }

    Rectangle {
        id: foot
        visible: frame.with_footer
        anchors.left: rail.right
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        // Where both do not fit side by side, the verbs stand over the filled button.
        readonly property bool stacked: strip.narrow && main.visible && verbs.visibleChildren.length > 0
        readonly property real low: Math.max(main.visible ? main.height : 0, back.visible ? back.height : 0)
        height: visible ? (stacked ? verbs.height + Theme.px(14) + low : Math.max(verbs.height, low)) + Theme.px(36) : 0
        color: Theme.card

        Rectangle {
            width: parent.width
            height: Theme.edge
            color: Theme.line
        }
        OutlineButton {
            id: back
            visible: frame.with_back
            objectName: "back"
            anchors.left: parent.left
            anchors.leftMargin: Theme.px(28)
            y: foot.stacked ? parent.height - Theme.px(18) - (foot.low + height) / 2 : (parent.height - height) / 2
            glyph: "arrow-left"
            label: Words.frame_back
            size: 24
            tall: 84
            onActed: Frame.back()
        }
        Flow {
            id: verbs
            x: back.visible && !foot.stacked ? back.x + back.width + Theme.px(14) : Theme.px(28)
            width: (main.visible && !foot.stacked ? main.x : parent.width) - x - Theme.px(20)
            y: foot.stacked ? Theme.px(18) : (parent.height - height) / 2
            spacing: Theme.px(14)
        }
        PrimaryButton {
            id: main
            visible: frame.primary !== ""
            anchors.right: parent.right
            anchors.rightMargin: Theme.px(28)
            y: foot.stacked ? parent.height - Theme.px(18) - (foot.low + height) / 2 : (parent.height - height) / 2
            height: Math.max(Theme.px(84), implicitHeight - Theme.px(20))
            width: natural_width
            label: frame.primary
            glyph: frame.primary_glyph
            size: 26
            onActed: frame.next()
        }
    }
    RailFolds {
        anchors.fill: parent
        rail_width: rail.width
    }
}
