"""Owns what visitors say of the service: kept without a trace of them, handed in shuffled; no figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.store import opinions
from kiosk.usecases import acts

FACES: Final = range(1, 5)
ELEMENTS: Final = (
    *("requirements", "procedure", "time", "cost", "product"),
    *("skill", "manner", "complaints", "facilities"),
)
"""The nine elements of the satisfaction survey in their order (PermenPANRB 14/2017)."""

REASONS: Final = ("fast", "friendly", "clear", "slow", "unclear", "papers")
"""What a visitor may name beside a face."""

_FEWEST: Final = 3
"""Fewer than these wait for more: two visitors of one day might be recognised (letters.md 7.6)."""
_MOST: Final = 200


def rate(kiosk: Kiosk, face: int, reasons: Sequence[str] = ()) -> None:
    """One face from 1 to 4 and why. Raises Refused("bad_face")."""
    _check(face)
    opinions.keep(kiosk.db, kiosk.token(16), {"face": face, "reasons": sorted(reasons)})


def survey(kiosk: Kiosk, faces: Sequence[int]) -> None:
    """A face for each of the nine elements; 0 where it was skipped. Raises Refused("bad_face")."""
    answered = {name: face for name, face in zip(ELEMENTS, faces, strict=True) if face}
    for face in answered.values():
        _check(face)
    if answered:
        opinions.keep(kiosk.db, kiosk.token(16), {"elements": answered})


def hand_in(kiosk: Kiosk) -> int:
    """What was kept leaves as one `survey` Event in an order of chance; how many left."""
    with kiosk.db.write():
        kept = opinions.find(kiosk.db, _MOST)
        if len(kept) < _FEWEST:
            return 0
        acts.do_device(kiosk, "survey", {"answers": list(kept.values())})
        for key in kept:
            opinions.wipe(kiosk.db, key)
    return len(kept)


def _check(face: int) -> None:
    if face not in FACES:
        raise Refused("bad_face", face=face)
