"""A surat asked for with fingers only, known to the list or not, and its cost in keys, taps and pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.ui.stage import Nowhere
from tests.ui.visitors import KK6, NIK, TEXTS, Counter, Visitor
from ui.qt.drive import Driver
from ui.qt.window import Window, make_application
from ui.qt.words import make_words
from ui.qt.worker import at_once
from ui.screens import frame


class Glass:
    """A lobby behind a real window, driven by touches."""

    def __init__(self, size: tuple[int, int], text: float = 1.0, contrast: bool = False) -> None:  # noqa: FBT001, FBT002
        make_application(["filing"])
        self.visitor = Visitor(Counter())
        words = make_words(TEXTS)
        state = frame.State(motion=False, can_back=True, text_step=text, contrast=contrast)
        outside = Nowhere()
        self.frame = frame.Frame(state, at_once, journey=self.visitor.journey, outside=outside, words=words)
        self.window = Window(self.frame, words, size=size)
        self.window.follow(self.visitor.journey)
        self.window.view.show()
        self.driver = Driver(self.window)

    @property
    def page(self) -> str:
        return self.visitor.journey.page

    @property
    def state(self) -> Any:
        return self.visitor.journey.screen.state


@pytest.fixture(params=[(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
def glass(request: pytest.FixtureRequest) -> Iterator[Glass]:
    glass = Glass(request.param)
    yield glass
    glass.window.close()


def test_somebody_the_list_knows_asks_for_a_domisili(glass: Glass) -> None:
    hand, visitor = glass.driver, glass.visitor
    visitor.start("domisili")
    hand.frame()
    before = (hand.count.keys, hand.count.taps, hand.count.pages)
    type_on(hand, NIK)
    assert glass.state.target == "kk"
    type_on(hand, KK6)
    hand.tap("primary")
    assert glass.state.phase == "found"
    hand.tap("primary")
    assert glass.page == "form"
    hand.tap("chip_status_tempat_keluarga")
    hand.type("sejak_tahun", "2015")
    hand.tap("chip_keperluan_sekolah anak")
    hand.tap("primary")
    assert glass.page == "papers"
    hand.tap("all_brought")
    hand.tap("primary")
    assert glass.page == "review"
    hand.tap("primary")
    assert glass.page == "ekitir"
    (filing,) = visitor.counter.filed.values()
    assert filing.answers == {"status_tempat": "keluarga", "sejak_tahun": 2015, "keperluan": "sekolah anak"}
    hand.tap("primary")
    assert visitor.counter.ended == 1
    keys, taps, pages = (
        now - then
        for now, then in zip((hand.count.keys, hand.count.taps, hand.count.pages), before, strict=True)
    )
    assert keys == 16 + 6 + 4
    assert taps <= 13
    assert pages <= 7


def test_somebody_the_list_does_not_know_types_all_of_it(glass: Glass) -> None:
    hand, visitor = glass.driver, glass.visitor
    visitor.start("tidak_mampu")
    hand.frame()
    before = (hand.count.keys, hand.count.taps, hand.count.pages)
    type_on(hand, NIK)
    type_on(hand, "999999")
    hand.tap("primary")
    assert glass.state.phase == "missed"
    hand.tap("primary")
    type_on(hand, "SITI AMINAH CONTOH")
    hand.tap("key_ok")
    hand.tap("chip_pemohon.tempat_lahir_Palembang")
    hand.tap("chip_pemohon.born_1989-07-05")
    hand.tap("primary")
    hand.tap("chip_pemohon.pekerjaan_+other")
    type_on(hand, "BID")
    hand.pause(450)
    hand.tap("chip_pemohon.pekerjaan_found_Bidan")
    hand.tap("primary")
    type_on(hand, "JL KEBUN DUKU 14")
    hand.tap("pemohon.alamat.rt_rw_input")
    type_on(hand, "003012")
    hand.tap("primary")
    hand.tap("chip_penghasilan_1500000")
    hand.tap("chip_jumlah_tanggungan_4")
    hand.tap("primary")
    hand.tap("chip_alasan_penghasilan tidak tetap")
    hand.tap("chip_keperluan_biaya rumah sakit")
    hand.tap("primary")
    hand.tap("all_brought")
    hand.tap("primary")
    hand.tap("primary")
    assert glass.page == "ekitir"
    (filing,) = visitor.counter.filed.values()
    assert filing.subject["nama"] == "SITI AMINAH CONTOH"
    assert filing.subject["pekerjaan"] == "Bidan"
    assert (filing.subject["alamat"]["rt"], filing.subject["alamat"]["rw"]) == ("003", "012")
    assert filing.subject["jenis_kelamin"] == "Perempuan"
    assert filing.answers["penghasilan"] == 1_500_000
    assert filing.waiting == ("pemohon.kk",)
    keys, taps, pages = (
        now - then
        for now, then in zip((hand.count.keys, hand.count.taps, hand.count.pages), before, strict=True)
    )
    assert keys <= 110
    assert taps <= 25
    assert pages <= 11


def test_in_the_largest_text_one_question_at_a_time_leads_to_the_same_filing() -> None:
    glass = Glass((1366, 768), text=1.5, contrast=True)
    hand, visitor = glass.driver, glass.visitor
    visitor.start("domisili")
    hand.frame()
    type_on(hand, NIK)
    type_on(hand, KK6)
    hand.tap("primary")
    hand.tap("primary")
    hand.tap("chip_status_tempat_keluarga")
    hand.tap("primary")
    type_on(hand, "2015")
    hand.tap("primary")
    hand.tap("chip_keperluan_sekolah anak")
    hand.tap("primary")
    hand.tap("all_brought")
    hand.tap("primary")
    hand.tap("primary")
    assert glass.page == "ekitir"
    (filing,) = visitor.counter.filed.values()
    assert filing.answers == {"status_tempat": "keluarga", "sejak_tahun": 2015, "keperluan": "sekolah anak"}
    assert glass.state.seconds > 30
    glass.window.close()


def type_on(hand: Driver, digits: str) -> None:
    """Into the field that already has the focus, as a visitor finds it; the same key twice needs its time."""
    hand.pause(60)
    before = ""
    for digit in digits:
        if digit == before:
            hand.pause(130)
        hand._key(digit)
        before = digit
    hand.pause(60)
