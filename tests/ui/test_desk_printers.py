"""The page of the printer over a real office: how it is, what to do, sheets nobody spoke for, a test page."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import cast

import pypdfium2 as pdfium
import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.permohonan import Permohonan
from kiosk.store import cases
from kiosk.usecases import acts, surat
from printing import read, trial
from printing.printers import FilePrinter, Status
from printing.printers import State as PrinterState
from tests import make
from tests.ui.deskroom import Room, Standing, words
from ui import paper
from ui.printwork import PrintWork


class Stopped(FilePrinter):
    """A printer that wants a person."""

    def find_status(self) -> Status:
        return Status(PrinterState.STOPPED, ("paper_out", "cover"))


def find(room: Room, case: Permohonan) -> Permohonan:
    return cases.get_shown(room.kiosk.db, case.id).case


def record(room: Room, case: Permohonan) -> None:
    """A print that was recorded and never sent: the machine died between."""
    paper.begin_print(
        room.kiosk, room.work.station.printer, make.operator, acts.begin(room.kiosk, find(room, case))
    )


def test_a_printer_that_works_says_so_and_its_papers(room: Room) -> None:
    state = room.printers().state
    assert (state.status, state.status_tone, state.remedies, state.rows) == (
        "Siap mencetak",
        "good",
        (),
        (),
    )
    assert state.papers == "Kertas: A4, F4"


def test_a_stopped_printer_says_what_to_do_until_it_is_mended(room: Room) -> None:
    station = cast("Standing", room.work.station)
    mended, station.printer = station.printer, Stopped(room.folder)
    page = room.printers()
    assert page.state.status == "Berhenti"
    assert [remedy.split(".")[0] for remedy in page.state.remedies] == [
        "Kertas habis",
        "Tutup printer terbuka",
    ]
    page.print_trial()
    assert page.state.news_tone == "error"
    station.printer = mended
    page.look_again()
    assert (page.state.status_tone, page.state.remedies, page.state.news) == ("good", (), "")


def test_a_printer_that_is_gone_is_not_asked_for_jobs(room: Room) -> None:
    case = make.signed(room.kiosk)
    record(room, case)
    shutil.rmtree(room.folder)
    page = room.printers()
    assert page.state.status == "Tidak terhubung"
    assert [row.status for row in page.state.rows] == [words("printers.fate_unknown")]


def test_every_reason_a_printer_gives_has_a_remedy() -> None:
    reasons = ("paper_out", "jam", "cover", "offline", "toner_low", "toner_out", "paused", "none")
    said = {words(f"printers.do_{reason}") for reason in reasons}
    assert len(said) == len(reasons)


def test_a_sheet_the_printer_took_waits_for_a_person_and_is_not_taken_back(room: Room) -> None:
    case = make.signed(room.kiosk)
    room.paper(case.id).next()
    page = room.printers()
    assert [(row.status, row.may_take_back) for row in page.state.rows] == [
        (words("printers.fate_accepted"), False)
    ] * 2
    page.take_back(page.state.rows[0].key)
    assert page.state.news_tone == "error"
    assert all(one.ok is None for one in find(room, case).prints)
    page.open(page.state.rows[0].key)
    assert room.went[-1] == ("paper", {"ids": case.id})


def test_a_sheet_that_never_arrived_is_taken_back_and_no_paper_is_recorded(room: Room) -> None:
    case = make.signed(room.kiosk)
    record(room, case)
    page = room.printers()
    (row,) = page.state.rows
    assert row.title == find(room, case).sign["number"]
    assert row.status == words("printers.fate_never")
    page.take_back(row.key)
    assert [one.ok for one in find(room, case).prints] == [False]
    assert (page.state.rows, page.state.news_tone) == ((), "done")
    last = room.work.read(case.id).timeline[-1]
    assert (last.verb, last.data["reason"], last.who) == ("confirm", "nothing", make.OPERATOR.id)


def test_a_number_that_was_voided_leaves_no_sheet_to_ask_about(room: Room) -> None:
    case = make.signed(room.kiosk)
    record(room, case)
    surat.void(
        room.kiosk, make.operator, acts.begin(room.kiosk, find(room, case)), reason="wrong_data", text=""
    )
    assert room.printers().state.rows == ()


def test_what_the_lobby_printed_is_not_asked_of_this_desk_s_printer(room: Room, tmp_path: Path) -> None:
    """Its job is unknown here: to call it never printed would be a lie about paper in somebody's hand."""
    case = make.signed(room.kiosk, mode="seal")
    lobby = make.make_lobby(room.kiosk, tmp_path / "lobby")
    make.exchange(lobby, room.kiosk)
    shown = cases.get_shown(lobby.db, case.id).case
    paper.begin_print(lobby, FilePrinter(room.folder), make.resident, acts.begin(lobby, shown))
    make.exchange(lobby, room.kiosk)
    lobby.db.close()
    assert [one.ok for one in find(room, case).prints] == [None]
    assert room.printers().state.rows == ()
    with pytest.raises(Refused, match="cannot_cancel"):
        PrintWork(room.work).take_back(acts.begin(room.kiosk, find(room, case)), 1)


def test_the_test_page_is_of_the_office_s_paper_to_scale_and_its_code_is_read(room: Room) -> None:
    page = room.printers()
    page.print_trial()
    assert page.state.news_tone == "done"
    (path,) = room.folder.glob("uji-*.pdf")
    body = path.read_bytes()
    with pdfium.PdfDocument(body) as document:
        assert len(document) == 1
        assert [round(one) for one in document[0].get_size()] == [595, 842]
        text = document[0].get_textpage().get_text_range()
    assert "150 mm" in text
    assert read.qr_texts(body) == [f"HTTPS://{room.kiosk.office.host}/UJI"]


def test_a_test_page_is_the_same_bytes_each_time() -> None:
    page = trial.Trial("Kelurahan Contoh", "F4", "hari ini", "HTTPS://CONTOH.ID/UJI")
    assert trial.pdf(page, say=words) == trial.pdf(page, say=words)
