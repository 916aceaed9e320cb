"""The office itself: its rules, its store, its keys and what its people do; no screens, no paper, no wires."""
