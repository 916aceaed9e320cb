pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Lines to type in two columns; Enter goes to the next one, a number key chooses an option of the line in hand.
DeskScroll {
    id: form

    property RowsModel rows
    property string wanted
    default property alias after: below.data
    property alias before: above.data
    property int columns: Theme.text_step > 1.25 ? 1 : 2
    readonly property real column_width: (inner - (columns - 1) * Theme.px(24)) / columns

    signal answered(string key, string value)
    signal chosen(string key, string value)
    signal offered(string key, string value)
    signal done

    function go_on(index: int): void {
        for (let at = index + 1; at < lines.count; at++) {
            const line = lines.itemAt(at) as AskLine;
            if (line && line.take_focus())
                return;
        }
        form.done();
    }
    onWantedChanged: {
        for (let at = 0; wanted !== "" && at < lines.count; at++) {
            const line = lines.itemAt(at) as AskLine;
            if (line && line.name === wanted)
                line.take_focus();
        }
    }
    function start(): void {
        go_on(-1);
    }

    Column {
        id: above
        width: form.inner
        spacing: Theme.px(14)
    }
    Flow {
        width: form.inner
        spacing: Theme.px(24)

        Repeater {
            id: lines
            model: form.rows

            AskLine {
                required property string key
                required property int index
                required label
                required value
                required boxed
                required keys_page
                required longest
                required said
                required example
                required problem
                required unit
                required needed
                required missing
                required copied
                required wide
                required options
                required offers
                name: key
                width: wide ? form.inner : form.column_width
                onAnswered: value => form.answered(key, value)
                onPicked: value => form.chosen(key, value)
                onOffered: value => form.offered(key, value)
                onEntered: form.go_on(index)
                onReached: form.reveal(this)
            }
        }
    }
    Column {
        id: below
        width: form.inner
        visible: children.length > 0
        spacing: Theme.px(14)
    }
}
