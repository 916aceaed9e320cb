"""Another desk becomes the register, with the old one's word or without it; the old one comes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk import config
from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, encode
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.store import cases, ledger, odd, register
from kiosk.usecases import acts, appointment, office, permohonan, reserves, surat
from kiosk.usecases.office import Start
from sync.central import fold
from sync.central import reserves as central
from sync.central.center import Center
from tests import make
from tests.fakes import FakeWorld
from tests.faults import audit, kills
from tests.faults.audit import meet, speak
from tests.faults.crew import Hand, wait_for
from tests.sync.test_center_group import center

__all__ = ["center"]


@dataclass
class Three:
    """A register desk `meja-1`, a second desk that holds its reserve, a lobby: all at one ledger."""

    old: Kiosk
    new: Kiosk
    lobby: Kiosk

    def take_over(self) -> int:
        return appointment.take_over(self.new, make.operator, acts.begin(self.new))

    def type_last(self, n: int) -> None:
        start = Start("office", 2026, n)
        office.start_at(self.new, make.operator, acts.begin(self.new), start, reason="buku kertas")


@pytest.fixture
def three(desk: Kiosk, lobby: Kiosk, tmp_path: Path) -> Iterator[Three]:
    second = make.make_second_desk(desk, tmp_path / "desk-2")
    for _ in range(2):
        meet(second, desk)
        meet(lobby, desk)
    meet(second, desk)
    yield Three(desk, second, lobby)
    second.db.close()


def sign(kiosk: Kiosk) -> Permohonan:
    """A permohonan filed and carried to its number at this desk."""
    return make.signed(kiosk)


def end_well(three: Three, *others: Kiosk) -> None:
    """Filing, signing and one round on the new register; then all hold one ledger."""
    filed = make.file(three.lobby)
    meet(three.lobby, three.new)
    assert cases.find(three.new.db, filed.case.id) is not None
    assert sign(three.new).status is Status.SIGNED
    everybody = (three.new, three.lobby, *others)
    for one in everybody[1:] * 3:
        meet(one, three.new)
    assert not list(audit.find_differences(everybody))
    assert not audit.count_doubles(ledger.all_entries(three.new.db))
    for one in everybody:
        assert not list(audit.find_damage(one))
        assert one.register == three.new.register


def test_a_closed_register_hands_its_numbers_on(three: Three) -> None:
    last = sign(three.old)
    meet(three.new, three.old)
    appointment.close(three.old, make.operator, acts.begin(three.old))
    with pytest.raises(Refused, match="register_ended"):
        surat.sign(three.old, make.operator, acts.begin(three.old, last))
    meet(three.new, three.old)
    assert three.take_over() == 2
    assert three.new.seal_key is not None
    assert sign(three.new).sign["counter"]["n"] == last.sign["counter"]["n"] + 1
    meet(three.old, three.new)
    assert not three.old.is_register
    end_well(three, three.old)
    assert not register.find_doubles(three.new.db)


def test_what_waits_at_a_closed_register_stands_in_the_next_ones_ledger(three: Three) -> None:
    appointment.close(three.old, make.operator, acts.begin(three.old))
    n = ledger.head(three.old.db).n
    waiting = make.file(three.old, make.operator_2)
    assert waiting.is_waiting
    meet(three.lobby, three.old)
    meet(three.new, three.old)
    assert ledger.head(three.old.db).n == n
    three.take_over()
    meet(three.old, three.new)
    meet(three.old, three.new)
    assert cases.find(three.new.db, waiting.case.id) is not None
    end_well(three, three.old)


def test_nobody_closes_a_register_that_nobody_could_take_over(desk: Kiosk, lobby: Kiosk) -> None:
    meet(lobby, desk)
    with pytest.raises(Refused, match="reserve_elsewhere"):
        appointment.close(desk, make.operator, acts.begin(desk))
    with pytest.raises(Refused, match="not_register"):
        appointment.close(lobby, make.operator, acts.begin(lobby))
    assert make.signed(desk).status is Status.SIGNED


def test_only_an_officer_closes_or_takes_over(three: Three) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        appointment.close(three.old, make.seklur, acts.begin(three.old))
    with pytest.raises(Refused, match="not_allowed"):
        appointment.take_over(three.new, make.operator_2, acts.begin(three.new))
    with pytest.raises(Refused, match="register_already"):
        appointment.take_over(three.old, make.operator, acts.begin(three.old))
    with pytest.raises(Refused, match="reserve_missing"):
        appointment.take_over(three.lobby, make.operator, acts.begin(three.lobby))


def test_a_lost_register_is_replaced_and_numbers_wait_for_the_paper_book(three: Three) -> None:
    """The dead desk's last surat reached nobody: its number stands in the paper book alone."""
    meet(three.new, three.old)
    lost = sign(three.old).sign["counter"]["n"]
    three.take_over()
    assert appointment.find_standing(three.new).is_locked
    case = make.at_signer(three.new)
    with pytest.raises(Refused, match="register_locked"):
        surat.sign(three.new, make.operator, acts.begin(three.new, case))
    three.type_last(lost)
    assert not appointment.find_standing(three.new).is_locked
    signed = surat.sign(three.new, make.operator, acts.begin(three.new, case))
    assert signed.sign["counter"]["n"] == lost + 1
    end_well(three)


def test_a_press_counts_once_and_the_trail_says_whose_it_was(three: Three) -> None:
    act = acts.begin(three.new)
    terms = [appointment.take_over(three.new, make.operator, act) for _ in range(2)]
    assert terms == [2, 2]
    events = audit.read_events(three.new)
    taken = [one for one in events if one["data"].get("values", {}).get("register")]
    assert [(one["who"], one["data"]["values"]["register"]["term"]) for one in taken] == [("op-1", 2)]


def test_the_old_register_comes_back_and_what_it_wrote_is_not_lost(three: Three) -> None:
    meet(three.new, three.old)
    three.take_over()
    three.type_last(20)
    alone = sign(three.old)  # it does not know yet
    filed = make.file(three.old)
    assert three.old.is_register
    meet(three.old, three.new)
    meet(three.old, three.new)
    assert three.old.register == ("meja-2", 2)
    with pytest.raises(Refused, match="not_register"):
        surat.sign(three.old, make.operator, acts.begin(three.old, make.at_signer(three.old)))
    assert cases.find(three.new.db, filed.case.id) is not None
    doubtful = cases.get_shown(three.new.db, alone.id).case
    assert doubtful.ruling
    assert alone.signed_by in doubtful.doubtful
    assert [entry.code for entry in ledger.entries_about(three.new.db, alone.id)][-1] == "not_register"
    ruled = permohonan.rule(
        three.new, make.lurah, acts.begin(three.new, doubtful), stands=alone.signed_by, reason="asli ada"
    )
    assert (ruled.ruling, ruled.sign["number"]) == (False, alone.sign["number"])
    end_well(three, three.old)


def test_two_surat_for_one_permohonan_both_stand_in_the_inbox(three: Three) -> None:
    case = make.at_signer(three.old)
    meet(three.new, three.old)
    meet(three.lobby, three.old)
    three.take_over()
    three.type_last(30)
    mine = surat.sign(
        three.new, make.operator, acts.begin(three.new, cases.get_shown(three.new.db, case.id).case)
    )
    theirs = surat.sign(three.old, make.operator, acts.begin(three.old, case))
    meet(three.old, three.new)
    meet(three.old, three.new)
    doubtful = cases.get_shown(three.new.db, case.id).case
    assert (doubtful.ruling, doubtful.signed_by, list(doubtful.doubtful)) == (
        True,
        mine.signed_by,
        [theirs.signed_by],
    )
    end_well(three, three.old)


def test_a_lobby_that_was_ahead_gives_back_what_the_new_register_never_saw(three: Three) -> None:
    filed = make.file(three.lobby)
    meet(three.lobby, three.old)  # admitted there, and the new register is never told by it
    three.take_over()
    three.type_last(5)
    meet(three.lobby, three.new)
    meet(three.lobby, three.new)
    assert cases.find(three.new.db, filed.case.id) is not None
    end_well(three)


def test_of_two_that_took_over_apart_the_higher_term_stands(three: Three, tmp_path: Path) -> None:
    third = make.make_second_desk(three.old, tmp_path / "desk-3", device="meja-3")
    for _ in range(2):
        meet(third, three.old)
        meet(three.new, three.old)
        meet(three.lobby, three.old)
    assert three.take_over() == 2
    assert appointment.take_over(third, make.operator, acts.begin(third)) == 3
    filed = make.file(three.new)
    meet(three.new, third)
    meet(three.new, third)
    assert {three.new.register, third.register} == {("meja-3", 3)}
    assert cases.find(third.db, filed.case.id) is not None
    three.new, third = third, three.new
    three.type_last(9)
    end_well(three, third)
    third.db.close()


def test_the_register_can_come_home(three: Three) -> None:
    """The desk that was the register gets a reserve above the present term, and takes over again."""
    appointment.close(three.old, make.operator, acts.begin(three.old))
    meet(three.new, three.old)
    three.take_over()
    sign(three.new)
    for _ in range(3):
        meet(three.old, three.new)
    held = reserves.get_reserve(three.old)[0]
    assert held.term > 2
    for _ in range(2):
        meet(three.old, three.new)
    appointment.close(three.new, make.operator, acts.begin(three.new))
    meet(three.old, three.new)
    three.old, three.new = three.new, three.old
    assert three.take_over() == held.term
    end_well(three, three.old)


def test_the_center_appoints_and_signing_waits_here_too(three: Three, center: Center) -> None:
    meet(three.new, three.old)
    meet(three.lobby, three.old)
    speak(three.old, center)
    with center.engine.connect() as connection:
        side = center.open_side(connection, make.KELURAHAN)
        fold.catch_up(side)
        made = central.appoint(side, "meja-2")
        center.reload()
        assert side.find_register() == "meja-2"
    speak(three.new, center)
    speak(three.new, center)
    assert three.new.register == ("meja-2", made.term)
    assert three.new.is_register
    assert three.new.seal_key is not None
    with pytest.raises(Refused, match="register_locked"):
        sign(three.new)
    three.type_last(12)
    speak(three.lobby, center)
    assert three.lobby.register[0] == "meja-2"
    end_well(three)
    speak(three.old, center)
    assert not three.old.is_register
    meet(three.old, three.new)
    end_well(three, three.old)
    speak(three.new, center)
    with center.engine.connect() as connection:
        side = center.open_side(connection, make.KELURAHAN)
        fold.catch_up(side)
        assert not list(audit.find_differences((three.new, three.old, three.lobby), side))
        told = [row[0] for row in connection.exec_driver_sql("SELECT what FROM alarm").all()]
    assert "outcome_differs" not in told


def test_an_entry_of_the_book_says_why_the_numbers_between_are_outside(three: Three) -> None:
    three.take_over()
    three.type_last(7)
    lines = [line for line in register.find_year(three.new.db, 2026) if line.state == "outside"]
    assert [(line.row["first"], line.row["last"], line.row["title"]) for line in lines] == [
        (1, 7, "buku kertas")
    ]
    assert json.loads(next(iter(three.new.db.rows("SELECT state FROM office_state")))[0])["typed"] == [
        "office"
    ]


# --- a followed register that has not heard of it, or is stolen, hands in under its old head ---------------


def invent(three: Three, device: str, verb: str, role: str, **data: object) -> bytes:
    """An Event the old register's key makes up in another device's name and gives a place in its ledger."""
    raw = encode(
        Event(
            id=three.old.new_id(),
            device=device,
            inc=three.old.token(16).hex(),
            seq=1,
            verb=verb,
            who="device" if role == "device" else "op-1",
            role=role,
            at=three.old.now(),
            clock={"q": "good", "mono": 1, "off": 0},
            data=data,
        )
    )
    ledger.admit(three.old.db, three.old.get_writer(), [raw], now=three.old.now(), sender=device)
    return raw


def test_under_its_old_head_it_says_nothing_for_the_new_register_nor_for_another_desk(three: Three) -> None:
    meet(three.new, three.old)
    three.take_over()
    three.type_last(3)
    forged = [
        invent(three, "meja-2", "settings", "register", values={"ended": ["lobi-1"]}),
        invent(three, "meja-2", "start_at", "register", scope="office", year=2026, n=900, reason="palsu"),
        invent(three, "pusat", "alarm", "device", what="palsu"),
        invent(three, "meja-9", "call", "operator", number="A-001", place="1"),
    ]
    own = make.file(three.old, make.operator_2)
    meet(three.old, three.new)
    meet(three.old, three.new)
    stands = {entry.event for entry in ledger.all_entries(three.new.db)}
    settled = ledger.get_office(three.new.db)
    assert settled.get_ended() == frozenset()
    assert settled.get_counter("office", 2026).n == 3
    assert cases.find(three.new.db, own.case.id) is not None  # for itself it speaks on, as any desk
    assert not stands & set(forged)
    kept = {one.raw: one.reason for one in odd.find_unseen(three.new.db)}
    assert [kept.get(raw) for raw in forged] == ["ended_head"] * 4
    end_well(three)


def test_what_another_device_really_said_stands_as_soon_as_it_says_so_itself(three: Three) -> None:
    filed = make.file(three.lobby)
    case = make.file(three.new, make.operator_2)
    meet(three.lobby, three.old)
    meet(three.new, three.old)
    third = make.make_second_desk(three.old, three.old.config.home.parent / "desk-3", device="meja-3")
    for one in (third, three.new, three.lobby, third):
        meet(one, three.old)
    noted = permohonan.note(
        third, make.kasi, acts.begin(third, cases.get_shown(third.db, case.case.id).case), text="contoh"
    )
    meet(third, three.old)  # the old register gave it a place, the new one never heard
    three.take_over()
    three.type_last(2)
    meet(three.old, three.new)
    meet(three.old, three.new)
    assert [one.reason for one in odd.find_unseen(three.new.db)] == ["ended_head"]
    for _ in range(2):
        meet(third, three.new)
    assert odd.find_unseen(three.new.db) == []
    assert len(ledger.entries_about(three.new.db, noted.id)) == 2
    assert cases.find(three.new.db, filed.case.id) is not None
    end_well(three, three.old, third)
    third.db.close()


@pytest.mark.parametrize("point", [one for one in kills.find_points() if one.startswith("appointment.")])
def test_a_desk_that_dies_while_it_takes_over_is_the_register_or_is_not(three: Three, point: str) -> None:
    home = three.new.config.home
    config.save(three.new.config)
    three.new.db.close()
    hand = Hand("successor", home)
    hand.start(point)
    assert wait_for(lambda: not hand.is_alive())
    assert hand.bury() == -9
    three.new = make.restart(three.new, FakeWorld(seed=77))
    is_done = point == "appointment.committed"
    assert (three.new.is_register, three.new.register[1]) == (is_done, 2 if is_done else 1)
    if not is_done:
        assert three.take_over() == 2
    assert three.new.seal_key is not None
    three.type_last(0)
    end_well(three, three.old)
