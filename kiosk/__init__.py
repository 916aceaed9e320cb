"""The office itself: its rules, its store, its keys, what its people do; no screens, no paper, no wires."""
