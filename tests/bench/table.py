"""Measures bringing 20,000 residents in from a spreadsheet, from its bytes to the list; it draws no bar."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from kiosk import sheets
from kiosk.context import Kiosk
from kiosk.store import residents
from kiosk.usecases import acts, intake
from tests import make
from tests.bench.figure import About, Figure, cpu_ms

COUNT: Final = 20_000
TARGET_S: Final = 20.0
SEED: Final = 20261124
COLUMNS: Final = (
    *("NIK", "NO KK", "NAMA LENGKAP", "TEMPAT LAHIR", "TGL LAHIR", "L/P", "AGAMA", "PEKERJAAN"),
    *("ALAMAT", "RT", "RW"),
)
_WORDS: Final = ("SITI", "LELA", "BUDI", "AMINAH", "FAUZI", "RUSLI", "DEWI", "KURNIA", "MARLINA", "SAPUTRA")


def bring_in(n: int) -> list[Figure]:
    """CPU seconds of the dry run and of taking it, on the register desk."""
    body = sheets.write_xlsx("warga", [COLUMNS, *people(COUNT)])
    reads, takes = [], []
    for _ in range(n):
        with tempfile.TemporaryDirectory() as folder:
            kiosk = make.make_office(Path(folder))
            try:
                read, take = _once(kiosk, body)
            finally:
                kiosk.db.close()
        reads.append(read)
        takes.append(take)
    floor = cpu_ms(partial(sheets.read, body)) / 1000
    note = (
        f"CPU; {COUNT} rows of {len(COLUMNS)} columns of xlsx; floor: the cells alone; "
        f"judging {min(reads):.1f} s, event, 256 signed documents and list {min(takes):.1f} s"
    )
    samples = [sum(pair) for pair in zip(reads, takes, strict=True)]
    return [About("import_20000", "s", "cold", TARGET_S).of(samples, floor=floor, note=note)]


def _once(kiosk: Kiosk, body: bytes) -> tuple[float, float]:
    found: list[intake.Reading] = []
    read = cpu_ms(lambda: found.append(intake.read(kiosk, body)))
    assert found[0].counts == {"new": COUNT, "changed": 0, "same": 0, "refused": 0}
    take = cpu_ms(lambda: intake.take(kiosk, make.operator, acts.begin(kiosk), found[0]))
    assert residents.count(kiosk.db) == COUNT
    return read / 1000, take / 1000


def people(count: int) -> Iterator[tuple[str, ...]]:
    """Rows of invented people, each with a NIK of their own."""
    chance = random.Random(SEED)
    for at in range(count):
        day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(50, 99)
        name = " ".join((*chance.sample(_WORDS, 2), "CONTOH"))
        yield (
            f"167199{day:02}{month:02}{year:02}{at % 9999 + 1:04}",
            f"167199{day:02}{month:02}15{at % 9999 + 1:04}",
            name,
            "PALEMBANG",
            f"{day:02}-{month:02}-19{year:02}",
            "L",
            "ISLAM",
            "WIRASWASTA",
            f"JALAN CONTOH NO. {at % 300 + 1}",
            f"{at % 40 + 1:03}",
            f"{at % 12 + 1:03}",
        )
