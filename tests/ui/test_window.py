"""A living window: work thread, languages, overlays, reader, LATIHAN, and an end without a warning."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from kiosk import texts
from kiosk.domain.errors import KioskError, Refused
from tests.shots import Look
from tests.ui.stage import Stage
from tests.ui.test_drive import Lobby
from ui.qt.idle import IdleWatch
from ui.qt.items import RESOURCES
from ui.qt.reader import Reader
from ui.qt.window import make_application
from ui.qt.words import make_words
from ui.qt.worker import Worker
from ui.screens.gallery import exhibits
from ui.screens.idle import Idle, Limits


@pytest.fixture
def worker() -> Iterator[Worker]:
    make_application(["worker"])
    worker = Worker()
    yield worker
    worker.stop()


def until(what: list[object]) -> None:
    for _ in range(400):
        if what:
            return
        QTest.qWait(5)
    pytest.fail("nothing came back from the work thread")


def test_a_job_runs_elsewhere_and_comes_back_here(worker: Worker) -> None:
    came: list[object] = []
    worker.run(
        lambda: threading.current_thread().name,
        lambda name: came.append((name, threading.current_thread() is threading.main_thread())),
        came.append,
    )
    until(came)
    assert came == [("work", True)]


def test_a_refused_job_and_a_broken_one_come_back_as_errors(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    came: list[object] = []

    def refused() -> None:
        raise Refused("bad_nik")

    with caplog.at_level(logging.CRITICAL + 1):
        worker.run(refused, came.append, came.append)
        worker.run(lambda: 1 // 0, came.append, came.append)
        until_two(came)
    assert [error.code for error in came if isinstance(error, KioskError)] == ["bad_nik", "fault"]


def until_two(what: list[object]) -> None:
    for _ in range(400):
        if len(what) == 2:
            return
        QTest.qWait(5)
    pytest.fail(f"only {what} came back")


def test_words_switch_and_fall_back_to_the_default_language() -> None:
    words = make_words(texts.load(RESOURCES / "texts"))
    told: list[int] = []
    words.changed.connect(lambda: told.append(1))
    assert words.property("frame_back") == "Kembali"
    words.choose("en")
    assert words.property("frame_back") == "Back"
    assert words("home.waiting", count=3) == "3 people waiting"
    assert told == [1]


@pytest.fixture
def lobby() -> Iterator[Lobby]:
    lobby = Lobby()
    yield lobby
    lobby.window.close()


@dataclass(slots=True)
class Clock:
    """A clock that a test moves."""

    now: int = 0

    def __call__(self) -> int:
        return self.now


def test_silence_asks_and_a_touch_on_a_button_is_heard(lobby: Lobby) -> None:
    clock = Clock()
    idle = Idle(lobby.frame, lobby.journey, end_visit=lambda: lobby.journey.restart("home"), limits=Limits())
    watch = IdleWatch(lobby.window, idle, clock=clock)
    lobby.driver.tap("tile_list")
    clock.now = 61_000
    watch.look()
    lobby.driver.wait(name="stay")
    assert lobby.driver.read("overlay_heading") == "Masih di sini?"
    lobby.driver.tap("stay")  # the topmost handler hears a press on a button
    clock.now = 119_000
    watch.look()
    assert lobby.frame.state.overlay == ""
    clock.now = 61_000 + 81_000
    watch.look()
    assert lobby.window.page == "home"


def test_while_a_question_is_open_the_page_below_cannot_be_pressed(lobby: Lobby) -> None:
    lobby.driver.tap("call_staff")
    lobby.driver.touch(
        lobby.driver.find("group_all").mapToScene(lobby.driver.find("group_all").boundingRect().center())
    )
    assert lobby.frame.state.overlay == "help"
    assert lobby.window.page == "home"


def send(lobby: Lobby, letters: str) -> None:
    for letter in letters:
        key = Qt.Key.Key_Return if letter == "\r" else ord(letter.upper())
        QCoreApplication.sendEvent(
            lobby.window.view, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
        )


def test_a_reader_reaches_a_page_that_takes_scans_and_no_field(
    lobby: Lobby, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes: list[str] = []
    clock = Clock()
    reader = Reader(lobby.window, clock=clock)
    monkeypatch.setattr(type(lobby.window), "takes_scans", True)
    monkeypatch.setattr(lobby.window, "scanned", codes.append)
    lobby.driver.tap("tile_list")
    lobby.driver.tap("search_input")
    send(lobby, "M6SC7N75YR3R\r")
    assert codes == ["M6SC7N75YR3R"]
    assert lobby.driver.read("search") == ""
    clock.now += 500
    send(lobby, "u")
    QTest.qWait(80)
    assert lobby.driver.read("search") == "u"
    assert reader.parent() is None


def test_every_page_of_a_training_office_says_so() -> None:
    stage = Stage(Look(training=True))
    for exhibit in exhibits().values():
        stage.show(exhibit, next(iter(exhibit.examples)))
        mark, page = stage.find("training_mark"), stage.find("page")
        assert mark.isVisible()
        assert mark.y() + mark.height() <= page.y()  # it covers no word of the page
    stage.close()
    live = Stage(Look())
    with pytest.raises(LookupError):
        live.find("training_mark")
    live.close()
