"""P19b: one message of each kind, struck at every bit and byte: always refused, and the true one arrives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from kiosk.domain.errors import Refused
from kiosk.store import cases
from sync import bundle, wire
from sync.desk import Desk
from sync.exchange import offer, take_in
from tests import make
from tests.faults import audit
from tests.faults.promise import Result
from tests.faults.readers import find_device, read_body, record
from tests.faults.town import Town

KINDS: Final = (wire.Hello, wire.Events, wire.Ledger, wire.Documents, wire.Chunk, wire.Mail)
ALONG: Final = 200  # strikes that come in one packet with what is true

Open = Callable[[bytes], Sequence[object]]


def strike_every_bit(seed: int, folder: Path, size: int) -> Result:
    """`size` strikes, evenly over all there are: as many seeds as fit into all of them leave none out."""
    town = Town.build(folder, 1, adopted=True)
    center = town.open_center()
    heard = [raw for one in record(town, center).values() for raw in one]
    center.engine.dispose()
    targets = _choose(town, heard)
    every = [(name, place) for name, (raw, _) in targets.items() for place in range(_count(raw))]
    step = max(1, len(every) // size)
    tried: Counter[str] = Counter()
    wrong: list[str] = []
    struck: list[bytes] = []
    for name, place in every[seed % step :: step]:
        raw, read = targets[name]
        tried[name] += 1
        bad = _strike(raw, place)
        try:
            taken = [one for one in read(bad) if one not in heard]
        except Refused:
            taken = []
        wrong += [f"{name}, strike {place}: taken"] if taken else []
        struck += [bad] if name not in {"packet", "bundle"} else []
    wrong += _find_lost(town, struck[:: max(1, len(struck) // ALONG)])
    town.close()
    return Result(sum(tried.values()), 0, 0, tuple(wrong), dict(tried))


def _choose(town: Town, heard: Sequence[bytes]) -> dict[str, tuple[bytes, Open]]:
    """The shortest real message of each kind, one in a packet, one on a stick; and who would read it."""
    here = Desk(town.desk)

    def open_one(raw: bytes) -> list[object]:
        return [wire.open_message(raw, here.find_sender)]

    found: dict[str, tuple[bytes, Open]] = {
        kind.__name__.lower(): (
            min((raw for raw in heard if isinstance(read_body(raw), kind)), key=len),
            open_one,
        )
        for kind in KINDS
    }
    hello = found["hello"][0]
    packed = bundle.seal(Desk(town.lobby), find_device(town, "meja-1"), [hello])
    return found | {
        "packet": (wire.pack([hello]), partial(_open_packet, here)),
        "bundle": (packed, lambda raw: bundle.unseal(here, raw, town.desk.keys.box)),
    }


def _open_packet(here: Desk, raw: bytes) -> Sequence[object]:
    """What of a packet would be believed: zstd says nothing of who made it, the messages inside do."""
    believed = []
    for one in wire.unpack(raw):
        wire.open_message(one, here.find_sender)
        believed.append(one)
    return believed


_HANDS: Final[tuple[Callable[[bytes, int], bytes], ...]] = (
    *(
        partial(lambda bit, raw, at: raw[:at] + bytes([raw[at] ^ bit]) + raw[at + 1 :], 1 << n)
        for n in range(8)
    ),
    lambda raw, at: raw[:at],
    lambda raw, at: raw[:at] + b"\0" + raw[at:],
    lambda raw, at: raw[:at] + raw[at : at + 1] + raw[at:],
    lambda raw, at: raw[:at] + raw[at + 1 :],
    lambda raw, at: raw[at:] + raw[:at] if at else raw + raw,
)


def _count(raw: bytes) -> int:
    return len(_HANDS) * len(raw)


def _strike(raw: bytes, place: int) -> bytes:
    """A bit turned; the rest cut off; a byte put in, doubled, left out; head and tail exchanged."""
    return _HANDS[place % len(_HANDS)](raw, place // len(_HANDS))


def _find_lost(town: Town, struck: Sequence[bytes]) -> Iterator[str]:
    """What does not arrive in the same packet with all the bad."""
    id = make.file(town.lobby).case.id
    take_in(Desk(town.desk), [*struck, *offer(Desk(town.lobby), "meja-1"), *struck])
    if cases.find(town.desk.db, id) is None:
        yield "what came with them is lost"
    audit.meet(town.lobby, town.desk)
    yield from audit.find_differences((town.desk, town.lobby))
