"""Windows and pages, drawn offscreen and touched like a person would."""
