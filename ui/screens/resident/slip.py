"""What a slip's code says: ticket and PIN out of the text a reader gives; it opens nothing with them."""

from __future__ import annotations

import re
from typing import Final

TICKET: Final = 12
PIN: Final = 6

_TEXT: Final = re.compile(r"HTTPS?://[^#\s]+/L#([0-9A-Z-]{12,14})\.([0-9]{6})", re.IGNORECASE | re.ASCII)


def read_slip(text: str) -> tuple[str, str] | None:
    """(ticket, PIN) of the QR on a slip (core.md 4), None for any other code."""
    found = _TEXT.fullmatch(text.strip())
    return (group_code(found[1]), found[2]) if found else None


def group_code(typed: str) -> str:
    """Twelve characters in fours as they are printed, as far as they are typed: "M6SC-7N75-YR3R"."""
    letters = "".join(filter(str.isalnum, typed.upper()))[:TICKET]
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
