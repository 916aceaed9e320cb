"""Draws every surat's example, or its longest answers, to PNG, one file a page; it judges nothing."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium

from kiosk.domain.page import Sheet
from kiosk.domain.resident import SUBJECT
from kiosk.domain.service import Outcome
from kiosk.domain.surat import compose
from printing import render
from tests.make import OFFICE, library
from tests.printing import stress
from tests.printing.sample import ARMS, say, sealed

ROOT = Path(__file__).resolve().parents[2]
SCALE = 110 / 72
"""Dots a point: 110 dpi, enough to read every line on a screen."""


def draw(id_: str, out: Path, *, paper: str = "", longest: bool = False) -> list[Path]:
    """The pages of one service as pictures: `usaha.png`, or `pindah-1.png`, `pindah-2.png`.

    Its example on the office's paper, or with `longest` the most that its questions allow.
    """
    known = library()
    service = known.catalogue.get(id_)
    service = replace(service, paper=paper or service.paper)
    fields = {**known.reference.example, **(stress.most(service) if longest else service.example)}
    if longest:
        fields[SUBJECT] = {**fields[SUBJECT], "nama": stress.NAME}
    data = sealed(service, fields, until="2027-02-22" if service.valid_days else "")
    pdf = render.pdf(compose(service, data, office=OFFICE, sheet=Sheet(arms=ARMS), say=say))
    with pdfium.PdfDocument(pdf) as document:
        many = len(document) > 1
        paths = [out / f"{id_}{f'-{n}' if many else ''}.png" for n in range(1, len(document) + 1)]
        for page, path in zip(document, paths, strict=True):
            page.render(scale=SCALE).to_pil().save(path)
    return paths


def main(arguments: list[str]) -> int:
    """`python -m tests.printing.pictures usaha --out build/shots/surat`; without an id, all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", help="ids of services; none = every surat")
    parser.add_argument("--paper", choices=("A4", "F4"), default="", help="otherwise the office's")
    parser.add_argument("--longest", action="store_true", help="the longest answers instead of the example")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "shots" / "surat")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    every = [one.id for one in library().catalogue.services if one.outcome is Outcome.SURAT]
    for id_ in options.ids or every:
        for path in draw(id_, options.out, paper=options.paper, longest=options.longest):
            sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
