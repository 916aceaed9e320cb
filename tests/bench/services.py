"""Measures how long the services of a large catalogue take to load at a start; it files nothing."""

from __future__ import annotations

import re
import statistics
import tempfile
from functools import partial
from pathlib import Path
from typing import Final

from kiosk import catalogue, reference
from tests import make
from tests.bench.figure import About, Figure, cpu_ms, each

COUNT: Final = 200
TARGET_MS: Final = 100.0
_BODY: Final = re.compile(r'^(body = ("""\n|"""|"))', re.MULTILINE)


def load(n: int) -> list[Figure]:
    """200 services as a start reads them, from what passed at release."""
    with tempfile.TemporaryDirectory() as home:
        folder, tried = Path(home) / "catalogue", Path(home) / catalogue.TRIED
        make_services(folder, COUNT)
        lists = reference.load(make.RESOURCES / "reference")
        catalogue.write_tried(folder, tried, lists=lists)
        known = catalogue.load(folder, lists=lists, tried=tried)
        assert len(known.services) == COUNT
        samples = each([partial(catalogue.load, folder, lists=lists, tried=tried)] * n, cpu_ms)
        strict = statistics.median(each([partial(catalogue.load, folder, lists=lists)] * 3, cpu_ms))
        floor = statistics.median(each([partial(_read_all, folder)] * 5, cpu_ms))
    note = (
        f"CPU; {COUNT} files that passed at release; strictly, as `check` and a changed file are read, "
        f"{strict:.0f} ms; floor: the bytes of the files"
    )
    return [About("catalogue_200", "ms", "warm", TARGET_MS).of(samples, floor=floor, note=note)]


def make_services(folder: Path, count: int) -> None:
    """So many services: the shipped ones, and again under other ids, each certifying in words of its own."""
    folder.mkdir()
    shipped = sorted((make.RESOURCES / "catalogue").glob("*.toml"))
    for at in range(count):
        round_, place = divmod(at, len(shipped))
        text, name = shipped[place].read_text("utf-8"), shipped[place].stem
        if round_:
            other = f"{name[:20]}_{round_}"
            text = text.replace(f'id = "{name}"', f'id = "{other}"', 1)
            text = _BODY.sub(rf"\g<1>{'Ulang' * round_} ", text, count=1)
            name = other
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def _read_all(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob("*.toml"))]
