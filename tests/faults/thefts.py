"""P18: the disk of a stolen machine says nobody's NIK, and a device that was ended is heard no more."""

from __future__ import annotations

from pathlib import Path

from kiosk.store import files, ledger
from kiosk.usecases import acts, copies, devices
from sync import anchors, bundle
from sync.desk import Desk
from tests import make
from tests.faults import audit
from tests.faults.promise import Result
from tests.faults.town import Town


def steal_disk(seed: int, folder: Path, size: int) -> Result:
    """`size` residents in filings and on pages, backups and sticks; then every byte on disk is looked at."""
    town = Town.build(folder, seed)
    niks = [f"167199450789{1 + number:04d}" for number in range(size)]
    for number, nik in enumerate(niks):
        page = f"KARTU TANDA PENDUDUK {nik} CONTOH".encode() * 40
        kiosk = town.lobby if number % 2 else town.desk
        kept = files.put(kiosk.db, kiosk.config.files, page, kind="ktp", token=kiosk.token)
        make.file(kiosk, files=(kept,), subject={**make.LELA, "nik": nik})
        if number % 10 == 9:
            audit.meet(town.lobby, town.desk)
            town.work(town.desk)
    copies.backup(town.desk)
    certificate = next(one for one in anchors.get_certificates(town.desk) if one.device == "lobi-1")
    bundle.export(Desk(town.desk), certificate, folder / "stick")
    wrong = [*_find_said(folder, niks)]  # while they run: logs and shared memory too
    audit.meet(town.lobby, town.desk)
    devices.end(town.desk, make.operator, acts.begin(town.desk), "lobi-1")
    before = ledger.head(town.desk.db)
    late = town.file(town.lobby)
    try:
        audit.meet(town.lobby, town.desk)
        wrong.append("an ended device is answered")
    except Exception as error:  # noqa: BLE001 - the refusal is what is looked for
        if getattr(error, "code", "") != "device_revoked":
            wrong.append(f"an ended device is told {error}")
    if ledger.find_standing(town.desk.db, late) or ledger.head(town.desk.db).n != before.n:
        wrong.append("an ended device was heard")
    town.close()
    wrong += _find_said(folder, niks)
    return Result(size, 0, 0, tuple(wrong), {"files looked at": sum(1 for _ in folder.rglob("*"))})


def _find_said(folder: Path, niks: list[str]) -> list[str]:
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            said = [nik for nik in niks if nik.encode() in raw or nik.encode("utf-16-le") in raw]
            found += [f"{path.name} says {len(said)} NIK, as {said[0]}"] if said else []
            found += [f"{path.name} says a name"] if b"LELA CONTOH" in raw else []
    return found
