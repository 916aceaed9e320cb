pragma ComponentBehavior: Bound
import QtQuick
import Sidemang.Screens
import ".."
import "../parts"

// For whom, NIK, six digits of the KK; below, where the digits stand. A result takes the place of the fields.
Page {
    id: page

    required property IdentityScreen screen
    readonly property bool asking: screen.phase === "ask"
    readonly property Item hand: Window.activeFocusItem

    title: screen.title
    glyph: screen.glyph
    tint: screen.tint
    said_step: screen.said_step
    step: 1
    steps: 4
    primary: asking ? Words.identity_next : screen.phase === "found" ? Words.identity_start : screen.phase === "missed" ? Words.identity_go_on : Words.identity_to_queue
    primary_glyph: screen.phase === "no_nik" ? "ticket" : "arrow-right"
    onNext: screen.next()
    onHandChanged: settle.restart()
    onKeyboard_openChanged: settle.restart()
    Component.onCompleted: aim.restart()

    extra: [
        OutlineButton {
            objectName: "again"
            visible: !page.asking
            glyph: "arrow-counter-clockwise"
            label: Words.identity_again
            onActed: page.screen.again()
        },
        OutlineButton {
            objectName: "anonymous"
            visible: page.asking && page.screen.may_be_anonymous
            glyph: "eye-slash"
            label: Words.identity_anonymous
            onActed: page.screen.anonymous()
        },
        OutlineButton {
            objectName: "no_nik"
            visible: page.asking && !page.screen.may_be_anonymous
            glyph: "prohibit"
            label: Words.identity_no_nik
            onActed: page.screen.no_nik()
        }
    ]

    function go_to(target: string): void {
        if (target === "nik" && !(screen.phase === "ask"))
            return;
        if (target === "kk")
            kk.take_focus();
        else if (target === "nik")
            nik.take_focus();
        else if (page.hand as KeyInput)
            page.hand.focus = false;
        settle.restart();
    }

    Timer {
        id: aim
        interval: 1
        onTriggered: page.go_to(page.screen.target)
    }
    Timer {
        id: settle
        interval: 30
        onTriggered: {
            scroll.settle();  // the pictures came or went with the keyboard
            const typed = numbers.beside ? numbers : kk.in_hand ? kk_side : nik;
            Qt.callLater(scroll.reveal, page.keyboard_open ? typed : who);
        }
    }
    Connections {
        target: page.screen
        function onNudge_changed(): void {
            aim.restart();
        }
    }

    ScrollBody {
        id: scroll
        visible: page.asking
        anchors.fill: parent
        spacing: Theme.px(18)

        LineRow {
            visible: Theme.portrait
            width: parent.width
            glyph: "lock-key"
            tint: "teal"
            title: Words.identity_private
            strong: false
        }
        Flow {
            id: who
            width: parent.width
            spacing: Theme.px(14)

            HeadText {
                height: Math.max(implicitHeight, Theme.px(88))
                verticalAlignment: Text.AlignVCenter
                rightPadding: Theme.px(10)
                text: Words.identity_who
                size: 30
            }
            Chip {
                objectName: "for_himself"
                glyph: "user"
                label: Words.identity_himself
                chosen: page.screen.for_self
                onActed: page.screen.for_himself()
            }
            Chip {
                objectName: "for_other"
                glyph: "users"
                label: Words.identity_other
                chosen: !page.screen.for_self
                onActed: page.screen.for_other()
            }
        }
        Card {
            id: relation
            visible: !page.screen.for_self
            width: parent.width
            padding: Theme.px(26)
            height: kin.implicitHeight + 2 * padding
            rim: page.screen.relation_problem !== "" ? Theme.error : Theme.contrast ? Theme.border : Theme.line

            Column {
                id: kin
                width: parent.width
                spacing: Theme.px(16)

                HeadText {
                    width: parent.width
                    text: Words.identity_relation
                    size: 30
                }
                Flow {
                    width: parent.width
                    spacing: Theme.px(14)

                    Repeater {
                        model: page.screen.relations

                        Chip {
                            required property string key
                            required property string title
                            required glyph
                            required chosen
                            objectName: "relation_" + key
                            label: title
                            width: Math.min(natural_width, kin.width)
                            onActed: page.screen.choose_relation(key)
                        }
                    }
                }
                FieldNote {
                    width: parent.width
                    problem: page.screen.relation_problem
                }
            }
        }
        Card {
            id: numbers
            readonly property bool beside: !Theme.portrait && Theme.text_step < 1.5
            width: parent.width
            padding: Theme.px(page.keyboard_open && !Theme.portrait ? 18 : 28)
            height: (beside ? Math.max(nik.implicitHeight, kk_side.implicitHeight) : nik.implicitHeight + Theme.px(24) + kk_side.implicitHeight) + 2 * padding

            NikBoxes {
                id: nik
                objectName: "nik"
                width: numbers.beside ? parent.width * 0.5 : parent.width
                label: page.screen.nik_label
                value: page.screen.nik
                problem: page.screen.nik_problem
                good: page.screen.nik_good
                onTyped: value => page.screen.type_nik(value)
                onFilled: value => page.screen.nik_filled(value)
                onKept: value => page.screen.nik_left(value)
            }
            Flow {
                id: kk_side
                x: numbers.beside ? nik.width + Theme.px(44) : 0
                y: numbers.beside ? 0 : nik.implicitHeight + Theme.px(24)
                width: parent.width - x
                spacing: Theme.px(20)
                readonly property bool fits: no_kk.natural_width + Theme.px(340) + spacing <= width

                NikBoxes {
                    id: kk
                    objectName: "kk"
                    width: kk_side.fits ? parent.width - no_kk.natural_width - parent.spacing : parent.width
                    digits: 6
                    group: 3
                    label: Words.identity_kk
                    value: page.screen.kk6
                    problem: page.screen.kk_problem
                    onTyped: value => page.screen.type_kk(value)
                    onFilled: value => page.screen.type_kk(value)
                    onKept: value => page.screen.type_kk(value)
                }
                Item {
                    width: no_kk.width
                    height: kk_side.fits ? kk.box_top + no_kk.height : no_kk.height

                    OutlineButton {
                        id: no_kk
                        y: parent.height - height
                        objectName: "no_card_here"
                        label: Words.identity_no_kk
                        size: 26
                        width: Math.min(natural_width, kk_side.width)
                        onActed: page.screen.no_card_here()
                    }
                }
            }
        }
        LineRow {
            visible: page.screen.has_reader
            width: parent.width
            boxed: true
            glyph: "identification-card"
            tint: "gold"
            title: Words.identity_reader
        }
        Card {
            visible: (!page.keyboard_open || Theme.portrait) && scroll.height - y >= where.implicitHeight + Theme.px(40)
            width: parent.width
            padding: Theme.px(30)
            height: Math.max(where.implicitHeight + 2 * padding, scroll.height - y - Theme.px(2))

            Flow {
                id: where
                readonly property int across: 2
                width: parent.width
                y: Math.max(0, (parent.height - implicitHeight) / 2)
                spacing: Theme.px(40)

                Repeater {
                    model: [
                        {
                            family: false,
                            head: "KTP",
                            said: Words.identity_where_nik
                        },
                        {
                            family: true,
                            head: Words.identity_card_family,
                            said: Words.identity_where_kk
                        }
                    ]

                    Grid {
                        id: one
                        required property var modelData
                        columns: Theme.portrait ? 1 : 2
                        width: (where.width - (where.across - 1) * where.spacing) / where.across
                        spacing: Theme.px(Theme.portrait ? 14 : 28)

                        CardPicture {
                            id: drawn
                            width: Theme.portrait ? one.width * 0.8 : Math.min(Theme.px(400), one.width * 0.5)
                            family: one.modelData.family
                            head: one.modelData.head
                        }
                        BodyText {
                            width: one.columns === 1 ? one.width : one.width - drawn.width - one.spacing
                            height: one.columns === 1 ? implicitHeight : Math.max(implicitHeight, drawn.height)
                            verticalAlignment: Text.AlignVCenter
                            text: one.modelData.said
                            size: 30
                        }
                    }
                }
            }
        }
    }

    ScrollBody {
        id: told_scroll
        visible: !page.asking
        anchors.fill: parent

        Item {
            width: parent.width
            height: Math.max(result.height, told_scroll.height - Theme.px(8))

            Card {
                id: result
                width: Math.min(parent.width, Theme.px(1400))
                height: told.implicitHeight + 2 * padding
                anchors.centerIn: parent
                padding: Theme.px(48)

                Column {
                    id: told
                    width: parent.width
                    spacing: Theme.px(26)

                    Badge {
                        anchors.horizontalCenter: parent.horizontalCenter
                        glyph: page.screen.phase === "found" ? "user-check" : page.screen.phase === "missed" ? "pencil-line" : "user-circle"
                        tint: page.screen.phase === "found" ? "teal" : "gold"
                        size: Theme.px(150)
                    }
                    HeadText {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: page.screen.phase === "found" ? Words.identity_found : page.screen.phase === "missed" ? Words.identity_missed : Words.identity_helped
                        size: 46
                        font.weight: Font.ExtraBold
                    }
                    Rectangle {
                        visible: page.screen.phase === "found"
                        width: parent.width
                        height: named.implicitHeight + Theme.px(44)
                        radius: Theme.px(24)
                        color: Theme.tint("done")
                        border.width: Theme.contrast ? Theme.edge : 0
                        border.color: Theme.border

                        Column {
                            id: named
                            x: Theme.px(24)
                            width: parent.width - 2 * x
                            anchors.verticalCenter: parent.verticalCenter
                            spacing: Theme.px(4)

                            BodyText {
                                width: parent.width
                                horizontalAlignment: Text.AlignHCenter
                                text: Words.identity_found_name
                                color: Theme.tint_ink("done")
                                size: 26
                            }
                            BodyText {
                                width: parent.width
                                horizontalAlignment: Text.AlignHCenter
                                text: page.screen.name
                                color: Theme.tint_ink("done")
                                size: 40
                                font.weight: Font.Bold
                            }
                        }
                    }
                    BodyText {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: page.screen.phase === "found" ? Words.identity_found_said : page.screen.phase === "missed" ? Words.identity_missed_said : Words.identity_helped_said
                        size: 32
                    }
                    StatusPill {
                        visible: page.screen.phase !== "no_nik" && implicitWidth <= told.width
                        anchors.horizontalCenter: parent.horizontalCenter
                        glyph: "identification-card"
                        tone: "first"
                        label: Words.identity_staff_checks
                    }
                }
            }
        }
    }
}
