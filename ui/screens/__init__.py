"""What each screen shows and does, in plain Python; how it is drawn is in `ui/qml`."""
