pragma Singleton
import QtQuick
import Sidemang.Screens

// Colours, fonts and sizes of every page. All numbers elsewhere are units of this page:
// px(n) grows with the panel, pt(n) with the panel and with the chosen text size.
QtObject {
    id: theme

    property real width: 1920
    property real height: 1080
    readonly property real text_step: Frame.text_step
    readonly property bool contrast: Frame.contrast
    readonly property bool moving: Frame.motion

    readonly property bool portrait: height > width
    readonly property real unit: Math.min(width, height) / 1080
    readonly property int press_ms: moving ? 90 : 0
    readonly property int fade_ms: moving ? 120 : 0

    readonly property string heading_font: "Plus Jakarta Sans"
    readonly property string body_font: "Atkinson Hyperlegible"

    // --- surfaces and text
    readonly property color ground: contrast ? "#000000" : "#F5F1EA"
    readonly property color card: contrast ? "#000000" : "#FFFFFF"
    readonly property color bed: contrast ? "#000000" : "#E6DED1"
    readonly property color ink: contrast ? "#FFFFFF" : "#12343B"
    readonly property color muted: contrast ? "#FFFFFF" : "#3F555A"
    readonly property color border: contrast ? "#FFFFFF" : "#766C5B"
    readonly property color line: contrast ? "#FFFFFF" : "#D9D0C0"
    readonly property color focus: contrast ? "#7FE7FF" : "#12343B"
    readonly property color focus_gap: contrast ? "#000000" : "#FFFFFF"
    // --- the one filled button, the panel
    readonly property color primary: contrast ? "#FFD84D" : "#0C524E"
    readonly property color primary_deep: contrast ? "#E3B91F" : "#0A3F40"
    readonly property color primary_ink: contrast ? "#000000" : "#FFFFFF"
    readonly property color panel: contrast ? "#000000" : "#0C524E"
    readonly property color panel_deep: contrast ? "#000000" : "#0A3F40"
    readonly property color panel_ink: "#FFFFFF"
    readonly property color panel_item: contrast ? "#000000" : "#23615E"
    readonly property color panel_line: contrast ? "#FFFFFF" : "#86A9A7"
    readonly property color panel_sheet: contrast ? "#FFD84D" : "#FFFFFF"
    readonly property color panel_sheet_ink: contrast ? "#000000" : "#12343B"
    readonly property color gold: contrast ? "#FFD84D" : "#F2B84B"
    readonly property color gold_ink: contrast ? "#000000" : "#0A3033"
    readonly property color faint: contrast ? "#333333" : "#E6DED1"
    readonly property color pressed: contrast ? "#333333" : "#EFE8DC"
    readonly property color paper: "#FFFFFF"  // printed pages and codes stay black on white in every theme
    readonly property color paper_ink: "#000000"
    readonly property color scrim: contrast ? "#E6000000" : "#B30A2A2C"
    // --- states
    readonly property color error: contrast ? "#FF9C8A" : "#8E1B0B"
    readonly property color error_tint: contrast ? "#000000" : "#FBE3DF"
    readonly property color good: contrast ? "#8FE39A" : "#164F1B"
    readonly property color good_tint: contrast ? "#000000" : "#E4F3E5"

    readonly property int edge: contrast ? 3 : 2
    readonly property real margin: px(portrait ? 28 : 36)
    readonly property real gap: px(18)

    // Icons of a category, and the words of a status, each on its own tint.
    readonly property var inks: ({
            teal: "#0B5F58",
            blue: "#1D4E89",
            orange: "#9A3412",
            gold: "#7A4E00",
            plum: "#6B2C6E",
            first: "#5C3B00",
            step: "#173F70",
            done: "#0B4F4A",
            back: "#7C2A0E",
            ended: "#8E1B0B",
            mark: "#5A2460",
            good: "#164F1B",
            error: "#8E1B0B"
        })
    readonly property var tints: ({
            teal: "#D7EFEA",
            blue: "#DCE8F6",
            orange: "#FBE4D8",
            gold: "#FBEBC8",
            plum: "#F0E0F1",
            first: "#FBEBC8",
            step: "#DCE8F6",
            done: "#D7EFEA",
            back: "#FBE4D8",
            ended: "#FBE3DF",
            mark: "#F0E0F1",
            good: "#E4F3E5",
            error: "#FBE3DF"
        })
    readonly property var chart_inks: ["#0C524E", "#9A6A00", "#1D4E89", "#9A3412", "#6B2C6E"]

    function tint(name: string): color {
        return contrast ? "#000000" : (tints[name] ?? tints.teal);
    }

    function tint_ink(name: string): color {
        if (contrast)
            return name === "error" || name === "ended" ? error : name === "good" ? good : "#FFFFFF";
        return inks[name] ?? inks.teal;
    }

    // A number of a surat with the places where it may be broken: after a stroke, not in the middle of a part.
    function parted(number: string): string {
        return number.replace(/\//g, "/\u200b");
    }

    function px(units: real): int {
        return Math.round(units * unit);
    }

    function pt(units: real): int {
        return Math.round(units * unit * text_step);
    }
}
