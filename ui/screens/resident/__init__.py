"""The screens residents touch in the lobby; the staff's are in `ui.screens.desk`."""
