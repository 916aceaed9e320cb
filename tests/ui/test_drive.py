"""The touch driver: real touches and keys, counted, and no line into an office that is not LATIHAN."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import texts
from kiosk.domain.errors import KioskError, Refused, Unavailable
from tests.ui.stage import Nowhere
from tests.ui.visitors import Visitor
from ui.devices.touch import Touch
from ui.qt.drive import Driver, DriverServer, NotOnScreenError
from ui.qt.items import RESOURCES
from ui.qt.window import Window, make_application
from ui.qt.words import make_words
from ui.qt.worker import at_once
from ui.screens import frame
from ui.screens.journey import Journey
from ui.screens.resident.home import Home
from ui.screens.resident.menu import Menu
from ui.screens.resident.services import Services

MENUS = (
    Menu(
        "list",
        "surat",
        "scroll",
        "teal",
        {"id": "Semua surat", "en": "All"},
        {"id": "", "en": ""},
        "services",
    ),
)


class Lobby:
    """A window with two living pages."""

    def __init__(self) -> None:
        make_application(["drive"])
        self.words = make_words(texts.load(RESOURCES / "texts"))
        self.outside = Nowhere()
        visitor = Visitor()
        visitor.journey = self.journey = Journey(
            {
                "home": lambda: Home(
                    MENUS, at_once, words=self.words, language=lambda: "id", go=self.journey.go
                ),
                "services": lambda: Services(visitor.lobby, ()),
            }
        )
        self.frame = frame.Frame(
            frame.State(motion=False, can_back=True),
            at_once,
            journey=self.journey,
            outside=self.outside,
            words=self.words,
        )
        self.window = Window(self.frame, self.words, size=(1366, 768))
        self.window.follow(self.journey)
        self.window.view.show()
        self.journey.go("home")
        self.driver = Driver(self.window)


@pytest.fixture
def lobby() -> Iterator[Lobby]:
    lobby = Lobby()
    yield lobby
    lobby.window.close()


def test_a_touch_opens_a_page_and_is_counted(lobby: Lobby) -> None:
    lobby.driver.tap("tile_list")
    assert lobby.window.page == "services"
    assert (lobby.driver.count.taps, lobby.driver.count.pages, lobby.driver.count.keys) == (1, 1, 0)
    lobby.driver.tap("back")
    assert lobby.window.page == "home"


def test_words_are_typed_on_the_keyboard_of_the_screen(lobby: Lobby) -> None:
    lobby.driver.tap("tile_list")
    lobby.driver.type("search", "tidak 12")
    assert lobby.driver.read("search") == "TIDAK 12"
    assert lobby.driver.count.keys == 8
    lobby.driver.tap("key_ok")
    assert lobby.journey.screen.state.query == "TIDAK 12"
    with pytest.raises(NotOnScreenError):
        lobby.driver.find("keyboard")


def test_a_field_is_kept_before_a_button_counts(lobby: Lobby) -> None:
    lobby.driver.tap("tile_list")
    services = lobby.journey.screen
    lobby.driver.type("search", "usaha")
    lobby.driver.tap("back")
    assert services.state.query == "USAHA"
    assert lobby.window.page == "home"


def test_the_frame_answers_to_its_tools(lobby: Lobby) -> None:
    lobby.driver.tap("tool_text")
    assert lobby.frame.state.text_step == 1.25
    lobby.driver.tap("tool_contrast")
    assert lobby.frame.state.contrast
    lobby.driver.tap("call_staff")
    assert lobby.outside.done == ["call True"]
    assert lobby.driver.state()["overlay"] == "help"
    lobby.driver.tap("cancel_call")
    assert lobby.outside.done == ["call True", "call False"]


def test_what_is_not_on_the_page_cannot_be_touched(lobby: Lobby) -> None:
    with pytest.raises(NotOnScreenError, match="0 of primary on page home"):
        lobby.driver.tap("primary")
    with pytest.raises(NotOnScreenError, match="did not come"):
        lobby.driver.wait(page="review", seconds=0.1)


def test_a_live_office_refuses_the_driver(lobby: Lobby, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        DriverServer(lobby.driver, tmp_path / "drive", training=False)
    assert refused.value.code == "live_office"
    with pytest.raises(Unavailable):
        Touch(tmp_path / "drive")


def test_a_training_office_is_driven_over_its_line(lobby: Lobby, tmp_path: Path) -> None:
    server = DriverServer(lobby.driver, tmp_path / "drive", training=True)
    said: dict[str, object] = {}

    def drive() -> None:
        try:
            with Touch(tmp_path / "drive", patience=5) as touch:
                touch.wait(page="home", name="tile_list")
                touch.tap("tile_list")
                touch.type("search", "domisili")
                said["text"] = touch.read("search")
                touch.grab(tmp_path / "page.png")
                said["state"] = touch.state()
                try:
                    touch.tap("nothing")
                except Refused as refused:
                    said["refused"] = refused.details["what"]
        except KioskError as error:
            said["error"] = error

    person = threading.Thread(target=drive)
    person.start()
    while person.is_alive():
        lobby.driver.pause(20)
    server.close()
    assert said.get("error") is None
    assert said["text"] == "DOMISILI"
    assert said["refused"] == "0 of nothing on page services"
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")
    state = said["state"]
    assert isinstance(state, dict)
    assert (state["page"], state["keys"], state["taps"]) == ("services", 8, 2)
