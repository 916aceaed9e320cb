"""The register desk is off, for lunch or for a month: residents file on, nothing is lost or doubled."""

from __future__ import annotations

import json

import pytest

from kiosk.context import RESIDENT, Kiosk
from kiosk.domain.errors import Refused, Unavailable
from kiosk.store import cases, ledger
from kiosk.usecases import acts, permohonan, surat, tracking, upkeep
from kiosk.usecases.permohonan import Filing
from printing.printers import NoPrinter
from tests import make
from tests.story.place import DOMISILI, TIDAK_MAMPU, Place, file_at
from tests.waiting import wait_until
from ui import paper


@pytest.fixture(autouse=True)
def _desk_comes_back(place: Place) -> None:
    if place._desk is None:
        place.open_desk()


def ids_in_ledger(place: Place) -> list[str]:
    """Each `file` event of the desk's ledger, as often as it stands there."""
    events = [json.loads(entry.event) for entry in ledger.all_entries(place.desk.kiosk.db)]
    return [event["id"] for event in events if event["verb"] == "file"]


def test_filing_goes_on_while_the_register_is_off_and_arrives_once_when_it_is_back(place: Place) -> None:
    place.close_desk()
    filed = [file_at(place.lobby.kiosk) for _ in range(5)]
    filed += [file_at(place.lobby.kiosk, service="tidak_mampu", answers=TIDAK_MAMPU)]
    place.lobby.wires.poke()
    wait_until(lambda: is_away(place, len(filed)), "the lobby notices, and counts all that waits")
    assert all(one.is_waiting for one in filed)
    assert len({one.ticket for one in filed}) == len(filed)

    place.open_desk()
    place.lobby.wires.poke()
    wait_until(lambda: not ledger.count_pending(place.lobby.kiosk.db)[0], "everything is handed in")
    inside = ids_in_ledger(place)
    assert [inside.count(one.case.id) for one in filed] == [1] * len(filed)
    wait_until(lambda: digest(place.lobby.kiosk) == digest(place.desk.kiosk), "both know the same")


def is_away(place: Place, unsent: int) -> bool:
    """Whether the lobby's last round found nobody; the one before it may have counted fewer."""
    state = place.lobby.wires.get_states()[0]
    return state.error == "offline" and state.unsent >= unsent


def digest(kiosk: Kiosk) -> upkeep.Digest:
    return upkeep.digest(kiosk)


def test_a_slip_of_a_waiting_filing_says_so_and_stays_the_same_afterwards(place: Place) -> None:
    place.close_desk()
    filed = file_at(place.lobby.kiosk)
    first = tracking.track(place.lobby.kiosk, filed.ticket, filed.pin)
    assert first.is_waiting
    assert paper.render_slip(place.lobby.kiosk, filed.case, is_waiting=True).startswith(b"%PDF-")
    place.open_desk()
    place.lobby.wires.poke()
    wait_until(
        lambda: not tracking.track(place.lobby.kiosk, filed.ticket, filed.pin).is_waiting, "it is admitted"
    )
    shown = cases.get_shown(place.lobby.kiosk.db, filed.case.id)
    assert permohonan.get_pin(place.lobby.kiosk, shown.case.id) == filed.pin


def test_only_what_needs_the_register_waits_for_it(place: Place) -> None:
    filed = file_at(place.lobby.kiosk)
    place.lobby.wires.poke()
    wait_until(lambda: cases.find(place.desk.kiosk.db, filed.case.id) is not None, "it arrives")
    case = cases.get_shown(place.lobby.kiosk.db, filed.case.id).case
    with pytest.raises(Refused, match="not_register"):
        surat.sign(place.lobby.kiosk, make.lurah, acts.begin(place.lobby.kiosk, case))


def test_a_filing_pressed_twice_in_the_lobby_is_one_also_after_it_travelled(place: Place) -> None:
    lobby = place.lobby.kiosk
    button = acts.begin(lobby)
    filing = Filing(service="domisili", answers=DOMISILI, subject=make.LELA)
    first = permohonan.file(lobby, RESIDENT, button, filing)
    assert permohonan.file(lobby, RESIDENT, button, filing).ticket == first.ticket
    place.lobby.wires.poke()
    wait_until(lambda: first.case.id in ids_in_ledger(place), "it arrives")
    assert permohonan.file(lobby, RESIDENT, button, filing).ticket == first.ticket
    place.lobby.wires.poke()
    wait_until(lambda: not ledger.count_pending(lobby.db)[0], "nothing waits")
    assert ids_in_ledger(place).count(first.case.id) == 1


def test_without_a_printer_the_filing_stands_and_the_slip_can_be_printed_later(place: Place) -> None:
    filed = file_at(place.lobby.kiosk)
    with pytest.raises(Unavailable, match="no_printer"):
        paper.print_slip(place.lobby.kiosk, NoPrinter(), filed.case.id)
    assert cases.find_shown(place.lobby.kiosk.db, filed.case.id) is not None
    paper.print_slip(place.lobby.kiosk, place.lobby.printer, filed.case.id)
    assert list((place.folder / "lobby-paper").glob("slip-*.pdf"))
