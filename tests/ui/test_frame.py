"""Pages, tools and the end of a visit, in plain Python."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ui.devices.burst import Burst
from ui.qt.worker import at_once
from ui.screens import frame
from ui.screens.base import Screen
from ui.screens.frame import Frame
from ui.screens.idle import Idle, Limits
from ui.screens.journey import Journey
from ui.screens.outside import LobbyOutside


@dataclass(frozen=True, slots=True)
class State:
    name: str = ""


class Leaf(Screen[State]):
    """A page that remembers what happened to it."""

    def __init__(self, name: str, said: list[str]) -> None:
        super().__init__(State(name), at_once)
        self.said = said

    def opened(self) -> None:
        self.said.append(f"open {self.state.name}")

    def closed(self) -> None:
        self.said.append(f"close {self.state.name}")

    def redraw(self) -> None:
        self.said.append(f"redraw {self.state.name}")


class House:
    """A lobby without a window."""

    def __init__(self) -> None:
        self.said: list[str] = []
        names = ("attract", "home", "form", "review", "ekitir")
        self.journey = Journey({name: lambda name=name: Leaf(name, self.said) for name in names})
        self.lobby = LobbyOutside(
            self.journey,
            choose_words=lambda language: self.said.append(f"words {language}"),
            ring=lambda on: self.said.append(f"ring {on}"),
            forget=lambda: self.said.append("forget"),
        )
        self.frame = Frame(
            frame.State(clock="09.41"),
            at_once,
            journey=self.journey,
            outside=self.lobby,
            words=lambda code, **_: code,
        )
        self.idle = Idle(self.frame, self.journey, end_visit=self.lobby.end_visit, limits=Limits())


@pytest.fixture
def house() -> House:
    return House()


def test_back_goes_one_page_down_and_never_off_the_first(house: House) -> None:
    for page in ("home", "form", "review"):
        house.journey.go(page)
    house.frame.back()
    assert (house.journey.page, house.journey.depth) == ("form", 2)
    house.frame.back()
    house.frame.back()
    assert (house.journey.page, house.journey.depth) == ("home", 1)
    assert house.said[-4:] == ["close review", "open form", "close form", "open home"]


def test_a_swapped_page_is_not_come_back_to(house: House) -> None:
    house.journey.go("home")
    house.journey.go("review")
    house.journey.swap("ekitir")
    house.journey.back()
    assert house.journey.page == "home"


def test_another_language_fills_every_page_anew(house: House) -> None:
    house.journey.go("home")
    house.journey.go("form")
    house.said.clear()
    house.frame.next_language()
    assert house.said == ["words en", "redraw home", "redraw form"]
    assert house.frame.state.language == "en"


def test_text_grows_in_three_steps_and_starts_over(house: House) -> None:
    steps = []
    for _ in range(3):
        house.frame.next_text()
        steps.append(house.frame.state.text_step)
    assert steps == [1.25, 1.5, 1.0]
    house.frame.set_text(7.0)
    assert house.frame.state.text_step == 1.0


def test_calling_staff_rings_and_says_since_when(house: House) -> None:
    house.frame.call_staff()
    assert (house.frame.state.overlay, house.frame.state.called_at) == ("help", "09.41")
    house.frame.go_on()
    assert house.frame.state.overlay == ""
    house.frame.cancel_call()
    assert house.said == ["ring True", "ring False"]


def look(house: House, *seconds: int) -> list[tuple[str, str, int]]:
    seen = []
    for second in seconds:
        house.idle.look(second * 1000)
        seen.append((house.journey.page, house.frame.state.overlay, house.frame.state.seconds_left))
    return seen


def test_a_silent_visitor_is_asked_and_then_forgotten(house: House) -> None:
    house.journey.go("home")
    house.journey.go("form")
    house.frame.set_contrast(on=True)
    assert look(house, 59, 60, 79) == [("form", "", 0), ("form", "idle", 20), ("form", "idle", 1)]
    assert look(house, 80) == [("home", "", 0)]
    assert "forget" in house.said
    assert not house.frame.state.contrast


def test_one_touch_answers_the_question(house: House) -> None:
    house.journey.go("form")
    look(house, 65)
    house.idle.touched(66_000)
    house.frame.stay()
    assert look(house, 67, 125) == [("form", "", 0), ("form", "", 0)]
    assert "forget" not in house.said


def test_large_letters_and_a_call_give_more_time(house: House) -> None:
    house.journey.go("form")
    house.frame.set_text(1.5)
    assert look(house, 119, 120) == [("form", "", 0), ("form", "idle", 20)]
    house.frame.stay()
    house.frame.call_staff()
    assert look(house, 299) == [("form", "help", 0)]
    assert look(house, 300) == [("form", "idle", 20)]


def test_a_ticket_left_behind_goes_without_a_question(house: House) -> None:
    house.journey.go("ekitir")
    assert look(house, 29, 30) == [("ekitir", "", 0), ("home", "", 0)]


def test_home_goes_to_rest_and_takes_the_tools_back(house: House) -> None:
    house.journey.go("home")
    house.frame.set_language("en")
    assert look(house, 119, 120) == [("home", "", 0), ("attract", "", 0)]
    assert house.frame.state.language == "id"
    assert look(house, 9999) == [("attract", "", 0)]


class Mouth:
    """A voice that writes down."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, text: str, language: str) -> None:
        self.said.append(f"{language}: {text}")

    def hush(self) -> None:
        self.said.append("hush")


def test_the_voice_reads_the_page_and_stops_when_asked_again(house: House) -> None:
    mouth = Mouth()
    house.lobby.give_voice(mouth, lambda: "Pilih layanan")
    speaking = []
    for _ in range(2):
        house.frame.speak()
        speaking.append(house.frame.state.speaking)
    assert speaking == [True, False]
    assert mouth.said == ["id: Pilih layanan", "hush"]


def test_a_reader_is_told_from_hands() -> None:
    burst = Burst()
    codes = [burst.feed(letter, 1000 + at * 8) for at, letter in enumerate("M6SC7N75YR3R\r")]
    assert codes[-1] == "M6SC7N75YR3R"
    assert not any(codes[:-1])
    slow = [burst.feed(letter, 5000 + at * 150) for at, letter in enumerate("M6SC7N\r")]
    assert not any(slow)
    short = [burst.feed(letter, 9000 + at * 8) for at, letter in enumerate("123\r")]
    assert not any(short)
