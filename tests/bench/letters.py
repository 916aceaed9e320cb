"""Measures the making of a surat, sign + QR + PDF, for every service this checkout ships; it prints none."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from kiosk.context import Kiosk
from kiosk.domain.page import Copy, Sheet
from kiosk.domain.permohonan import Permohonan
from kiosk.domain.seal import Mode
from kiosk.domain.service import Outcome, Service
from kiosk.domain.surat import compose
from kiosk.keys import SigningKey
from kiosk.usecases import acts, surat
from printing import qr, render
from printing.fonts import SERIF, SERIF_BOLD
from printing.pen import Pen, Style
from tests import make
from tests.bench.figure import About, Figure, cpu_ms, each
from tests.printing.sample import say, sealed
from ui import paper

TARGET_MS: Final = 60.0
DEMO: Final = {"domisili": Mode.SEAL, "tidak_mampu": Mode.WET, "keterangan_umum": Mode.WET}
A4: Final = (595.3, 841.9)


@contextmanager
def running_office() -> Iterator[Kiosk]:
    """An office on this machine's disk with its register desk."""
    with tempfile.TemporaryDirectory() as folder:
        kiosk = make.make_office(Path(folder))
        try:
            yield kiosk
        finally:
            kiosk.db.close()


def measure(n: int) -> list[Figure]:
    """`letter` over all services, `letter_demo` over those of the demo in their modes, and each by itself."""
    with running_office() as kiosk:
        services = [one.id for one in kiosk.catalogue.ready() if one.outcome is Outcome.SURAT]
        text = _warm_up(kiosk)
        per_service = {service: _letters(kiosk, service, n, Mode.WET) for service in services}
        demo = [one for service, mode in DEMO.items() for one in _letters(kiosk, service, n, mode)]
        floor = statistics.median(each([partial(_least, kiosk.keys.device, text)] * max(n, 5), cpu_ms))
        parts = _split(kiosk, n)
    everything = [one for samples in per_service.values() for one in samples]
    note = (
        f"CPU, {len(services)} services; floor: an Ed25519 signature, the same QR, a page of three words "
        f"in both faces; sign with number, mark, commit {parts[0]:.1f} ms, page with QR {parts[1]:.1f} ms"
    )
    return [
        _about("letter").of(everything, floor=floor, note=note),
        _about("letter_demo").of(
            demo, floor=floor, note="CPU; " + ", ".join(f"{a} {b}" for a, b in DEMO.items())
        ),
        *(
            _about(f"letter_{service}").of(
                samples, floor=floor, note="CPU; wet, from the example of its file"
            )
            for service, samples in per_service.items()
        ),
    ]


def every(n: int) -> list[Figure]:
    """`letter_all`: each of the surat that are shipped, drafts too, from the example of its file."""
    library = make.library()
    services = [one for one in library.catalogue.services if one.outcome is Outcome.SURAT]
    for service in services:
        _whole(service)
    samples = [one for service in services for one in each([partial(_whole, service)] * n, cpu_ms)]
    note = (
        f"CPU; {len(services)} surat, {n} of each: seal, page, QR, PDF, without the commit of `sign`; floor: "
        "as `letter`"
    )
    text = sealed(services[0], library.reference.example)["seal"]
    key = SigningKey(bytes(32))
    floor = statistics.median(each([partial(_least, key, str(text)[:400])] * max(n, 5), cpu_ms))
    return [_about("letter_all").of(samples, floor=floor, note=note)]


def _whole(service: Service) -> None:
    library = make.library()
    fields = {**library.reference.example, **service.example}
    data = sealed(service, fields, until="2027-02-22" if service.valid_days else "")
    render.pdf(compose(service, data, office=make.OFFICE, sheet=Sheet(), say=say))


def _about(name: str) -> About:
    return About(name, "ms", "warm", TARGET_MS)


def _warm_up(kiosk: Kiosk) -> str:
    """What the desk does after a sign-in: one draft, so that no resident waits for fonts and imports."""
    case = make.signed(kiosk)
    paper.render_surat(kiosk, case.id, Copy.ORIGINAL)
    page = surat.page(kiosk, case.id, kind=Copy.ORIGINAL)
    return page.band.qr


def _letters(kiosk: Kiosk, service: str, n: int, mode: Mode) -> list[float]:
    ids = _at_signer(kiosk, service, n)
    return each([partial(_letter, kiosk, case, mode) for case in ids], cpu_ms)


def _at_signer(kiosk: Kiosk, service: str, n: int) -> Sequence[Permohonan]:
    example = dict(kiosk.catalogue.get(service).example)
    return [make.at_signer(kiosk, service=service, answers=example) for _ in range(n)]


def _letter(kiosk: Kiosk, case: Permohonan, mode: Mode) -> None:
    signed = _sign(kiosk, case, mode)
    paper.render_surat(kiosk, signed.id, Copy.ORIGINAL)


def _sign(kiosk: Kiosk, case: Permohonan, mode: Mode) -> Permohonan:
    who = make.operator if mode is Mode.WET else make.lurah
    return surat.sign(kiosk, who, acts.begin(kiosk, case), mode=mode)


def _split(kiosk: Kiosk, n: int) -> tuple[float, float]:
    """Median CPU ms of the two halves."""
    cases = _at_signer(kiosk, "domisili", n)
    signing = each([partial(_sign, kiosk, case, Mode.WET) for case in cases], cpu_ms)
    drawing = each([partial(paper.render_surat, kiosk, case.id, Copy.ORIGINAL) for case in cases], cpu_ms)
    return statistics.median(signing), statistics.median(drawing)


def _least(key: SigningKey, text: str) -> None:
    """What no program of this kind can leave out."""
    key.sign(text.encode()[:350])
    pen = Pen(A4, title="floor", author="bench")
    pen.text(72, 100, "Surat Keterangan", Style(SERIF_BOLD, 13))
    pen.text(72, 130, "Domisili", Style(SERIF, 11))
    pen.code(qr.make(text), 72, 500, 100)
    pen.pdf()
