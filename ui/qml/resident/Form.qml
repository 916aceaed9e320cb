pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// Up to three questions, one in the largest text. Room that is left over makes the cards grow.
Page {
    id: page

    required property FormScreen screen
    readonly property int most: Theme.text_step >= 1.5 ? 1 : 3
    readonly property Item hand: Window.activeFocusItem

    title: screen.title
    glyph: screen.glyph
    tint: screen.tint
    said_step: screen.said_step
    step: 2
    steps: screen.steps
    primary: screen.kept ? Words.form_kept_done : Words.form_next
    primary_glyph: screen.kept ? "check" : "arrow-right"
    with_back: !screen.kept
    onNext: screen.next()
    onMostChanged: screen.fits(most)
    onHandChanged: settle.restart()
    onKeyboard_openChanged: settle.restart()
    Component.onCompleted: {
        screen.fits(most);
        start.restart();
    }

    function card_of(key: string): QuestionCard {
        for (let i = 0; i < cards.count; i++) {
            const card = cards.itemAt(i) as QuestionCard;
            if (card && card.key === key)
                return card;
        }
        return null;
    }

    extra: [
        OutlineButton {
            objectName: "remove_row"
            visible: page.screen.can_remove && !page.screen.kept
            glyph: "trash"
            label: page.screen.remove_said
            onActed: page.screen.remove_row()
        },
        OutlineButton {
            objectName: "add_row"
            visible: page.screen.can_add && !page.screen.kept
            glyph: "plus"
            label: page.screen.add_said
            onActed: page.screen.add_row()
        },
        OutlineButton {
            objectName: "save_for_later"
            visible: page.screen.can_keep && !page.screen.kept && !page.keyboard_open && !page.screen.can_add
            glyph: "floppy-disk"
            label: Words.form_keep
            onActed: page.screen.save_for_later()
        }
    ]

    Timer {
        id: start
        interval: 1
        onTriggered: {
            const first = cards.itemAt(0) as QuestionCard;
            if (first && first.input && first.value === "" && !page.screen.kept)
                first.take_focus();
        }
    }
    Timer {
        id: settle
        interval: 30
        onTriggered: {
            for (let i = 0; i < cards.count; i++) {
                const card = cards.itemAt(i) as QuestionCard;
                for (let item = page.hand; card && item; item = item.parent)
                    if (item === card)
                        scroll.reveal(card);
            }
        }
    }
    Connections {
        target: page.screen
        function onNudge_changed(): void {
            const card = page.card_of(page.screen.target);
            if (card) {
                card.take_focus();
                scroll.reveal(card);
            }
        }
    }

    ScrollBody {
        id: scroll
        visible: !page.screen.kept
        anchors.fill: parent
        spacing: Theme.px(20)

        property real naturals: 0
        readonly property real grown: cards.count === 0 ? 0 : Math.max(0, Math.min(Theme.px(cards.count === 1 ? 340 : cards.count === 2 ? 220 : 120), (height - naturals - (cards.count - 1) * spacing) / cards.count))

        function measure(): void {
            let sum = 0;
            for (let i = 0; i < cards.count; i++)
                sum += (cards.itemAt(i) as QuestionCard)?.natural ?? 0;
            naturals = sum;
        }

        FieldNote {
            width: parent.width
            problem: page.screen.problem
        }
        Repeater {
            id: cards
            model: page.screen.questions
            onCountChanged: scroll.measure()

            QuestionCard {
                required property int index
                width: parent?.width ?? 0
                extra: scroll.grown
                alone: cards.count === 1
                onNaturalChanged: scroll.measure()
                onAnswered: value => page.screen.answer(key, value)
                onPicked: option => page.screen.pick(key, option)
                onChose_found: line => page.screen.choose_found(key, line)
            }
        }
    }

    EmptyState {
        visible: page.screen.kept
        width: Math.min(parent.width, Theme.px(1100))
        anchors.centerIn: parent
        glyph: "floppy-disk"
        tint: "gold"
        size: 46
        title: Words.form_kept
        hint: Words.form_kept_said
    }
}
