"""Owns the way from a use case to paper: render, record, then send; it decides and draws nothing itself."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk import failpoint
from kiosk.context import Kiosk, Person
from kiosk.domain.page import Copy, Page
from kiosk.domain.permohonan import Permohonan, Print
from kiosk.domain.seal import human_code, ticket
from kiosk.store import cases, register
from kiosk.usecases import arms, offering, permohonan, surat
from kiosk.usecases.acts import Act
from printing import read, render, safe, slip, spool
from printing.ipp import IppPrinter
from printing.printers import FilePrinter, Job, NoPrinter, Printer, job_name

RENDERER: Final = f"reportlab {render.VERSION}"
ARMS: Final = "arms.png"
PRACTICE_ARMS: Final = Path(__file__).resolve().parent.parent / "resources" / "arms" / "contoh.svg"
SCREEN_DPI: Final = 110.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper is to come out; a reprint needs its reason."""

    kind: Copy = Copy.ORIGINAL
    reason: str = ""


ORIGINAL: Final = Wanted()


@dataclass(frozen=True, slots=True)
class Sent:
    """A page on its way to paper: the attempt a person will confirm, its bytes, the act that recorded it."""

    printed: Print
    pdf: bytes
    paper: str
    act: Act
    kind: Copy


def make_printer(where: str) -> Printer:
    """The printer of a configuration: an `ipp://` or `http://` address, a folder that takes PDFs, or none."""
    if where.startswith(("ipp:", "ipps:", "http:", "https:")):
        return IppPrinter(where)
    if where:
        folder = Path(where).expanduser()
        folder.mkdir(parents=True, exist_ok=True)
        return FilePrinter(folder)
    return NoPrinter()


def render_surat(kiosk: Kiosk, id: str, kind: Copy = Copy.DRAFT) -> bytes:
    """The PDF of a surat as it is now; the draft before `sign`."""
    return render.pdf(_page(kiosk, id, kind))


def _page(kiosk: Kiosk, id: str, kind: Copy) -> Page:
    return surat.page(kiosk, id, kind=kind, arms=find_arms(kiosk))


def find_arms(kiosk: Kiosk) -> bytes:
    """The picture of the kop: what the office chose, else the file in this device's home folder.

    A practice office without either has our drawing; another has none.
    """
    chosen = arms.find(kiosk)
    if chosen is not None:
        return chosen
    own = kiosk.config.home / ARMS
    if own.is_file():
        return own.read_bytes()
    return PRACTICE_ARMS.read_bytes() if kiosk.office.training else b""


def print_surat(kiosk: Kiosk, printer: Printer, who: Person, act: Act, sheet: Wanted = ORIGINAL) -> Sent:
    """Render, record the very bytes in the ledger, then send: an unrecorded surat would be a leak.

    For the register desk; a lobby begins and sends apart. Raises as `begin_print`, Refused("not_register").
    """
    kiosk.get_writer()
    sent = begin_print(kiosk, printer, who, act, sheet)
    send_print(kiosk, printer, sent)
    return sent


def begin_print(kiosk: Kiosk, printer: Printer, who: Person, act: Act, sheet: Wanted = ORIGINAL) -> Sent:
    """Render and record; away from the register the print then waits for it, and no paper moves.

    Raises what `spool.check_ready` refuses, before anything is recorded, and what `record_print` refuses.
    """
    page = _page(kiosk, act.about, sheet.kind)
    spool.check_ready(printer, page.paper)
    pdf = render.pdf(page)
    sha256 = hashlib.sha256(pdf).hexdigest()
    printed = surat.record_print(
        kiosk, who, act, kind=sheet.kind, pdf_sha256=sha256, renderer=RENDERER, reason=sheet.reason
    )
    return Sent(printed, pdf, page.paper, act, sheet.kind)


def send_print(kiosk: Kiosk, printer: Printer, sent: Sent) -> bool:
    """Send what was begun, once the register has admitted it; False while it waits. Twice is one paper.

    Raises Refused where the register said no, and what `spool.send` raises.
    """
    if not surat.is_admitted(kiosk, sent.act):
        return False
    name = name_sheet(kiosk, sent.act.about, sent.kind.value, sent.printed.attempt)
    spool.send(printer, Job(name, sent.pdf, sent.paper))
    failpoint.reach("print.sent")
    return True


def name_sheet(kiosk: Kiosk, id: str, kind: str, attempt: int) -> str:
    """The name under which the printer knows one sheet of a surat."""
    return job_name(f"{_find_code(kiosk, id)}-{kind}", attempt)


def _find_code(kiosk: Kiosk, id: str) -> str:
    """The code on this very surat: after `void` another one of the same permohonan begins with attempt
    1 again, and the printer would take it for the sheet it made before.
    """
    cti = register.find_cti(cases.get_shown(kiosk.db, id).case.sign["seal"])
    return human_code(bytes.fromhex(cti)) if cti else ticket(id)


def render_slip(kiosk: Kiosk, case: Permohonan, language: str = "id", *, is_waiting: bool = False) -> bytes:
    """The e-kitir of a filing, in the resident's language; the same however often it is printed."""
    service = kiosk.catalogue.get(case.service, case.version)
    names = offering.find_papers(kiosk)
    papers = tuple(names[code].label[language] for code in case.get_missing())
    if offering.get_pbb(kiosk.office, service) == "advisory":
        papers = (*papers, kiosk.texts[language]("slip.pbb"))
    made = slip.Slip(
        office=f"Kelurahan {kiosk.office.kelurahan}",
        host=kiosk.office.host,
        ticket=ticket(case.id),
        pin=permohonan.get_pin(kiosk, case.id),
        at=case.filed_at,
        service=service.label[language],
        queue=case.queue,
        papers=papers,
        pending=is_waiting,
        training=kiosk.office.training,
    )
    return slip.pdf(made, say=kiosk.texts[language])


def draw_pages(pdf: bytes) -> Sequence[bytes]:
    """Each page as PNG, at the size of a screen."""
    pages = []
    for n in range(read.page_count(pdf)):
        out = io.BytesIO()
        read.page_image(pdf, n, dpi=SCREEN_DPI).save(out, "PNG")
        pages.append(out.getvalue())
    return pages


def print_slip(kiosk: Kiosk, printer: Printer, id: str, language: str = "id") -> bytes:
    """Send the e-kitir; without a printer Unavailable("no_printer"), and the filing stands all the same."""
    shown = cases.get_shown(kiosk.db, id)
    pdf = render_slip(kiosk, shown.case, language, is_waiting=shown.is_waiting)
    spool.check_ready(printer, "A4")
    spool.send(printer, Job(f"slip-{ticket(id)}-{kiosk.new_id()[-6:]}", pdf))
    return pdf


def render_safe(kiosk: Kiosk, groups: tuple[str, ...]) -> bytes:
    """The sheet for the safe with the words of a recovery key, which no file keeps."""
    office, root = kiosk.office, kiosk.keys.root
    sheet = safe.Sheet(
        f"Kelurahan {office.kelurahan}",
        f"Kecamatan {office.kecamatan}, {office.city}",
        groups,
        root.kid.hex() if root else "",
        kiosk.now(),
        training=office.training,
    )
    return safe.pdf(sheet, say=kiosk.say)


def print_safe(kiosk: Kiosk, printer: Printer, groups: tuple[str, ...]) -> None:
    """Send the sheet. Raises Unavailable("no_printer") and what the printer says."""
    spool.check_ready(printer, "A4")
    spool.send(printer, Job(f"safe-{kiosk.new_id()[-6:]}", render_safe(kiosk, groups)))
