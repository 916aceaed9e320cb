"""Permohonan at every status and Events about them, made by hand for the tests of rules and fold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kiosk.domain.event import Event
from kiosk.domain.office import Counter, OfficeState
from kiosk.domain.permohonan import Permohonan, Print, Status
from kiosk.domain.rules import Ground

CHAIN = ("operator", "kasi:kes", "seklur", "signer")
CLOCK = {"q": "good", "mono": 1, "off": 0}
ID = "01a20b56-af00-7000-8000-000000000003"
INC = "0" * 32
REGISTER = "meja-1"
GROUND = Ground(
    OfficeState({("office", 2026): Counter(122, "2026-11-23")}, line=7, settings={"seal": ["usaha"]}),
    REGISTER,
)
SIGN: Mapping[str, Any] = {
    "service": "usaha",
    "version": 1,
    "code": "500.2.2.4",
    "number": "500.2.2.4/123/KEL-SLG/XI/2026",
    "counter": {"scope": "office", "year": 2026, "n": 123},
    "line": 8,
    "date": "2026-11-24",
    "form": 0,
    "signer": {"id": "lurah-1", "name": "Budi Contoh"},
    "mode": "wet",
    "fields": {"pemohon": {"nama": "LELA CONTOH"}},
    "salt": "00" * 16,
    "seal": "0oRDoQEn",
}


def make_id(number: int) -> str:
    return f"01a20b56-af00-7000-8000-{number:012x}"


def make_event(verb: str, data: Mapping[str, Any] | None = None, **more: Any) -> Event:
    """An Event about the case of these tests, on the newest base, by the operator at the register desk."""
    given: dict[str, Any] = {
        "id": make_id(0x99),
        "device": REGISTER,
        "inc": INC,
        "seq": 1,
        "verb": verb,
        "who": "op-1",
        "role": "operator",
        "at": 1_795_486_560_000,
        "clock": CLOCK,
        "data": dict(data or {}),
        "about": "" if verb == "file" else ID,
        "base": ID,
    }
    return Event(**{**given, **more})


def make_case(status: Status = Status.IN_REVIEW, **more: Any) -> Permohonan:
    """A permohonan at a status, with everything checked, and signed and printed where its status asks for
    it.
    """
    case = Permohonan(
        id=ID,
        service="usaha",
        version=1,
        channel="kiosk",
        chain=CHAIN,
        base=ID,
        filed_at=1_795_486_560_040,
        status=status,
        answers={"nama_usaha": "Pempek"},
        subject={"nama": "LELA CONTOH", "nik": "1671994507890003"},
        papers={"ktp": "seen", "kk": "seen"},
        identity="seen",
    )
    if status in {Status.SIGNED, Status.READY, Status.HANDED_OVER, Status.REVOKED}:
        case = replace(case, step=3, sign=SIGN, signed_by=make_id(7))
    if status in {Status.READY, Status.HANDED_OVER}:
        case = replace(case, prints=(Print(1, "original", "ab" * 32, ok=True),), inked=True)
    return replace(case, **more)
