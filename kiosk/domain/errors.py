"""The two ways an act can fail; not the words for it, which are in resources/texts under the code.

    Exception
    └── KioskError(code, **details)   every failure we foresee; anything else that is raised is a bug
        ├── Refused                   a rule says no; nothing has changed, and trying again changes nothing
        └── Unavailable               the world says no (printer, disk, network); nothing is lost, try again

The code is the key `error.<code>` of the texts and travels on the wire; the details fill the places in those
texts. They never hold a key, a PIN or a whole NIK, because errors are logged.
"""

from __future__ import annotations

from typing import Any


class KioskError(Exception):
    """A failure with a stable `code` and the `details` its words need."""

    code: str
    details: dict[str, Any]

    def __init__(self, code: str, /, **details: Any) -> None:
        """Keep the code (snake_case, stable for ever) and the details (plain values)."""
        super().__init__(code, details)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        """The code and its details, for the log; people read the texts instead."""
        return " ".join((self.code, *(f"{name}={value!r}" for name, value in self.details.items())))


class Refused(KioskError):
    """A rule says no: nothing changed, and the same act will be refused again."""


class Unavailable(KioskError):
    """The world says no: nothing was lost, and the same act may succeed later."""
