"""The buttons of the `kiosk` command, one module a theme."""
