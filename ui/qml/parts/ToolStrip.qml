import QtQuick
import Sidemang.Screens
import ".."

// Huruf, Bacakan, Kontras, Bahasa: the same four on every resident page.
Row {
    id: strip

    spacing: Theme.px(12)

    ToolButton {
        objectName: "tool_text"
        glyph: "text-aa"
        label: Words.frame_text
        chosen: Frame.text_step > 1
        Accessible.description: Frame.text_step
        onActed: Frame.next_text()
    }
    ToolButton {
        objectName: "tool_speak"
        visible: Frame.has_voice
        glyph: Frame.speaking ? "speaker-x" : "speaker-high"
        label: Frame.speaking ? Words.frame_hush : Words.frame_speak
        chosen: Frame.speaking
        onActed: Frame.speak()
    }
    ToolButton {
        objectName: "tool_contrast"
        glyph: "circle-half"
        label: Words.frame_contrast
        chosen: Frame.contrast
        onActed: Frame.set_contrast(!Frame.contrast)
    }
    ToolButton {
        objectName: "tool_language"
        glyph: "globe"
        label: Words.frame_other_language
        onActed: Frame.next_language()
    }
}
