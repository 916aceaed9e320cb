"""P10: the register moves to another desk, with its word or without it; the old one may write on."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.store import cases, ledger
from kiosk.usecases import acts, appointment, office
from kiosk.usecases.office import Start
from sync.central import fold
from sync.central import reserves as central
from tests import make
from tests.fakes import FakeWorld
from tests.faults import audit, restores
from tests.faults.promise import Result
from tests.faults.restores import Found
from tests.faults.town import Town

KINDS: Final = ("closed", "offline", "writing on", "online")
PAPER: Final = 500  # the last number somebody reads off the paper book, beyond all that was given


def copy_or_move(seed: int, folder: Path, size: int) -> Result:
    """Copies of a running register and moves of it, in turn."""
    half = restores.copy_register(seed, folder / "copies", size - size // 2)
    found = Found()
    for number in range(size // 2):
        kind = KINDS[(seed + number) % len(KINDS)]
        town = Town.build(folder / f"move-{number}", seed * 1000 + number, adopted=kind == "online")
        second = make.make_second_desk(
            town.desk, town.folder / "second", world=FakeWorld(at=town.desk.now(), seed=seed * 7 + number)
        )
        try:
            _move(town, second, kind, found)
        finally:
            second.db.close()
            town.close()
    moved = found.as_result()
    figures = {**half.figures, **moved.figures}
    wrong = (*half.wrong, *moved.wrong)
    return Result(
        half.trials + moved.trials, half.lost + moved.lost, half.duplicated + moved.duplicated, wrong, figures
    )


def _move(town: Town, second: Kiosk, kind: str, found: Found) -> None:
    found.trials += 1
    found.count(f"moves {kind}")
    old, lobby = town.desk, town.lobby
    for _ in range(2):
        audit.meet(second, old)
        restores.live(town)
    audit.meet(
        lobby, old
    )  # it has heard of the second desk: one that never did follows when somebody tells it
    if kind == "online":
        _fetch_reserve(town)
    audit.meet(second, old)
    doubtful = _hand_on(town, second, kind)
    known = set().union(*map(restores.find_known, (old, second, lobby)))
    for _ in range(3):
        for one in (old, lobby):
            audit.meet(one, second)
    if appointment.find_standing(second).is_locked:
        start = Start("office", 2026, PAPER)
        office.start_at(second, make.operator, acts.begin(second), start, reason="buku kertas")
    for sign in doubtful:
        if not _waits_for_ruling(second, sign):
            found.wrong.append(f"{kind}: a sign under the ended term is not in the ruling inbox")
    _end_well(town, second, kind, found)
    found.lost += len(known - restores.find_standing(second))
    found.doubled += audit.count_doubles(ledger.all_entries(second.db))
    found.wrong += audit.find_differences((second, old, lobby))
    found.wrong += [f"{kind}: {one}" for kiosk in (old, second, lobby) for one in audit.find_damage(kiosk)]


def _hand_on(town: Town, second: Kiosk, kind: str) -> list[str]:
    """The register goes to the second desk; returns the surat the old one still signed, by `sign` id."""
    old = town.desk
    if kind == "closed":
        appointment.close(old, make.operator, acts.begin(old))
        audit.meet(second, old)
    elif kind == "offline":
        restores.live(town)  # the new one does not hear the old one's last acts any more
    if kind == "online":
        _appoint(town, second)
    else:
        appointment.take_over(second, make.operator, acts.begin(second))
    if kind != "writing on":
        return []
    town.file(old)
    return [make.signed(old).signed_by for _ in range(town.chance.randrange(1, 3))]


def _fetch_reserve(town: Town) -> None:
    """The office was adopted: the center gives the reserve, by way of the register."""
    center = town.open_center()
    for _ in range(2):
        audit.speak(town.desk, center)
        with center.engine.connect() as connection:
            fold.catch_up(center.open_side(connection, make.KELURAHAN))
    center.engine.dispose()


def _appoint(town: Town, second: Kiosk) -> None:
    center = town.open_center()
    audit.speak(town.desk, center)
    with center.engine.connect() as connection:
        side = center.open_side(connection, make.KELURAHAN)
        fold.catch_up(side)
        central.appoint(side, second.device)
    center.reload()
    for _ in range(2):
        audit.speak(second, center)
    center.engine.dispose()


def _waits_for_ruling(kiosk: Kiosk, sign: str) -> bool:
    return any(shown.case.ruling and sign in shown.case.doubtful for shown in cases.find_open(kiosk.db))


def _end_well(town: Town, second: Kiosk, kind: str, found: Found) -> None:
    """One writer: the old one signs no more; the new one files, signs, and goes one round."""
    writers = [one.device for one in (town.desk, second, town.lobby) if one.find_writer() is not None]
    if writers != [second.device]:
        found.wrong.append(f"{kind}: {writers} write")
        return
    try:
        town.file(town.lobby)
        audit.meet(town.lobby, second)
        make.signed(second)
    except Refused as refusal:
        found.wrong.append(f"{kind}: the new register does not sign: {refusal}")
    for _ in range(2):
        for one in (town.lobby, town.desk):
            audit.meet(one, second)
