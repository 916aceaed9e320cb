"""Owns what an author of services does with files: begin one, check many; it draws nothing and publishes
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kiosk import servicefile, tables
from kiosk.catalogue import Catalogue, Shelf
from kiosk.domain.errors import Refused
from kiosk.domain.service import Service
from kiosk.reference import Reference

_SHORT_MAX: Final = 8
_TITLE_MAX: Final = 48


def begin(id_: str, folder: Path, *, template: Path) -> Path:
    """Write a first file of a service that already passes every check, from a commented template.

    Raises Refused("service_id", id=) and Refused("service_exists", file=).
    """
    if not servicefile.is_id(id_):
        raise Refused("service_id", id=id_)
    path = folder / f"{id_}.toml"
    if path.exists():
        raise Refused("service_exists", file=path.name)
    words = id_.split("_")
    label = " ".join(words).capitalize()
    short = "".join(word[0] for word in words if word).upper()
    text = template.read_text("utf-8").format(
        id=id_,
        label=label,
        title=f"Surat Keterangan {label.title()}"[:_TITLE_MAX].strip(),
        short=f"SK{short}"[:_SHORT_MAX],
    )
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def check(paths: Iterable[Path], shipped: Catalogue, lists: Reference) -> tuple[list[Service], list[Refused]]:
    """Read files, and every file of a folder, as strictly as the program does: what is right, what is not.

    Each file is held against those before it and against the shipped ones it does not replace: no two
    services certify in the same words.
    """
    good: list[Service] = []
    mistakes: list[Refused] = []
    shelf = Shelf(shipped.services)
    for path in _files(paths):
        try:
            top = tables.read(path)
            service = servicefile.read(top, lists)
            shelf.add(top, service)
        except Refused as error:
            mistakes.append(error)
        else:
            good.append(service)
    return good, mistakes


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob("*.toml"))
        else:
            yield path
