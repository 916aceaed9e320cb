"""The desk in a real window over a real office, by keyboard and finger, from PIN to surat in hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from kiosk import texts
from kiosk.domain.office import Staff
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.store import cases
from kiosk.usecases import acts, clock, surat
from tests import make
from tests.fakes import FakeWorld
from tests.ui.deskroom import Room, seal_text
from tests.ui.stage import Nowhere
from ui import desk, paper
from ui.qt.drive import Driver
from ui.qt.window import Window, make_application
from ui.qt.words import make_words
from ui.qt.worker import at_once
from ui.screens import frame, rail
from ui.screens.journey import Journey


class Glass:
    """One desk window whose pages are those of the program."""

    def __init__(self, room: Room) -> None:
        make_application(["desk"])
        self.room = room
        words = make_words(texts.load(make.RESOURCES / "texts"))
        self.journey = Journey({})
        state = frame.State(motion=False, can_back=True, office="Kelurahan Sialang")
        framed = frame.Frame(state, at_once, journey=self.journey, outside=Nowhere(), words=words)
        railed = rail.Rail(rail.EXAMPLE, at_once, go=self.journey.restart, lock=self.lock)
        self.window = Window(framed, words, rail=railed, size=(1366, 768))
        self.window.follow(self.journey)
        front = replace(room.front, words=words, go=self.journey.go, pictures=self.window.pictures)
        self.journey.learn(desk.make_pages(room.work, front, lambda _: self.journey.restart("queue")))
        room.work.who = None
        self.window.view.show()
        self.journey.restart("sign_in")
        self.hand = Driver(self.window)
        self.hand.frame()

    @property
    def state(self) -> Any:
        return self.journey.screen.state

    def lock(self) -> None:
        self.room.work.lock()
        self.journey.restart("sign_in")

    def sign_in(self, who: Staff) -> None:
        self.hand.tap(f"person_{who.id}")
        for digit in make.PIN:
            self.hand.press(digit)
        self.hand.press("Return")
        assert self.journey.page == "queue"

    def show(self, page: str, **args: Any) -> None:
        """A page opened from outside the loop, where the one before would live on and keep its keys."""
        self.journey.restart(page, **args)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.hand.frame()

    def find(self, id: str) -> Permohonan:
        return cases.get_shown(self.room.kiosk.db, id).case


@pytest.fixture
def glass(room: Room) -> Iterator[Glass]:
    glass = Glass(room)
    yield glass
    glass.window.close()


def test_an_operator_checks_fills_and_passes_without_a_mouse_but_for_the_papers(glass: Glass) -> None:
    case = make.explained(glass.room.kiosk, make.file(glass.room.kiosk).case)
    hand = glass.hand
    glass.sign_in(make.OPERATOR)
    hand.press("Return")
    assert glass.journey.page == "case"
    hand.tap("check_identity")
    for code in glass.find(case.id).get_missing():
        hand.tap(f"check_{code}")
    hand.press("Ctrl+Return")
    assert glass.state.panel == "edit"
    hand.type("field_pengantar.rt", "7")
    hand.press("Return")
    for letters in ("2", "12/2026", "20112026"):
        for letter in letters:
            hand._hardware_key(letter)
        hand.press("Return")
    assert glass.find(case.id).answers["pengantar"]["nomor"] == "12/2026"
    hand.press("Ctrl+Return")
    assert glass.find(case.id).get_step() == "kasi:pem"


def test_a_return_is_written_by_letters_and_sent(glass: Glass) -> None:
    case = make.file(glass.room.kiosk).case
    hand = glass.hand
    glass.sign_in(make.OPERATOR)
    hand.press("Return")
    hand.press("Alt+K")
    assert glass.state.panel == "reason"
    hand.tap("reason_paper_missing")
    hand.type("text", "bawa asli")
    hand.press("Ctrl+Return")
    assert glass.find(case.id).status is Status.RETURNED


def test_the_folder_goes_from_order_to_paper_to_ink_to_the_resident(glass: Glass) -> None:
    case = make.at_signer(glass.room.kiosk)
    hand = glass.hand
    glass.sign_in(make.OPERATOR)
    hand.tap("rail_batch")
    hand.pause(300)
    if not glass.state.rows[0].is_seen:
        hand.see("sheet")
    assert glass.state.rows[0].is_seen
    hand.press("Alt+C")
    hand.press("Ctrl+Return")
    assert glass.find(case.id).status is Status.SIGNED
    hand.press("Ctrl+Return")
    assert glass.journey.page == "paper"
    hand.press("Ctrl+Return")
    assert glass.state.stage == "ask"
    hand.press("Ctrl+Return")
    hand.press("Ctrl+Return")
    assert glass.journey.page == "ink"
    hand.tap(f"row_{case.id}")
    hand.press("Ctrl+Return")
    assert glass.find(case.id).status is Status.READY
    hand.tap("rail_queue")
    hand.tap("filter_ready")
    hand.press("Return")
    hand.press("Ctrl+Return")
    assert glass.state.panel == "text"
    hand.press("Ctrl+Return")
    assert glass.find(case.id).status is Status.HANDED_OVER


def test_somebody_at_the_counter_is_filed_by_keyboard_alone(glass: Glass) -> None:
    hand = glass.hand
    glass.sign_in(make.OPERATOR)
    hand.press("F2")
    assert glass.journey.page == "counter"
    type_on(hand, "1671994507890003")
    hand.press("Return")
    type_on(hand, "keterangan dom")
    hand.pause(500)
    hand.press("Return")
    assert glass.state.service
    keys = {ask.key for ask in glass.state.asks}
    given = {
        "pemohon.nama": "LELA CONTOH",
        "pemohon.tempat_lahir": "Palembang",
        "pemohon.alamat.alamat": "Jalan Pempek 5",
        "sejak_tahun": "2015",
        "keperluan": "melamar kerja",
        "pemohon.pekerjaan": "Wiraswasta",
    }
    for name, value in given.items():
        if name in keys:
            hand.type(f"field_{name}", value)
            hand.press("Return")
    for ask in glass.state.asks:
        if not ask.boxed and ask.needed:
            glass.journey.screen.choose(ask.key, ask.options[0].key_value)  # type: ignore[attr-defined]
    hand.press("Alt+A")
    hand.press("Ctrl+Return")
    assert not glass.state.filed  # an example number wants its reason
    hand.type("why", "contoh untuk uji")
    hand.press("Ctrl+Return")
    assert glass.state.filed, glass.state.news
    assert cases.find_open(glass.room.kiosk.db)[0].case.subject["nama"] == "LELA CONTOH"


def test_a_printed_surat_is_checked_at_the_desk_and_its_facts_leave_with_the_page(glass: Glass) -> None:
    case = make.printed(glass.room.kiosk, make.signed(glass.room.kiosk))
    glass.sign_in(make.OPERATOR)
    glass.show("verify")
    page = glass.journey.screen
    page.scanned(seal_text(glass.room, case))  # type: ignore[attr-defined]
    glass.hand.frame()
    assert (glass.state.colour, glass.state.facts[1].said) == ("yellow", case.sign["number"])
    glass.hand.press("F3")
    assert glass.journey.page == "search"
    assert not page.state.facts


def test_a_table_of_residents_is_read_before_it_is_taken(glass: Glass) -> None:
    folder = glass.room.kiosk.config.home / "import"
    folder.mkdir()
    (folder / "warga.csv").write_text("NIK;Nama Lengkap\n1671994507890003;Lela Contoh\n123;Dedi Contoh\n")
    glass.sign_in(make.OPERATOR)
    glass.show("residents")
    glass.hand.tap("file_warga.csv")
    assert [one.count for one in glass.state.sums] == ["1", "0", "0", "1"]
    assert "16 angka" in glass.state.bad[0].why
    glass.hand.press("Ctrl+Return")
    assert glass.state.hint.startswith("1 ")
    glass.hand.type("search", "lela")
    glass.hand.pause(500)
    assert [row.name for row in glass.state.rows] == ["LELA CONTOH"]


def test_the_desk_locks_and_every_rail_page_opens(glass: Glass) -> None:
    glass.sign_in(make.OPERATOR)
    for area in ("queue", "batch", "paper", "ink", "late"):
        glass.hand.tap(f"rail_{area}")
        assert glass.journey.page == area
    for area in ("register", "search", "settings"):
        glass.hand.press("F6")
        glass.hand.tap(f"more_{area}")
        assert glass.journey.page == area
    glass.hand.tap("lock")
    assert glass.journey.page == "sign_in"
    assert glass.room.work.who is None


def test_the_lurah_reads_a_report_by_person_and_prints_it(glass: Glass) -> None:
    kiosk = glass.room.kiosk
    surat.hand_over(kiosk, make.operator, acts.begin(kiosk, make.ready(kiosk)), to="LELA")
    hand = glass.hand
    glass.sign_in(make.LURAH)
    glass.show("reports")
    hand.tap("by_person")
    assert [row.label for row in glass.state.rows][:1] == ["Rina Contoh"]
    hand.tap("period_today")
    assert [one.code for one in glass.state.periods if one.chosen] == ["today"]
    hand.press("Alt+X")
    assert "laporan-2026-11-23-2026-11-23.xlsx" in glass.state.news
    hand.press("Ctrl+Return")
    assert list(glass.room.folder.glob("laporan-*.pdf"))


def test_a_date_is_typed_from_the_wall_and_confirmed_by_keys(glass: Glass, world: FakeWorld) -> None:
    world.at += 3 * 86_400_000
    hand = glass.hand
    glass.sign_in(make.OPERATOR)
    glass.show("confirm_date")
    hand.tap("wall_input")
    type_on(hand, "26112026")
    hand.press("Ctrl+Return")
    assert not glass.state.is_doubted
    assert clock.is_date_trusted(glass.room.kiosk)


def test_a_sheet_that_never_arrived_is_taken_back_by_hand(glass: Glass) -> None:
    kiosk = glass.room.kiosk
    case = make.signed(kiosk)
    printer = glass.room.work.station.printer
    paper.begin_print(kiosk, printer, make.operator, acts.begin(kiosk, case))
    glass.sign_in(make.OPERATOR)
    glass.show("printers")
    glass.hand.tap(f"take_back_{case.id} 1")
    assert [one.ok for one in glass.find(case.id).prints] == [False]
    glass.hand.press("Ctrl+Return")
    assert list(glass.room.folder.glob("uji-*.pdf"))


def test_a_button_that_comes_later_has_its_letter_too(glass: Glass) -> None:
    case = make.ready(glass.room.kiosk)
    glass.sign_in(make.OPERATOR)
    glass.show("paper", ids=case.id)
    glass.hand.press("Alt+H")
    assert glass.state.panel == "hand_over"
    glass.hand.press("Ctrl+Return")
    assert glass.find(case.id).status is Status.HANDED_OVER


def type_on(hand: Driver, letters: str) -> None:
    """Into the line that has the focus."""
    for letter in letters:
        hand._hardware_key(letter)
    hand.frame()
