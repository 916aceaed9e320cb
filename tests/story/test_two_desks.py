"""A resident files in the lobby, the office decides at its desk, and the paper can be checked by anyone."""

from __future__ import annotations

import pypdfium2
import pytest

from kiosk import trust
from kiosk.context import RESIDENT
from kiosk.domain.errors import Refused
from kiosk.domain.page import Copy
from kiosk.domain.permohonan import Status
from kiosk.domain.seal import Mode, find_host
from kiosk.domain.verdict import Colour, State
from kiosk.store import cases, ledger, residents
from kiosk.usecases import acts, checking, office, permohonan, surat, tracking, views
from kiosk.usecases import residents as people
from printing import read
from tests.story.place import (
    LURAH,
    Place,
    confirm_paper,
    file_at,
    make_surat,
    newest_paper,
    pass_chain,
    picture,
    print_at_desk,
    read_qr,
    see_papers,
    sign,
    with_name,
)
from tests.waiting import wait_until
from ui import paper

LELA_NIK = "1671994507890003"


def arrived(place: Place, id: str) -> bool:
    return cases.find(place.desk.kiosk.db, id) is not None


def followed(place: Place) -> bool:
    mine, theirs = ledger.head(place.lobby.kiosk.db), ledger.head(place.desk.kiosk.db)
    return (mine.n, mine.hash) == (theirs.n, theirs.hash)


def send(place: Place, id: str) -> None:
    place.lobby.wires.poke()
    wait_until(lambda: arrived(place, id), "the filing reaches the register desk")


def hear(place: Place) -> None:
    place.lobby.wires.poke()
    wait_until(lambda: followed(place), "the lobby has the desk's ledger")


def test_the_office_names_two_devices_and_one_of_them_is_the_register(place: Place) -> None:
    assert place.desk.kiosk.is_register
    assert not place.lobby.kiosk.is_register
    assert place.lobby.kiosk.register == ("meja-1", 1)
    assert place.lobby.kiosk.seal_key is None
    assert place.lobby.kiosk.keys.root is None


def test_a_known_resident_is_recognised_in_the_lobby_by_nik_and_kk(place: Place) -> None:
    wait_until(lambda: place.lobby.refresh() or knows_lela(place), "the residents' list reaches the lobby")
    found = people.challenge(place.lobby.kiosk, LELA_NIK, "100002")
    assert found.is_match
    assert found.person["nama"] == "LELA MARLINA CONTOH"
    assert not people.challenge(place.lobby.kiosk, LELA_NIK, "100009").is_match


def knows_lela(place: Place) -> bool:
    return residents.find(place.lobby.kiosk.db, LELA_NIK) is not None


def test_a_filing_in_the_lobby_is_durable_at_once_and_reaches_the_desk_over_tls(place: Place) -> None:
    filed = file_at(place.lobby.kiosk)
    assert filed.is_waiting
    assert len(filed.pin) == 6
    assert ledger.count_pending(place.lobby.kiosk.db)[0] >= 1
    send(place, filed.case.id)
    hear(place)
    assert not cases.get_shown(place.lobby.kiosk.db, filed.case.id).is_waiting
    assert ledger.count_pending(place.lobby.kiosk.db)[0] == 0
    ids = {row.id for row in views.queue(place.desk.kiosk, place.sign_in("rina")).rows}
    assert filed.case.id in ids


def test_a_surat_is_yellow_until_its_ink_is_confirmed_then_green_and_red_once_revoked(
    place: Place,
) -> None:
    filed = file_at(place.lobby.kiosk)
    send(place, filed.case.id)
    desk = place.desk.kiosk
    see_papers(place, filed.case.id)
    pass_chain(place, filed.case.id)
    assert sign(place, filed.case.id).status is Status.SIGNED
    sent = print_at_desk(place, filed.case.id)
    text = read_qr(newest_paper(place.folder / "paper"))
    assert newest_paper(place.folder / "paper") == sent.pdf
    case = confirm_paper(place, filed.case.id, sent.printed.attempt)

    verdict = checking.check(desk, text)
    assert (verdict.state, verdict.colour) == (State.AWAITING_INK, Colour.YELLOW)
    assert verdict.claims is not None
    assert verdict.claims.name == "LELA CONTOH"
    assert verdict.claims.number == case.sign["number"]

    case = surat.confirm_ink(desk, place.sign_in("rina"), acts.begin(desk, case))
    assert case.status is Status.READY
    assert checking.check(desk, text).colour is Colour.GREEN
    hear(place)
    assert checking.check(place.lobby.kiosk, text).colour is Colour.GREEN

    surat.revoke(desk, place.sign_in(LURAH), acts.begin(desk, case), reason="wrong_data")
    verdict = checking.check(desk, text)
    assert (verdict.state, verdict.colour) == (State.REVOKED, Colour.RED)
    hear(place)
    assert checking.check(place.lobby.kiosk, text).state is State.REVOKED


def test_a_surat_sealed_by_the_lurah_is_green_at_once(place: Place) -> None:
    case, text = make_surat(place, Mode.SEAL, subject=with_name("SITI AMINAH CONTOH", "1671995708580001"))
    assert case.status is Status.READY
    verdict = checking.check(place.desk.kiosk, text)
    assert (verdict.state, verdict.mode) == (State.VALID, Mode.SEAL)


def test_a_resident_prints_a_sealed_surat_in_the_lobby_once_the_register_admits_it(
    place: Place,
) -> None:
    filed = file_at(place.lobby.kiosk)
    send(place, filed.case.id)
    see_papers(place, filed.case.id)
    pass_chain(place, filed.case.id)
    sign(place, filed.case.id, Mode.SEAL)
    hear(place)
    lobby, printer = place.lobby.kiosk, place.lobby.printer
    case = cases.get_shown(lobby.db, filed.case.id).case
    assert tracking.track(lobby, filed.ticket, filed.pin).may_print

    place.close_desk()
    sent = paper.begin_print(lobby, printer, RESIDENT, acts.begin(lobby, case))
    assert not paper.send_print(lobby, printer, sent)  # recorded here, admitted nowhere: no paper moves
    assert not list((place.folder / "lobby-paper").glob("*-original-*"))
    place.open_desk()
    place.lobby.wires.poke()
    wait_until(lambda: paper.send_print(lobby, printer, sent), "the register admits the print")
    assert paper.send_print(lobby, printer, sent)
    (page,) = (place.folder / "lobby-paper").glob("*-original-*")
    assert page.read_bytes() == sent.pdf
    assert paper.render_surat(place.desk.kiosk, filed.case.id, Copy.ORIGINAL) == sent.pdf
    assert checking.check(lobby, read_qr(sent.pdf)).colour is Colour.GREEN

    case = cases.get_shown(lobby.db, filed.case.id).case
    surat.confirm_paper(lobby, RESIDENT, acts.begin(lobby, case), attempt=sent.printed.attempt)
    place.lobby.wires.poke()
    wait_until(
        lambda: cases.get_shown(place.desk.kiosk.db, filed.case.id).case.status is Status.HANDED_OVER,
        "the desk knows that it was taken",
    )
    with pytest.raises(Refused, match="wrong_state"):
        paper.begin_print(lobby, printer, RESIDENT, acts.begin(lobby, case))


def test_the_anchors_an_office_hands_out_check_its_paper_without_the_office(place: Place) -> None:
    _, text = make_surat(place, Mode.SEAL)
    anchors = trust.read_anchors(office.export_anchors(place.desk.kiosk))
    alone = trust.check(text, anchors, now=place.desk.kiosk.now())
    assert (
        alone.colour is Colour.YELLOW
    )  # genuine; whether it still stands only the office or the center knows
    assert alone.claims is not None
    tampered = text[:-1] + ("1" if text[-1] != "1" else "2")
    assert trust.check(tampered, anchors, now=place.desk.kiosk.now()).colour is Colour.RED


def test_every_page_of_the_practice_office_says_so(place: Place) -> None:
    filed = file_at(place.desk.kiosk, place.sign_in("dewi"))
    draft = paper.render_surat(place.desk.kiosk, filed.case.id)
    slip = paper.render_slip(place.desk.kiosk, filed.case)
    for pdf in (draft, slip):
        assert "LATIHAN" in read_words(pdf)
    assert not [text for text in read.qr_texts(picture(draft)) if "/V#" in text]


def read_words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return str(document[0].get_textpage().get_text_range())


def test_the_slip_names_ticket_and_pin_and_opens_the_same_permohonan(place: Place) -> None:
    filed = file_at(place.lobby.kiosk)
    pdf = paper.print_slip(place.lobby.kiosk, place.lobby.printer, filed.case.id)
    words = read_words(pdf)
    assert filed.ticket in words
    assert filed.pin in "".join(words.split())
    texts = read.qr_texts(picture(pdf, 300))
    assert f"#{filed.ticket.replace('-', '')}.{filed.pin}" in texts[0].replace("-", "")
    assert find_host(texts[0]) is None
    tracked = tracking.track(place.lobby.kiosk, filed.ticket, filed.pin)
    assert tracked.id == filed.case.id


def test_a_resident_withdraws_by_slip_and_the_desk_sees_it(place: Place) -> None:
    filed = file_at(place.lobby.kiosk)
    send(place, filed.case.id)
    hear(place)
    case = cases.get_shown(place.lobby.kiosk.db, filed.case.id).case
    permohonan.withdraw(place.lobby.kiosk, RESIDENT, acts.begin(place.lobby.kiosk, case))
    place.lobby.wires.poke()
    wait_until(
        lambda: cases.get_shown(place.desk.kiosk.db, filed.case.id).case.status is Status.WITHDRAWN,
        "the withdrawal reaches the desk",
    )
