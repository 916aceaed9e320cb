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
from ui.screens.resident.visit import Filing

ANSWERS = {"status_tempat": "keluarga", "sejak_tahun": 2015, "keperluan": "sekolah anak"}


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

    def start(self, service: str) -> None:
        """The page of both numbers; what it costs is counted from here."""
        self.visitor.start(service)
        self.driver.frame()
        self._before = self._count()

    def tap(self, *names: str) -> None:
        """One after the other."""
        for name in names:
            self.driver.tap(name)

    def type(self, text: str) -> None:
        """Into the field that has the focus, as a visitor finds it; the same key twice needs its time."""
        self.driver.pause(60)
        before = ""
        for key in text:
            if key == before:
                self.driver.pause(130)
            self.driver._key(key)
            before = key
        self.driver.pause(60)

    def cost(self) -> tuple[int, int, int]:
        """Keys, taps and pages since `start`."""
        keys, taps, pages = self._count()
        return keys - self._before[0], taps - self._before[1], pages - self._before[2]

    def _count(self) -> tuple[int, int, int]:
        count = self.driver.count
        return count.keys, count.taps, count.pages

    def get_filed(self) -> Filing:
        """The one filing whose ticket is in view."""
        assert self.page == "ekitir"
        (filing,) = self.visitor.counter.filed.values()
        return filing


@pytest.fixture(params=[(1920, 1080), (1080, 1920)], ids=["landscape", "portrait"])
def glass(request: pytest.FixtureRequest) -> Iterator[Glass]:
    glass = Glass(request.param)
    yield glass
    glass.window.close()


def test_somebody_the_list_knows_asks_for_a_domisili(glass: Glass) -> None:
    glass.start("domisili")
    glass.type(NIK)
    assert glass.state.target == "kk"
    glass.type(KK6)
    glass.tap("primary")
    assert glass.state.phase == "found"
    glass.tap("primary")
    assert glass.page == "form"
    glass.tap("chip_status_tempat_keluarga")
    glass.driver.type("sejak_tahun", "2015")
    glass.tap("chip_keperluan_sekolah anak", "primary")
    assert glass.page == "papers"
    glass.tap("all_brought", "primary")
    assert glass.page == "review"
    glass.tap("primary")
    assert glass.get_filed().answers == ANSWERS
    glass.tap("primary")
    assert glass.visitor.counter.ended == 1
    keys, taps, pages = glass.cost()
    assert keys == 16 + 6 + 4
    assert taps <= 13
    assert pages <= 7


def test_somebody_the_list_does_not_know_types_all_of_it(glass: Glass) -> None:
    glass.start("tidak_mampu")
    glass.type(NIK)
    glass.type("999999")
    glass.tap("primary")
    assert glass.state.phase == "missed"
    glass.tap("primary")
    glass.type("SITI AMINAH CONTOH")
    glass.tap("key_ok", "chip_pemohon.tempat_lahir_Palembang", "chip_pemohon.born_1989-07-05", "primary")
    glass.tap("chip_pemohon.pekerjaan_+other")
    glass.type("BID")
    glass.driver.pause(450)
    glass.tap("chip_pemohon.pekerjaan_found_Bidan", "primary")
    glass.type("JL KEBUN DUKU 14")
    glass.tap("pemohon.alamat.rt_rw_input")
    glass.type("003012")
    glass.tap("primary", "chip_penghasilan_1500000", "chip_jumlah_tanggungan_4")
    glass.tap("primary", "chip_alasan_penghasilan tidak tetap", "chip_keperluan_biaya rumah sakit")
    glass.tap("primary", "all_brought", "primary", "primary")
    filing = glass.get_filed()
    assert filing.subject["nama"] == "SITI AMINAH CONTOH"
    assert filing.subject["pekerjaan"] == "Bidan"
    assert (filing.subject["alamat"]["rt"], filing.subject["alamat"]["rw"]) == ("003", "012")
    assert filing.subject["jenis_kelamin"] == "Perempuan"
    assert filing.answers["penghasilan"] == 1_500_000
    assert filing.waiting == ("pemohon.kk",)
    keys, taps, pages = glass.cost()
    assert keys <= 110
    assert taps <= 25
    assert pages <= 11


def test_in_the_largest_text_one_question_at_a_time_leads_to_the_same_filing() -> None:
    glass = Glass((1366, 768), text=1.5, contrast=True)
    glass.start("domisili")
    glass.type(NIK)
    glass.type(KK6)
    glass.tap("primary", "primary", "chip_status_tempat_keluarga", "primary")
    glass.type("2015")
    glass.tap("primary", "chip_keperluan_sekolah anak", "primary", "all_brought", "primary", "primary")
    assert glass.get_filed().answers == ANSWERS
    assert glass.state.seconds > 30
    glass.window.close()
