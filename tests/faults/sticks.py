"""P17: a stick equals a round, in any order, again and again; what was changed on it is refused."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from kiosk.context import Kiosk
from kiosk.domain.certificate import Certificate
from kiosk.store import files, ledger
from sync import anchors, bundle
from sync.bundle import Taken
from sync.desk import Desk
from tests import make
from tests.faults import audit
from tests.faults.promise import Result
from tests.faults.town import Town


def carry_sticks(seed: int, folder: Path, size: int) -> Result:
    """Weeks without a line: every packet goes by stick, three times and shuffled; `size` spoiled copies."""
    town = Town.build(folder, seed)
    chance = town.chance
    stick = folder / "stick"
    wrong: list[str] = []
    niks: list[str] = []
    for _ in range(chance.randrange(3, 7)):
        for _ in range(chance.randrange(1, 4)):
            page = files.put(
                town.lobby.db,
                town.lobby.config.files,
                chance.randbytes(chance.randrange(100, 60_000)),
                kind="ktp",
                token=town.lobby.token,
            )
            niks.append(f"167199450789{chance.randrange(1, 10_000):04d}")
            make.file(town.lobby, files=(page,), subject={**make.LELA, "nik": niks[-1]})
            town.work(town.desk)
        bundle.export(Desk(town.lobby), _find(town.lobby, "meja-1"), stick)
        bundle.export(Desk(town.desk), _find(town.desk, "lobi-1"), stick)
        if chance.random() < 0.5:
            _take(town, stick, wrong)
    spoiled = _spoil(town, stick, size, wrong)
    names = sorted(stick.glob("*.bundle"))
    for number in range(3):
        again = folder / f"again-{number}"
        again.mkdir()
        chance.shuffle(names)
        for at, path in enumerate(names):
            shutil.copy(path, again / _turn(path.name, at))
        _take(town, again, wrong)
    said = b"".join(path.read_bytes() for path in names)
    wrong += [f"a lost stick says {nik}" for nik in niks if nik.encode() in said]
    before = ledger.head(town.desk.db)
    audit.meet(town.lobby, town.desk)
    audit.meet(town.lobby, town.desk)
    pending = ledger.count_pending(town.lobby.db)[0]
    lost = int(town.desk.db.value("SELECT count(*) FROM file WHERE present < size"))
    wrong += [f"{pending} of the lobby are nowhere"] if pending else []
    wrong += audit.find_differences((town.desk, town.lobby))
    wrong += list(audit.find_damage(town.desk))
    more = ledger.head(town.desk.db).n - before.n
    doubled = audit.count_doubles(ledger.all_entries(town.desk.db))
    town.close()
    figures = {"bundles": len(names), "entries a line still brought": more}
    return Result(spoiled, lost, doubled, tuple(wrong), figures)


def _find(kiosk: Kiosk, device: str) -> Certificate:
    return next(one for one in anchors.get_certificates(kiosk) if one.device == device)


def _take(town: Town, folder: Path, wrong: list[str]) -> None:
    for kiosk in (town.desk, town.lobby):
        taken: Taken = bundle.take_folder(Desk(kiosk), kiosk.keys.box, folder)
        wrong += [f"a good stick is refused: {taken.refused}"] if taken.refused else []


def _turn(name: str, at: int) -> str:
    """Another order of names: the reader sorts them."""
    head, _, tail = name.rpartition("-")
    return f"{head[:-4]}{at + 1:04d}-{tail}"


def _spoil(town: Town, stick: Path, size: int, wrong: list[str]) -> int:
    """A bit turned, the end cut, bytes added, halves of two files: each alone on a stick, each refused."""
    names = sorted(stick.glob("*.bundle"))
    folder = town.folder / "spoiled"
    for _ in range(size):
        folder.mkdir()
        path = town.chance.choice(names)
        raw = _change(path.read_bytes(), town.chance.choice(names).read_bytes(), town.chance)
        (folder / path.name).write_bytes(raw)
        for kiosk in (town.desk, town.lobby):
            before = ledger.head(kiosk.db)
            taken = bundle.take_folder(Desk(kiosk), kiosk.keys.box, folder)
            if taken.files or ledger.head(kiosk.db) != before:
                wrong.append(f"{path.name} was taken though it was changed")
        shutil.rmtree(folder)
    return size


def _change(raw: bytes, other: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    match chance.choice(("flip", "cut", "add", "join", "swap")):
        case "flip":
            return raw[:at] + bytes([raw[at] ^ (1 << chance.randrange(8))]) + raw[at + 1 :]
        case "cut":
            return raw[:at]
        case "add":
            return raw + chance.randbytes(chance.randrange(1, 50))
        case "join" if other != raw:
            return raw[: len(raw) // 2] + other[len(other) // 2 :]
        case _:
            return raw[: at // 2] + raw[at // 2 : at][::-1] + b"\x00" + raw[at:]
