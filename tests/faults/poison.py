"""P15: one bad Event never blocks others: poison among what a lobby hands in, and each bad one shows."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk.domain.event import Event, encode
from kiosk.store import cases, ledger, odd
from sync import wire
from sync.exchange import receive
from sync.wire import Place
from tests.faults import audit
from tests.faults.promise import Result
from tests.sync.office import CODE, NOON, Device, TestOffice, key

RUN: Final = 250  # Events of one message
POISON: Final = 0.01
KINDS: Final = (
    *("float", "null", "unsorted", "of another", "unknown verb", "unknown version"),
    *("bad data", "wrong state", "second content", "gap"),
)
ODD: Final = frozenset({"float", "null", "unsorted", "second content"})  # no place; the strict decoder's
NOT_HIS: Final = frozenset(
    {"of another"}
)  # dropped with an alarm: its own device hands it in, or nobody made it
REFUSED: Final = {
    "unknown verb": "unknown_verb",
    "unknown version": "unknown_version",
    "bad data": "bad_data",
    "wrong state": "wrong_state",
}


def hand_in_poison(seed: int, folder: Path, size: int) -> Result:
    """`size` Events of a lobby, one in a hundred of them poison."""
    chance = random.Random(seed)
    office = TestOffice(folder)
    desk, lobby = office.open("meja-1"), office.open("lobi-1")
    inc = chance.randbytes(16).hex()
    made: list[tuple[str, bytes, str]] = []
    seq = 1
    while seq <= size:
        first = seq
        run: list[tuple[str, bytes, str]] = []
        while seq <= size and seq < first + RUN:
            kind = chance.choice(KINDS) if chance.random() < POISON else "good"
            seq += 1
            if kind == "gap":
                break  # this number is never seen; the next run begins behind it
            run += _make(kind, inc, seq - 1)
        made += run
        packet = [_sign(desk, lobby, inc, first, [raw for _, raw, _ in run])]
        for _ in range(2):  # a gap is waited for one round
            receive(desk.side, packet)
    result = _compare(desk, made, size)
    office.close()
    return result


def _make(kind: str, inc: str, seq: int) -> Iterator[tuple[str, bytes, str]]:
    """(kind, bytes, id) of one Event, or of two where a second content follows the first."""
    id = _id(inc, seq)
    event = Event(
        id=id,
        device="lobi-2" if kind == "of another" else "lobi-1",
        inc=inc,
        seq=seq,
        verb={"unknown verb": "dance", "wrong state": "withdraw"}.get(kind, "file"),
        verb_v=7 if kind == "unknown version" else 1,
        who="resident",
        role="resident",
        at=NOON,
        clock={"q": "good", "mono": 1, "off": 0},
        about=_id(inc, 0) if kind == "wrong state" else "",
        data={}
        if kind in {"bad data", "wrong state", "unknown verb"}
        else {
            "service": "domisili",
            "version": 1,
            "channel": "kiosk",
            "chain": ["operator", "signer"],
            "subject": {"nik": "1671994507890003", "nama": "LELA CONTOH"},
        },
    )
    raw = encode(event)
    match kind:
        case "float":
            raw = raw.replace(b'"v":1,', b'"v":1.5,')
        case "null":
            raw = raw.replace(b'"v":1,', b'"v":null,')
        case "unsorted":
            raw = b'{"v":1,' + raw[1:].replace(b',"v":1,', b",")
        case "second content":
            yield "good", raw, id
            raw = raw.replace(b"LELA", b"LOLA")
        case _:
            pass
    yield kind, raw, id


def _id(inc: str, seq: int) -> str:
    tail = hashlib.sha256(f"{inc}/{seq}".encode()).hexdigest()
    return f"01a20b55-c4a0-7000-8000-{tail[:12]}"


def _sign(desk: Device, lobby: Device, inc: str, first: int, raws: list[bytes]) -> bytes:
    body = wire.Events(
        office=CODE,
        sender=Place(lobby.name, inc),
        to=Place(desk.name, desk.kiosk.inc),
        v=wire.FORM,
        runs=(wire.run(inc, first, raws),),
    )
    return wire.sign(key("lobi-1"), body)


def _compare(desk: Device, made: list[tuple[str, bytes, str]], size: int) -> Result:
    db = desk.kiosk.db
    outcomes = {entry.event: entry.code or "effective" for entry in desk.entries()}
    shown = {one.raw for one in odd.find_unseen(db)}
    wrong: list[str] = []
    lost = 0
    for kind, raw, id in made:
        if kind == "good":
            lost += outcomes.get(raw) != "effective" or cases.find(db, id) is None
        elif kind in ODD and raw not in shown:
            wrong.append(f"{kind} is not shown")
        elif kind in REFUSED and outcomes.get(raw) != REFUSED[kind]:
            wrong.append(f"{kind} came to {outcomes.get(raw)}")
        elif kind in NOT_HIS and raw in outcomes:
            wrong.append("another device's Event was believed")
    ledger.check(db)
    figures = {f"{kind}": float(many) for kind, many in Counter(kind for kind, _, _ in made).items()}
    figures.pop("good", None)
    return Result(size, lost, audit.count_doubles(desk.entries()), tuple(wrong), figures)
