"""The surat: its number, its seal, its paper and its check, in an office that really signs."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from kiosk.context import Kiosk
from kiosk.domain import cose, seal
from kiosk.domain.errors import Refused
from kiosk.domain.event import encode
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.seal import Mode
from kiosk.domain.verdict import Colour, Registration, State
from kiosk.store import ledger, marks, register
from kiosk.usecases import acts, checking, office, permohonan, reports, surat
from kiosk.usecases.office import Start
from tests import make
from tests.fakes import FakeWorld


def qr_text(kiosk: Kiosk, case: Permohonan) -> str:
    return seal.text(kiosk.office.host, base64.b64decode(case.sign["seal"]))


def claims_of(case: Permohonan) -> seal.Claims:
    return seal.decode_claims(cose.parse(base64.b64decode(case.sign["seal"])).payload)


def press(kiosk: Kiosk, case: Permohonan, *, mode: Mode = Mode.WET, signer: str = "") -> Permohonan:
    who = make.operator if mode is Mode.WET else make.lurah
    return surat.sign(kiosk, who, acts.begin(kiosk, case), mode=mode, signer=signer)


@contextmanager
def crashing(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> Iterator[None]:
    """Power fails the moment a function of a module is called."""

    def crash(*_: object) -> None:
        raise InterruptedError

    with monkeypatch.context() as patched:
        patched.setattr(module, name, crash)
        with pytest.raises(InterruptedError):
            yield


# --- numbers ----------------------------------------------------------------------------------------


def test_numbers_follow_one_another_from_where_the_book_was(tmp_path: Path) -> None:
    desk = make.make_office(tmp_path, starts=[Start("office", 2026, 122)])
    numbers = [make.signed(desk).sign["number"] for _ in range(3)]
    assert numbers == [f"400.12.2.1/{n}/KEL-SLG/XI/2026" for n in (123, 124, 125)]
    lines = [(line.line, line.state) for line in register.find_month(desk.db, "2026-11")]
    assert lines == [(0, "outside"), (1, "issued"), (2, "issued"), (3, "issued")]
    desk.db.close()


def test_a_year_begins_with_one(desk: Kiosk, world: FakeWorld) -> None:
    assert make.signed(desk).sign["counter"] == {"scope": "office", "year": 2026, "n": 1}
    world.pass_time(days=60)
    second = make.signed(desk)
    assert second.sign["counter"] == {"scope": "office", "year": 2027, "n": 1}
    assert second.sign["line"] == 2


def test_a_double_press_takes_one_number(desk: Kiosk) -> None:
    case = make.at_signer(desk)
    act = acts.begin(desk, case)
    first = surat.sign(desk, make.operator, act)
    assert surat.sign(desk, make.operator, act) == first
    assert len(register.find_year(desk.db, 2026)) == 1


def test_the_mark_is_on_the_disk_when_the_number_is_taken(desk: Kiosk) -> None:
    case = make.signed(desk)
    mark = marks.find_number(desk.config.state, "office", 2026)
    assert mark is not None
    assert (mark.n, mark.line, mark.event, mark.inc) == (1, 1, case.signed_by, desk.inc)


def test_a_crash_between_mark_and_commit_loses_the_number_and_nothing_else(
    desk: Kiosk, world: FakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make.at_signer(desk)

    with crashing(monkeypatch, acts, "record"):
        press(desk, case)
    assert ledger.ground(desk.db).office.get_counter("office", 2026).n == 0
    again = make.restart(desk, world)
    assert [line.row["title"] for line in register.find_year(again.db, 2026)] == ["crash"]
    assert press(again, case).sign["counter"]["n"] == 2
    again.db.close()


def test_a_second_crash_while_the_first_is_closed_changes_nothing(
    desk: Kiosk, world: FakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make.at_signer(desk)

    with crashing(monkeypatch, acts, "record"):
        press(desk, case)
    with crashing(monkeypatch, office, "_close_crashed"):
        make.restart(desk, world)
    again = make.restart(desk, world)
    assert [line.row["title"] for line in register.find_year(again.db, 2026)] == ["crash"]
    assert press(again, case).sign["counter"]["n"] == 2
    again.db.close()


def test_within_one_process_a_failed_commit_takes_the_same_number_again(
    desk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make.at_signer(desk)

    with crashing(monkeypatch, acts, "record"):
        press(desk, case)
    assert press(desk, case).sign["counter"]["n"] == 1


def test_a_restored_database_does_not_number_until_the_book_has_spoken(desk: Kiosk, world: FakeWorld) -> None:
    before = make.at_signer(desk)
    path = desk.config.database
    copy = path.with_name("copy.db")
    desk.db.run("PRAGMA wal_checkpoint(TRUNCATE)")
    copy.write_bytes(path.read_bytes())
    press(desk, before)
    make.signed(desk)
    desk.db.close()
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    copy.replace(path)
    older = make.restart(desk, world)
    case = permohonan.note(older, make.operator, acts.begin(older, before), text="dipulihkan")
    with pytest.raises(Refused) as caught:
        press(older, case)
    assert caught.value.code == "number_mark_ahead"
    assert caught.value.details == {"mark": 2, "last": 0}
    office.start_at(older, make.operator, acts.begin(older), Start("office", 2026, 2), reason="book")
    assert press(older, case).sign["counter"]["n"] == 3
    older.db.close()


def test_a_clock_before_the_last_surat_numbers_nothing(desk: Kiosk, world: FakeWorld) -> None:
    make.signed(desk)
    case = make.at_signer(desk)
    world.at -= 2 * 86_400_000
    with pytest.raises(Refused, match="date_untrusted"):
        press(desk, case)


# --- who signs, and how -----------------------------------------------------------------------------


def test_the_surat_names_the_lurah_and_the_book_who_recorded_it(desk: Kiosk) -> None:
    case = make.signed(desk)
    assert case.sign["signer"]["name"] == make.LURAH.name
    [line] = register.find_month(desk.db, "2026-11")
    assert (line.row["signer"], line.row["by"]) == (make.LURAH.name, "op-1")


def test_the_seklur_signs_on_behalf_where_the_service_allows(desk: Kiosk) -> None:
    case = press(desk, make.at_signer(desk), signer="seklur-an")
    assert (case.sign["form"], claims_of(case).form) == (3, 3)
    lurah_only = replace(desk.catalogue.get("domisili"), signers=("lurah",))
    assert [one.id for one in surat.find_signers(desk, lurah_only)] == ["lurah-1"]


def test_nobody_signs_who_may_not(desk: Kiosk) -> None:
    case = make.at_signer(desk)
    for who, signer, code in (
        (make.operator_2, "", "not_allowed"),
        (make.kasi, "", "not_allowed"),
        (make.operator, "op-1", "no_signer"),
    ):
        with pytest.raises(Refused) as caught:
            surat.sign(desk, who, acts.begin(desk, case), signer=signer)
        assert caught.value.code == code


def test_where_ink_wants_the_signer_s_pin_the_register_s_holder_records_none(desk: Kiosk) -> None:
    again = office.change_profile(desk, make.lurah, acts.begin(desk), replace(make.OFFICE, wet_by="pin"))
    case = make.at_signer(again)
    with pytest.raises(Refused, match="signer_pin_needed"):
        press(again, case)
    assert surat.needs_pin(again, Mode.WET)
    signed = surat.sign(again, make.lurah, acts.begin(again, case))
    assert (signed.sign["mode"], signed.sign["signer"]["id"]) == ("wet", "lurah-1")


def test_nobody_but_the_lurah_lifts_the_signer_s_own_lock(desk: Kiosk) -> None:
    """The register's holder may change the profile, and could else switch it off, record and switch it on."""
    again = office.change_profile(desk, make.operator, acts.begin(desk), replace(make.OFFICE, wet_by="pin"))
    narrow = replace(make.OFFICE, wet_by="pin", paper="F4")
    again = office.change_profile(again, make.operator, acts.begin(again), narrow)  # it stays: no question
    with pytest.raises(Refused, match="not_allowed"):
        office.change_profile(again, make.operator, acts.begin(again), make.OFFICE)
    assert surat.needs_pin(again, Mode.WET)
    office.change_profile(again, make.lurah, acts.begin(again), make.OFFICE)
    assert not surat.needs_pin(again, Mode.WET)


def test_only_the_register_desk_signs(desk: Kiosk, lobby: Kiosk) -> None:
    case = make.at_signer(desk)
    make.exchange(lobby, desk)
    with pytest.raises(Refused) as caught:
        surat.sign(lobby, make.lurah, acts.begin(lobby, case))
    assert (caught.value.code, caught.value.details) == ("not_register", {"register": "meja-1"})


def test_lurah_cannot_sign_before_the_papers_are_cleared(desk: Kiosk) -> None:
    case = make.file(desk).case
    case = permohonan.check(desk, make.operator, acts.begin(desk, case), what="identity")
    for who in (make.operator, make.kasi, make.seklur):
        case = permohonan.pass_on(desk, who, acts.begin(desk, case))
    with pytest.raises(Refused, match="wrong_state"):
        press(desk, case)


def test_a_sign_is_bound_to_what_was_on_screen(desk: Kiosk) -> None:
    case = make.at_signer(desk)
    shown = acts.begin(desk, case)
    permohonan.correct(desk, make.operator, acts.begin(desk, case), "keperluan", "sekolah anak")
    with pytest.raises(Refused, match="stale_base"):
        surat.sign(desk, make.operator, shown)


def test_an_electronic_seal_is_the_signer_s_own(desk: Kiosk) -> None:
    case = make.at_signer(desk)
    with pytest.raises(Refused, match="not_allowed"):
        surat.sign(desk, make.operator, acts.begin(desk, case), mode=Mode.SEAL)
    sealed = press(desk, case, mode=Mode.SEAL)
    assert (sealed.status, sealed.sign["mode"]) == (Status.READY, "seal")


def test_a_mode_the_office_did_not_allow_is_refused(desk: Kiosk, world: FakeWorld) -> None:
    case = make.at_signer(desk)
    with pytest.raises(Refused, match="mode_not_allowed"):
        press(desk, case, mode=Mode.TTE)
    world.pass_time(days=401)
    with pytest.raises(Refused, match="certificate_ended"):
        press(desk, case, mode=Mode.SEAL)
    assert press(desk, case).status is Status.SIGNED


def test_without_a_sealing_key_nothing_is_sealed(desk: Kiosk) -> None:
    desk.db.run("DELETE FROM fact WHERE name = 'seal_key'")
    with pytest.raises(Refused, match="no_seal_key"):
        press(desk, make.at_signer(desk))


# --- the seal ---------------------------------------------------------------------------------------


def test_the_seal_says_what_the_surat_says_and_binds_its_fields(desk: Kiosk) -> None:
    case = make.signed(desk)
    claims = claims_of(case)
    assert (claims.number, claims.name, claims.nik) == (
        case.sign["number"],
        "LELA CONTOH",
        "1671********0003",
    )
    assert (claims.title, claims.line, claims.mode) == ("SURAT KETERANGAN DOMISILI", 1, Mode.WET)
    assert claims.exp == seal.last_second("2026-12-23")
    service = desk.catalogue.get("domisili")
    assert claims.digest == seal.field_digest(surat.field_map(desk, service, case.sign))
    other = {**case.sign, "date": "2026-11-24"}
    assert claims.digest != seal.field_digest(surat.field_map(desk, service, other))


def test_a_wet_surat_is_yellow_until_it_is_inked_and_red_once_revoked(desk: Kiosk) -> None:
    case = make.signed(desk)
    text = qr_text(desk, case)
    assert checking.check(desk, text).state is State.AWAITING_INK
    case = surat.confirm_ink(desk, make.operator, acts.begin(desk, make.printed(desk, case)))
    assert checking.check(desk, text).colour is Colour.GREEN
    surat.revoke(desk, make.lurah, acts.begin(desk, case), reason="untrue")
    assert checking.check(desk, text).state is State.REVOKED


def test_a_sealed_surat_is_green_at_once_and_red_when_void(desk: Kiosk) -> None:
    case = make.signed(desk, mode="seal")
    text = qr_text(desk, case)
    assert checking.check(desk, text).colour is Colour.GREEN
    case = surat.void(desk, make.lurah, acts.begin(desk, case), reason="wrong_data")
    assert (case.status, case.get_step()) == (Status.IN_REVIEW, "signer")
    assert checking.check(desk, text).state is State.REVOKED
    again = press(desk, case, mode=Mode.SEAL)
    assert checking.check(desk, qr_text(desk, again)).colour is Colour.GREEN
    assert [row.state for row in reports.book(desk, "2026-11").rows] == ["void", "issued"]


def test_every_device_of_the_office_checks_by_its_own_ledger(desk: Kiosk, lobby: Kiosk) -> None:
    case = make.signed(desk, mode="seal")
    text = qr_text(desk, case)
    assert checking.check(lobby, text).state is State.UNCONFIRMED
    make.exchange(lobby, desk)
    assert checking.check(lobby, text).colour is Colour.GREEN


def test_a_changed_digit_is_no_seal_of_this_office(desk: Kiosk) -> None:
    text = qr_text(desk, make.signed(desk))
    changed = text[:-1] + str((int(text[-1]) + 1) % 10)
    assert checking.check(desk, changed).colour is Colour.RED
    assert checking.check(desk, changed).claims is None
    assert checking.check(desk, "halo").state is State.NOT_A_SEAL


def test_a_seal_of_another_office_is_of_an_unknown_issuer(desk: Kiosk, tmp_path: Path) -> None:
    other = make.make_office(tmp_path / "other", world=FakeWorld(seed=77))
    assert checking.check(desk, qr_text(other, make.signed(other))).state is State.UNKNOWN_KEY
    other.db.close()


def test_a_typed_code_finds_its_surat(desk: Kiosk) -> None:
    case = make.signed(desk)
    code = seal.human_code(claims_of(case).cti)
    [found] = checking.check_code(desk, code.lower().replace("-", " "))
    assert (found.registration, found.title) == (Registration.AWAITING_INK, "Surat Keterangan Domisili")
    assert found.date == "2026-11-23"
    with pytest.raises(Refused, match="code_mistyped"):
        checking.check_code(desk, "AAAA-AAAA-AAAA")


def test_a_doubtful_sign_makes_the_seal_yellow_until_the_lurah_rules(desk: Kiosk) -> None:
    case = make.signed(desk, mode="seal")
    text = qr_text(desk, case)
    event = acts.make_event(
        desk, make.operator, acts.Act(desk.new_id(), case.id, case.base), acts.Deed("sign", case.sign)
    )
    ledger.admit(desk.db, desk.get_writer(), [encode(event)], now=desk.now())
    assert checking.check(desk, text).state is State.UNDER_REVIEW
    doubted = ledger.find_standing(desk.db, event.id)
    assert doubted is not None
    permohonan.rule(desk, make.lurah, acts.begin(desk, case), stands=case.signed_by, reason="yang pertama")
    assert checking.check(desk, text).colour is Colour.GREEN
