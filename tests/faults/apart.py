"""P11: two people act on one permohonan, apart: none of the acts is dropped, everybody sees the same, the one
whose act took no effect is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final

from kiosk.domain.event import Event
from kiosk.domain.rules import RULES
from kiosk.store import cases, ledger
from sync.exchange import offer, receive, take_in
from tests.faults import audit
from tests.faults.promise import Result
from tests.sync.office import Device, TestOffice, certify

Way = tuple[tuple[str, str, Mapping[str, Any]], ...]
Pair = tuple[str, str, Way, bool, bool]

TOGETHER: Final = 10  # pairs, each about its own permohonan, that wait for the same meetings

_SIGN: Final[Mapping[str, Any]] = {
    "service": "domisili",
    "version": 1,
    "code": "400",
    "form": 0,
    "signer": {"id": "staff-signer", "name": "Budi Contoh"},
    "mode": "wet",
    "fields": {"pemohon": {"nama": "LELA CONTOH"}},
    "salt": "00" * 16,
    "seal": "0oRDoQEn",
    "date": "2026-11-24",
}
_PRINT: Final = {"kind": "original", "attempt": 1, "pdf_sha256": "ab" * 32, "renderer": "faults"}
_CHECKED: Final[Way] = (("check", "operator", {"what": "identity", "how": "seen"}),)
_AT_SIGNER: Final[Way] = (*_CHECKED, ("pass", "operator", {"step": "operator"}))
_SIGNED: Final[Way] = (*_AT_SIGNER, ("sign", "register", _SIGN))
_READY: Final[Way] = (
    *_SIGNED,
    ("print", "operator", _PRINT),
    ("confirm", "operator", {"what": "paper", "attempt": 1, "ok": True}),
    ("confirm", "operator", {"what": "ink", "ok": True}),
)
_RETURN: Final[Mapping[str, Any]] = {"to": "resident", "reasons": ["paper"]}
_RETURNED: Final[Way] = (("return", "operator", _RETURN),)

ACTS: Final[Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    "pass": ("operator", {"step": "operator"}),
    "return": ("operator", _RETURN),
    "complete": ("operator", {}),
    "correct": ("operator", {"field": "keperluan", "old": "contoh", "new": "lain"}),
    "check": ("operator", {"what": "identity", "how": "seen"}),
    "hold": ("operator", {"reason": "printer"}),
    "resume": ("operator", {}),
    "reject": ("signer", {"reason": "data"}),
    "withdraw": ("resident", {}),
    "lapse": ("device", {"days": 30}),
    "sign": ("register", _SIGN),
    "print": ("operator", _PRINT),
    "confirm": ("operator", {"what": "paper", "attempt": 1, "ok": True}),
    "hand_over": ("operator", {"to": "LELA CONTOH"}),
    "void": ("signer", {"reason": "data"}),
    "revoke": ("lurah", {"reason": "data"}),
    "reseal": ("signer", {"seal": "0oRDoQEn", "salt": "00" * 16}),
    "answer": ("operator", {"text": "contoh"}),
    "forward": ("operator", {"opd": "contoh"}),
    "note": ("operator", {"text": "contoh"}),
    "rule": ("lurah", {"stands": "none", "reason": "data"}),
}
STAGES: Final[tuple[Way, ...]] = ((), _AT_SIGNER, _SIGNED, _READY, _RETURNED)


@cache
def list_pairs() -> tuple[Pair, ...]:
    """Every ordered pair of verbs, at every stage, on the base both saw or an older one, in both orders."""
    verbs = [verb for verb in RULES if verb != "file"]
    return tuple(product(verbs, verbs, STAGES, (True, False), (True, False)))


def act_apart(seed: int, folder: Path, size: int) -> Result:
    """The next `size` pairs, spread over the whole list, each about a permohonan of its own."""
    office = TestOffice(folder)
    office.certificates += [certify(office.root, name, roles=["desk"]) for name in ("meja-2", "meja-3")]
    desk, one, other = (office.open(name) for name in ("meja-1", "meja-2", "meja-3"))
    pairs = list_pairs()
    wrong: list[str] = []
    lost = told = 0
    step = 1009  # a prime: neighbours in the list are alike
    chosen = [pairs[number * step % len(pairs)] for number in range(seed * size, (seed + 1) * size)]
    for plays in _together(chosen):
        for device, event in _play(desk, (one, other), plays):
            standing = ledger.find_standing(desk.kiosk.db, event.id)
            if standing is None or standing.entry is None:
                lost += 1
            elif not standing.entry.is_effective():
                refused = {entry.event for entry in ledger.refused_of(device.kiosk.db, device.name)}
                told += 1
                if standing.entry.event not in refused:
                    wrong.append(f"{event.verb} {event.about} refused {standing.entry.code}, author not told")
    for device in (desk, one, other):
        if device.entries() != desk.entries():
            wrong.append(f"{device.name} holds another ledger")
        if cases.fold_digest(device.kiosk.db) != cases.fold_digest(desk.kiosk.db):
            wrong.append(f"{device.name} folds to something else")
        wrong += audit.find_damage(device.kiosk)
    doubled = audit.count_doubles(desk.entries())
    office.close()
    return Result(size, lost, doubled, tuple(wrong), {"acts refused and their authors told": told})


def _together(chosen: Sequence[Pair]) -> Iterator[tuple[Pair, ...]]:
    """Pairs that meet the register in the same order do so in the same meetings, some at a time."""
    for is_turned in (True, False):
        alike = [pair for pair in chosen if pair[-1] is is_turned]
        for at in range(0, len(alike), TOGETHER):
            yield tuple(alike[at : at + TOGETHER])


def _play(desk: Device, devices: tuple[Device, Device], plays: Sequence[Pair]) -> list[tuple[Device, Event]]:
    """File each, bring it to its stage, let both act unseen, hand in in the order wanted."""
    bases = [_bring(desk, stage) for _, _, stage, _, _ in plays]
    for device in devices:
        _meet(device, desk)
    made = []
    for (first, second, _, is_fresh, _), (id, old) in zip(plays, bases, strict=True):
        newest = cases.get_shown(desk.kiosk.db, id).case.base
        for device, verb in zip(devices, (first, second), strict=True):
            role, data = ACTS[verb]
            seen = newest if is_fresh or device is devices[0] else old
            deciding = RULES[verb].deciding or verb in {"withdraw", "lapse", "note"}
            base = seen if deciding else ""
            event = device.act(verb, role=role, about=id, base=base, **_fill(desk, verb, data))
            made.append((device, event))
    is_turned = plays[0][-1]
    for device in (*devices, *devices) if is_turned else (*devices[::-1], *devices):
        _meet(device, desk)
    return made


def _bring(desk: Device, stage: Way) -> tuple[str, str]:
    """A new permohonan at that stage, and what its newest deciding Event was one step before."""
    id = desk.file().id
    base = id
    for verb, role, data in stage:
        base = cases.get_shown(desk.kiosk.db, id).case.base
        desk.act(verb, role=role, about=id, base=base, **_fill(desk, verb, data))
    return id, base


def _fill(desk: Device, verb: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The number a `sign` takes is the next one."""
    if verb != "sign":
        return dict(data)
    state = ledger.ground(desk.kiosk.db).office
    n = state.get_counter("office", 2026).n + 1
    return {
        **data,
        "number": f"400/{n:03d}/CONTOH/XI/2026",
        "counter": {"scope": "office", "year": 2026, "n": n},
        "line": state.line + 1,
    }


def _meet(device: Device, desk: Device) -> None:
    """Hand in and hear the outcome; twice, since the first hello of a life is not live."""
    for _ in range(2):
        take_in(device.side, receive(desk.side, offer(device.side, desk.name)))
