"""What a device runs for sync, put together as the program does it: a lobby files, the desk answers."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused, Unavailable
from kiosk.store import cases, ledger
from kiosk.usecases import acts, permohonan
from sync import station
from tests import make
from tests.waiting import free_port, wait_until


@pytest.fixture
def desk(desk: Kiosk) -> Kiosk:
    return replace(desk, config=replace(desk.config, listen="127.0.0.1", port=free_port()))


@pytest.fixture
def lobby(desk: Kiosk, lobby: Kiosk) -> Kiosk:
    return replace(lobby, config=replace(lobby.config, register=f"https://127.0.0.1:{desk.config.port}"))


def test_a_filing_reaches_the_desk_and_a_pass_comes_back_at_a_poke(desk: Kiosk, lobby: Kiosk) -> None:
    at_desk, at_lobby = threading.Event(), threading.Event()
    there = station.start(desk, news=lambda _ids: at_desk.set())
    here = station.start(lobby, news=lambda _ids: at_lobby.set())

    def has_passed() -> bool:
        shown = cases.find(lobby.db, case.id)
        return shown is not None and shown.get_step() != "operator"

    try:
        case = make.file(lobby).case
        here.poke()
        assert at_desk.wait(10)
        assert at_lobby.wait(10)
        assert cases.find(desk.db, case.id) is not None
        stands = make.checked(desk, case)
        at_lobby.clear()
        permohonan.pass_on(desk, make.operator, acts.begin(desk, stands))
        here.poke()
        wait_until(has_passed, "the pass comes back")
        assert at_lobby.wait(10)
    finally:
        here.stop()
        there.stop()
    assert [state.error for state in here.get_states()] == [""]
    assert ledger.head(lobby.db) == ledger.head(desk.db)


def test_an_office_that_stands_alone_has_nobody_to_speak_to(desk: Kiosk) -> None:
    one = station.start(desk)
    assert one.get_states() == ()
    one.poke()
    with pytest.raises(Unavailable, match="port_taken"):
        station.start(desk)
    one.stop()


def test_while_the_desk_is_away_the_screen_says_what_waits(desk: Kiosk, lobby: Kiosk) -> None:
    """Filing never waits for the register; the rim of the screen tells how much does."""
    here = station.start(lobby)
    try:
        make.file(lobby)
        here.poke()
        for _ in range(200):
            state = here.get_states()[0]
            if state.error and state.unsent == 2:
                break
            threading.Event().wait(0.05)
    finally:
        here.stop()
    assert (state.error, state.unsent, state.last_contact) == ("offline", 2, 0)
    assert state.unsent_since
    assert ledger.head(desk.db).n


def test_an_address_on_which_strangers_could_read_is_refused(lobby: Kiosk) -> None:
    with pytest.raises(Refused, match="link_unsafe"):
        station.start(replace(lobby, config=replace(lobby.config, register="http://10.0.0.5:7443")))
