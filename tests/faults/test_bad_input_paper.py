"""Codes that are no seal, seals that are no longer true, and a printer that is not there."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from kiosk.context import Kiosk
from kiosk.domain.page import Copy
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.seal import parse_text, text
from kiosk.domain.verdict import Colour, State
from kiosk.store import cases, ledger
from kiosk.usecases import acts, checking, surat
from printing import read
from printing.printers import FilePrinter, Job, NoPrinter
from printing.printers import State as PrinterState
from printing.printers import Status as PrinterStatus
from tests import make
from tests.fakes import FakeWorld
from tests.faults.sentences import check_readable, check_verdict, refused
from ui import paper


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    kiosk = make.make_office(tmp_path_factory.mktemp("desk"))
    yield kiosk
    kiosk.db.close()


@pytest.fixture(scope="module")
def case(desk: Kiosk) -> Permohonan:
    return make.signed(desk, mode="seal")


@pytest.fixture(scope="module")
def seal_text(desk: Kiosk, case: Permohonan) -> str:
    return surat.page(desk, case.id, kind=Copy.ORIGINAL).band.qr


# --- codes ------------------------------------------------------------------------------------------


def test_the_code_as_printed_is_good(desk: Kiosk, seal_text: str) -> None:
    verdict = checking.check(desk, seal_text)
    assert verdict.colour is Colour.GREEN
    check_verdict(verdict)


@pytest.mark.parametrize("at", [40, 200, 500, 700])
def test_a_tampered_code_is_red_and_shows_nobody(desk: Kiosk, seal_text: str, at: int) -> None:
    changed = seal_text[:at] + str((int(seal_text[at]) + 5) % 10) + seal_text[at + 1 :]
    verdict = checking.check(desk, changed)
    assert verdict.colour is Colour.RED
    assert verdict.claims is None
    check_verdict(verdict)


@pytest.mark.parametrize("length", [1, 30, 34, 35, 100, 600])
def test_a_truncated_code_is_red_in_words(desk: Kiosk, seal_text: str, length: int) -> None:
    verdict = checking.check(desk, seal_text[:length])
    assert verdict.colour is Colour.RED
    check_verdict(verdict)


@pytest.mark.parametrize(
    "foreign",
    [
        "",
        "https://example.invalid/",
        "00020101021126570011ID.DANA.WWW",
        "WIFI:S:kantor;T:WPA;P:rahasia;;",
        "BEGIN:VCARD\nFN:Lela\nEND:VCARD",
        "HTTPS://VERIF.PALEMBANG.GO.ID/V#",
        "HTTPS://VERIF.PALEMBANG.GO.ID/V#0123",
        "1671994507890003",
    ],
)
def test_a_foreign_code_is_no_seal(desk: Kiosk, foreign: str) -> None:
    verdict = checking.check(desk, foreign)
    assert (verdict.state, verdict.colour) == (State.NOT_A_SEAL, Colour.RED)
    check_verdict(verdict)


@pytest.mark.parametrize("digits", [1_500, 10_000, 1_000_000])
def test_an_oversized_code_is_refused_before_it_is_computed(desk: Kiosk, digits: int) -> None:
    """Python would spend seconds on a number of a million digits, and refuses to read one of 4,300."""
    verdict = checking.check(desk, "HTTPS://VERIF.PALEMBANG.GO.ID/V#" + "9" * digits)
    assert verdict.state is State.NOT_A_SEAL
    check_verdict(verdict)


def test_a_seal_under_another_host_is_judged_by_its_key_and_the_host_is_named(
    desk: Kiosk, seal_text: str
) -> None:
    verdict = checking.check(desk, text("palsu.example.invalid", parse_text(seal_text)))
    assert verdict.state is State.VALID
    check_verdict(verdict, "PALSU.EXAMPLE.INVALID")


def test_a_seal_of_an_unknown_issuer_says_so(desk: Kiosk, tmp_path: Path) -> None:
    profile = replace(make.OFFICE, code="1671081003", kelurahan="Sako")
    other = make.make_office(tmp_path, world=FakeWorld(seed=5), profile=profile)
    try:
        foreign = surat.page(other, make.signed(other, mode="seal").id, kind=Copy.ORIGINAL).band.qr
    finally:
        other.db.close()
    verdict = checking.check(desk, foreign)
    assert (verdict.state, verdict.claims) == (State.UNKNOWN_KEY, None)
    check_verdict(verdict)


def test_a_file_that_is_no_picture_is_refused_in_words() -> None:
    for raw in (b"", b"hello", b"%PDF-1.4 broken", b"\x89PNG\r\n\x1a\n" + bytes(40)):
        with refused("bad_file"):
            read.qr_texts(raw)


def test_a_picture_that_unfolds_to_more_than_a_page_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    with refused("bad_file"):
        read.qr_texts(out.getvalue())


# --- printers ---------------------------------------------------------------------------------------


def prints(desk: Kiosk, id: str) -> int:
    return len(cases.get_shown(desk.db, id).case.prints)


def test_without_a_printer_nothing_is_recorded_as_printed(desk: Kiosk) -> None:
    case = make.signed(desk)
    before = ledger.head(desk.db)
    with refused("no_printer"):
        paper.print_surat(desk, NoPrinter(), make.operator, acts.begin(desk, case))
    assert ledger.head(desk.db) == before
    assert prints(desk, case.id) == 0
    assert cases.get_shown(desk.db, case.id).case.status is Status.SIGNED


def test_a_folder_that_is_gone_is_no_printer(desk: Kiosk, tmp_path: Path) -> None:
    case = make.signed(desk)
    with refused("no_printer"):
        paper.print_surat(desk, FilePrinter(tmp_path / "gone"), make.operator, acts.begin(desk, case))
    assert prints(desk, case.id) == 0


class Jammed(NoPrinter):
    """A printer that is there and stopped."""

    def find_status(self) -> PrinterStatus:
        return PrinterStatus(PrinterState.STOPPED, ("jam",), papers=("A4",))


def test_a_jammed_printer_says_why_before_anything_is_recorded(desk: Kiosk) -> None:
    case = make.signed(desk)
    with refused("printer_stopped"):
        paper.print_surat(desk, Jammed(), make.operator, acts.begin(desk, case))
    assert prints(desk, case.id) == 0


class Vanishing(FilePrinter):
    """A printer whose cable is pulled between the question and the job."""

    def send(self, job: Job) -> str:
        self.folder.rmdir()
        return super().send(job)


def test_a_printer_that_vanishes_leaves_one_print_nobody_confirmed(desk: Kiosk, tmp_path: Path) -> None:
    """Recorded and then lost: an open print asks a person; it never counts as paper by itself."""
    case = make.signed(desk)
    folder = tmp_path / "printer"
    folder.mkdir()
    with refused("no_printer"):
        paper.print_surat(desk, Vanishing(folder), make.operator, acts.begin(desk, case))
    after = cases.get_shown(desk.db, case.id).case
    assert [one.ok for one in after.prints] == [None]
    assert not after.has_printed()
    said = surat.confirm_paper(
        desk, make.operator, acts.begin(desk, after), attempt=1, ok=False, reason="no_paper"
    )
    assert not said.has_printed()
    folder.mkdir()
    again = paper.print_surat(desk, FilePrinter(folder), make.operator, acts.begin(desk, said))
    assert again.printed.attempt == 2


@pytest.mark.parametrize("reason", ["paper_out", "jam", "cover", "offline", "toner_out", "paused", "none"])
def test_every_reason_of_a_printer_has_words(desk: Kiosk, reason: str) -> None:
    for language in ("id", "en"):
        assert desk.texts[language].has(f"printer.{reason}")


def test_the_words_of_a_check_are_readable_for_every_state(desk: Kiosk) -> None:
    for language in ("id", "en"):
        for key, words in desk.texts[language].table("verdict").items():
            if key.endswith("_line") and "{" not in words:
                check_readable(language, words)
