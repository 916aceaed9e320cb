"""The screens of the staff at their desk; the residents' are in `ui.screens.resident`."""
