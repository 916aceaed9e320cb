"""What a visitor sees of a check: colour, icon and words together, and no content of what is not genuine."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.seal import Claims, Mode
from kiosk.domain.verdict import Colour, Line, Reason, Registration, State, Verdict, colour_of
from tests import make
from tests.ui.deskroom import Room
from tests.ui.visitors import Visitor
from ui.screens.desk.verify import DeskVerify
from ui.screens.resident.verify import GLYPHS, Doings, Verify

CLAIMS = Claims(
    kelurahan="1671041004",
    service="domisili",
    number="400.12.2.1/017/Kel-BL/XI/2026",
    title="Surat Keterangan Domisili",
    name="SITI AMINAH (CONTOH)",
    nik="1671********0003",
    facts=("Keperluan surat: sekolah anak",),
    digest=bytes(16),
    mode=Mode.SEAL,
    line=17,
    form=0,
    cti=bytes(range(10)),
    iat=1_795_399_200,
    exp=1_797_991_199,
)


@dataclass(frozen=True)
class Found:
    registration: Registration
    title: str = "Surat Keterangan Domisili"
    date: str = "2026-11-24"


class Desk:
    """Answers as it is told."""

    def __init__(self, verdict: Verdict | None = None, found: tuple[Found, ...] = ()) -> None:
        self.verdict = verdict
        self.found = found
        self.asked: list[str] = []

    def check(self, text: str) -> Verdict:
        self.asked.append(text)
        assert self.verdict is not None
        return self.verdict

    def check_code(self, typed: str) -> tuple[Found, ...]:
        self.asked.append(typed)
        if typed.endswith("Q"):
            raise Refused("code_mistyped")
        return self.found


def page(desk: Desk, language: str = "id", *, has_reader: bool = True) -> Verify:
    visitor = Visitor(language=language)
    doings = Doings(
        desk.check,
        desk.check_code,
        name_kelurahan=lambda code: f"Kelurahan {code}",
        name_fact=make.library().catalogue.name_fact,
        lists_at=lambda: 1_795_399_200_000,
    )
    screen = Verify(visitor.lobby, doings, has_reader=has_reader)
    screen.opened()
    return screen


def verdict(state: State, *lines: Line, claims: Claims | None = CLAIMS) -> Verdict:
    return Verdict((Reason(state, lines),), claims if colour_of(state) is not Colour.RED else None)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("state", list(State))
def test_every_result_has_its_words_and_its_own_shape(state: State, language: str) -> None:
    screen = page(Desk(verdict(state)), language)
    screen.scanned("HTTPS://X/V#1")
    shown = screen.state
    assert (shown.phase, shown.colour, shown.glyph) == (
        "result",
        str(colour_of(state)),
        GLYPHS[colour_of(state)],
    )
    assert shown.headline == shown.headline.upper()
    assert "verdict." not in shown.headline


def test_the_three_colours_have_three_shapes() -> None:
    assert len(set(GLYPHS.values())) == len(Colour)


def test_the_facts_stand_in_the_order_of_the_paper() -> None:
    screen = page(Desk(verdict(State.VALID)))
    screen.scanned("HTTPS://X/V#1")
    facts = {fact.key: fact.said for fact in screen.state.facts}
    assert list(facts)[:5] == ["title", "number", "name", "nik", "fact0"]
    assert facts["fact0"] == "sekolah anak"
    assert facts["until"] == "23 Desember 2026"
    assert facts["kelurahan"] == "Kelurahan 1671041004"
    assert screen.state.mode_said.startswith("Cara pengesahan")


@pytest.mark.parametrize(("language", "label"), [("id", "Penghasilan sebulan"), ("en", "Income in a month")])
def test_a_sealed_fact_is_called_by_its_name_in_the_language_chosen(language: str, label: str) -> None:
    sealed = replace(CLAIMS, service="tidak_mampu", facts=("Penghasilan sebulan: Rp1.500.000", "Rahasia: x"))
    screen = page(Desk(verdict(State.VALID, claims=sealed)), language)
    screen.scanned("HTTPS://X/V#1")
    titles = {fact.key: fact.title for fact in screen.state.facts}
    assert titles["fact0"] == label
    assert titles["fact1"] == "Rahasia"  # of a service no catalogue here knows so


def test_nothing_of_a_forged_surat_is_shown() -> None:
    screen = page(Desk(verdict(State.FORGED, Line("verdict.forged_line"))))
    screen.scanned("HTTPS://X/V#1")
    assert screen.state.facts == ()
    assert screen.state.mode_said == ""


def test_dates_in_a_line_are_words_of_the_language() -> None:
    from datetime import date  # noqa: PLC0415

    line = Line("verdict.expired_line", {"date": date(2026, 8, 17)})
    screen = page(Desk(verdict(State.EXPIRED, line)), "en")
    screen.scanned("HTTPS://X/V#1")
    assert "17 August 2026" in screen.state.lines[0]


def test_a_code_too_short_asks_nobody_and_a_mistyped_one_is_mended_in_place() -> None:
    desk = Desk()
    screen = page(desk)
    screen.next()
    screen.answer("m6sc7n75")
    assert screen.state.code == "M6SC-7N75"
    screen.next()
    assert desk.asked == []
    assert "8" in screen.state.problem
    screen.answer("M6SC-7N75-YR3Q")
    screen.next()
    assert (screen.state.phase, screen.state.code) == ("typing", "M6SC-7N75-YR3Q")
    assert screen.state.problem


@pytest.mark.parametrize("registration", list(Registration))
def test_a_code_is_never_green(registration: Registration) -> None:
    screen = page(Desk(found=(Found(registration),)))
    screen.next()
    screen.answer("M6SC-7N75-YR3R")
    screen.next()
    assert screen.state.phase == "result"
    assert screen.state.colour in {"yellow", "red"}
    assert [fact.said for fact in screen.state.facts] == ["Surat Keterangan Domisili", "24 November 2026"]


def test_an_unknown_code_accuses_nobody() -> None:
    screen = page(Desk(found=()))
    screen.next()
    screen.answer("M6SC-7N75-YR3R")
    screen.next()
    assert (screen.state.colour, screen.state.facts) == ("yellow", ())


def test_another_surat_starts_clean_and_a_page_left_holds_nothing() -> None:
    screen = page(Desk(verdict(State.VALID)))
    screen.scanned("HTTPS://X/V#1")
    screen.next()
    assert (screen.state.phase, screen.state.facts, screen.state.headline) == ("ready", (), "")
    screen.scanned("HTTPS://X/V#1")
    screen.closed()
    assert screen.state.facts == ()


def test_without_a_reader_the_code_is_typed_at_once() -> None:
    assert page(Desk(), has_reader=False).state.phase == "typing"


def test_the_age_of_the_lists_is_said() -> None:
    assert "23 November 2026" in page(Desk()).state.lists_said


def test_at_the_desk_too_a_second_press_waits_for_the_check_under_way(room: Room) -> None:
    lobby = replace(Visitor().lobby, run=lambda _job, _done, _failed: None)
    found = Desk()
    screen = DeskVerify(
        room.front, Verify(lobby, Doings(found.check, found.check_code, str, lambda _, label, __: label))
    )
    assert not screen.busy
    screen.scanned("HTTPS://X/V#1")
    assert screen.busy
