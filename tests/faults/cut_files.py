"""P7: a page whose way is cut goes on where it was; wrong bytes are never kept under a right name."""

from __future__ import annotations

import hashlib
import random
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.context import Kiosk
from kiosk.domain import cose
from kiosk.domain.errors import Unavailable
from kiosk.domain.seal import ticket
from kiosk.store import cases, files
from kiosk.usecases import permohonan, tracking, views
from sync import wire
from sync.desk import Desk
from sync.exchange import receive
from sync.http import Link
from sync.loop import run_round
from tests import make
from tests.faults import audit
from tests.faults.promise import Result
from tests.faults.town import Town

MOST_ROUNDS: Final = 3_000
BYTES: Final = 40_000  # of a page, for each corruption tried


class _CutLine:
    """A line that is cut after some bytes; now and then it turns a bit of what it carries."""

    def __init__(self, to: Desk, chance: random.Random, liar: Kiosk, *, lies: float) -> None:
        self.to, self.chance, self.liar, self.lies = to, chance, liar, lies
        self.left = 0
        self.carried = self.corrupted = 0

    @property
    def link(self) -> Link:
        return Link(self.to.me.device, "https://contoh", tls="00")

    def post(self, messages: list[bytes]) -> list[bytes]:
        """Carry a packet whole or not at all, as HTTP does; each cut comes after 1 to 5 packets."""
        if self.left <= 0:
            self.left = self.chance.randrange(1, 6)
            raise Unavailable("offline", reason="cut")
        self.left -= 1
        if self.chance.random() < self.lies:
            messages = self._spoil(messages)
        self.carried += sum(len(one.data) for one in map(_read_chunk, messages) if one)
        return receive(self.to, messages)

    def _spoil(self, messages: list[bytes]) -> list[bytes]:
        """A bit turned on the way, or a chunk whose own sender lies about its bytes."""
        at = self.chance.randrange(len(messages))
        self.corrupted += 1
        chunk = _read_chunk(messages[at])
        if chunk is not None and self.chance.random() < 0.5:
            turned = chunk.data[:-1] + bytes([chunk.data[-1] ^ 1])
            body = wire.Chunk(
                office=chunk.office,
                sender=chunk.sender,
                to=chunk.to,
                v=chunk.v,
                sha256=chunk.sha256,
                size=chunk.size,
                offset=chunk.offset,
                data=turned,
            )
            return [*messages[:at], wire.sign(self.liar.keys.device, body), *messages[at + 1 :]]
        place = self.chance.randrange(len(messages[at]))
        raw = messages[at]
        spoiled = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        return [*messages[:at], spoiled, *messages[at + 1 :]]

    def close(self) -> None:
        """Nothing is open."""


def _read_chunk(raw: bytes) -> wire.Chunk | None:
    try:
        body = wire.decode(cose.parse(raw).payload)
    except Exception:  # noqa: BLE001 - a spoiled one is nothing
        return None
    return body if isinstance(body, wire.Chunk) else None


def cut_lines(seed: int, folder: Path, size: int) -> Result:
    """One large page first, the line only cut; then pages among `size` corruptions."""
    town = Town.build(folder, seed)
    wrong: list[str] = []
    large = min(20 * 1024 * 1024 - 1, size * BYTES)
    sent = _send(town, [large], 0.0, wrong)
    corrupted = 0
    while corrupted < size:
        corrupted += _send(town, [BYTES, 3 * BYTES], 0.25, wrong)[1]
    town.close()
    figures = {
        "MB of one page": round(large / 1e6, 1),
        "worst bytes sent of its size": round(sent[0] / large, 3),
    }
    if sent[0] > 1.1 * large:
        wrong.append(f"{sent[0]} bytes sent for a page of {large}")
    return Result(corrupted, 0, 0, tuple(wrong), figures)


def _send(town: Town, sizes: list[int], lies: float, wrong: list[str]) -> tuple[int, int]:
    plain = [town.chance.randbytes(size) for size in sizes]
    kept = [
        files.put(town.lobby.db, town.lobby.config.files, one, kind="ktp", token=town.lobby.token)
        for one in plain
    ]
    id = make.file(town.lobby, files=tuple(kept)).case.id
    line = _CutLine(Desk(town.desk), town.chance, town.lobby, lies=lies)
    seen: list[int] = []
    for number in range(MOST_ROUNDS):
        with suppress(Unavailable):
            run_round(Desk(town.lobby), line)
        if number % 20 == 19:
            line.to = Desk(town.desk)  # a new life of the desk: what came wrong is asked for again
        is_known = cases.find_shown(town.desk.db, id) is not None
        whole, count = views.read_case(town.desk, make.operator, id).arrived if is_known else (0, len(sizes))
        seen.append(whole)
        if not whole <= count == len(sizes):
            wrong.append(f"the desk's page says {whole} of {count} files, they are {len(sizes)}")
        if whole == len(sizes):
            break
    told = tracking.track(town.lobby, ticket(id), permohonan.get_pin(town.lobby, id)).arrived
    if told != (len(sizes), len(sizes)):
        wrong.append(f"the resident's page says {told}")
    if seen != sorted(seen):
        wrong.append("a page that had arrived went away")
    for one in plain:
        sha256 = hashlib.sha256(one).hexdigest()
        if audit.find_lost_pages(town.desk, [sha256]):
            wrong.append(f"a page of {len(one)} bytes never arrived")
    return line.carried, line.corrupted
