pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// One question at the desk: a line to type, options to choose, or both.
Column {
    id: ask

    property string name
    property string label
    property string value
    property bool boxed
    property string keys_page
    property int longest
    property string said
    property string example
    property string problem
    property string unit
    property bool needed
    property bool missing
    property bool copied
    property bool wide
    property RowsModel options
    property RowsModel offers

    signal offered(string value)
    signal answered(string value)
    signal picked(string value)
    signal entered
    signal reached

    function take_focus(): bool {
        if (boxed) {
            field.take_focus();
            return true;
        }
        const first = chips.itemAt(0) as Pressable;
        if (first)
            first.forceActiveFocus(Qt.TabFocusReason);
        return first !== null;
    }
    function pick_number(key: int): bool {
        const at = key - Qt.Key_1;
        const chip = at >= 0 && at < chips.count ? chips.itemAt(at) as DeskChip : null;
        if (!chip)
            return false;
        chip.acted();
        return true;
    }

    spacing: Theme.px(8)

    DeskField {
        id: field
        objectName: ask.boxed ? "field_" + ask.name : ""
        visible: ask.boxed
        width: parent.width
        label: ask.label
        value: ask.value
        example: ask.example
        problem: ask.problem
        good: ask.said
        help: ask.copied ? Words.case_source_copied : ""
        unit_word: ask.unit
        keys_page: ask.keys_page
        longest: ask.longest
        marked: ask.missing
        onKept: value => ask.answered(value)
        onTyped: value => ask.answered(value)
        onEntered: {
            if (offers.count === 1)
                ask.offered("still");
            ask.entered();
        }
        input.onActiveFocusChanged: if (input.activeFocus)
            ask.reached()
    }
    BodyText {
        visible: !ask.boxed
        width: parent.width
        text: ask.label
        size: 22
        font.weight: Font.Bold
    }
    Flow {
        id: flow
        visible: chips.count > 0
        width: parent.width
        spacing: Theme.px(12)
        Keys.onPressed: event => {
            event.accepted = ask.pick_number(event.key);
            if (event.accepted)
                ask.entered();
        }

        Repeater {
            id: chips
            model: ask.options

            DeskChip {
                required property string key_value
                required property string digit
                required label
                required glyph
                required chosen
                objectName: "option_" + ask.name + "_" + key_value
                key: ask.boxed ? "" : digit
                width: Math.min(implicitWidth, flow.width)
                onActed: ask.picked(key_value)
            }
        }
    }
    Flow {
        visible: offers.count > 0
        width: parent.width
        spacing: Theme.px(12)

        Repeater {
            id: offers
            model: ask.offers

            DeskChip {
                required property string key_value
                required label
                required glyph
                required chosen
                objectName: "offer_" + ask.name + "_" + key_value
                size: 20
                width: Math.min(implicitWidth, ask.width)
                onActed: ask.offered(key_value)
            }
        }
    }
    DeskNote {
        visible: !ask.boxed && ask.problem !== ""
        width: parent.width
        problem: ask.problem
    }
}
