"""A row of papers: several of which one will do are one row, joined by "atau"; it knows nobody's papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.domain.service import Paper
    from ui.screens.resident.lobby import Lobby


def key_of(codes: Sequence[str]) -> str:
    """Under what a visit keeps what was said of this row: "ktp" or "sertipikat+sewa"."""
    return "+".join(codes)


def title_of(lobby: Lobby, kinds: Mapping[str, Paper], codes: Sequence[str]) -> str:
    """The row in the language now chosen."""
    language = lobby.language()
    return lobby.words("service_info.or").join(kinds[code].label[language] for code in codes)
