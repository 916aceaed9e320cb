"""Making an office, starting it again, settling it, and adding a device."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk import keys
from kiosk.config import Config, load
from kiosk.config import make as make_config
from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.event import parse
from kiosk.domain.office import Office
from kiosk.domain.seal import Mode
from kiosk.domain.words import moment_day
from kiosk.store import cases, ledger, marks
from kiosk.usecases import acts, clock, fitness, office, permohonan, profile, session, staff, surat
from kiosk.usecases.office import Start
from tests import make
from tests.fakes import FakeWorld


def verbs(kiosk: Kiosk) -> list[str]:
    return [parse(entry.event).verb for entry in ledger.all_entries(kiosk.db)]


def test_a_fresh_office_has_opened_and_settled_itself(tmp_path: Path) -> None:
    desk = make.make_office(tmp_path, starts=[Start("office", 2026, 122)])
    assert verbs(desk) == ["open", "settings", "start_at"]
    assert desk.office == make.OFFICE
    assert desk.register == ("meja-1", 1)
    state = ledger.ground(desk.db).office
    assert (state.get_counter("office", 2026).n, state.get_modes("domisili")) == (122, ("wet", "seal"))
    certificate = office.find_certificate(desk)
    assert certificate is not None
    assert set(certificate.roles) == {"desk", "register", "seal"}
    assert (tmp_path / "keys" / "ring.json").stat().st_mode & 0o077 == 0
    desk.db.close()


def test_an_office_is_not_made_twice(desk: Kiosk) -> None:
    with pytest.raises(Refused, match="office_exists"):
        make.make_office(desk.config.home)


@pytest.mark.parametrize(
    ("problem", "change"),
    [
        ("code", {"code": "16.71"}),
        ("operator", {"staff": (make.LURAH,)}),
        ("signer", {"staff": (make.OPERATOR,)}),
        ("register", {"staff": (make.LURAH, make.OPERATOR_2)}),
        ("twice", {"staff": (make.LURAH, make.OPERATOR, make.OPERATOR)}),
    ],
)
def test_an_office_nobody_could_work_in_is_not_made(
    tmp_path: Path, problem: str, change: dict[str, Any]
) -> None:
    with pytest.raises(Refused) as caught:
        make.make_office(tmp_path, profile=replace(make.OFFICE, **change))
    assert caught.value.details == {"problem": problem}
    assert not (tmp_path / "data").exists()


def test_everybody_of_an_office_has_a_pin() -> None:
    with pytest.raises(Refused, match="bad_profile"):
        fitness.check_people(make.OFFICE, {"lurah-1": make.PIN})


def test_a_start_is_a_new_incarnation_that_names_the_one_before(desk: Kiosk, world: FakeWorld) -> None:
    before = ledger.last_place(desk.db, "meja-1")
    again = make.restart(desk, world)
    assert again.inc != desk.inc
    opened = parse(ledger.entries_after(again.db, 0)[-1].event)
    assert before is not None
    assert (opened.verb, opened.data["prev"]) == ("open", {"inc": before[0], "seq": before[1]})
    assert again.office == desk.office
    again.db.close()


def test_a_device_without_an_office_says_so(tmp_path: Path, world: FakeWorld) -> None:
    settings = make.make_config(tmp_path)
    ring = keys.make_ring(world.token)
    settings.key_file.parent.mkdir(parents=True)
    keys.save(ring, settings.key_file)
    with pytest.raises(Refused, match="database_missing"):
        office.start(world.as_world(), settings, make.library())


def test_the_profile_survives_its_file(desk: Kiosk) -> None:
    odd = replace(make.OFFICE, staff=(), address='Jalan "Contoh" 1\\2', kasi={"trb": "pem"}, same_person=True)
    assert profile.decode_office(profile.encode_office(odd)) == odd
    assert profile.decode_office(profile.encode_office(Office("1671081006", "A", "B"))) == Office(
        "1671081006", "A", "B"
    )
    staff = profile.decode_staff(profile.encode_staff(make.STAFF, {"op-1": "hash"}))
    assert staff == make.STAFF
    assert desk.office.staff == make.STAFF


@pytest.mark.parametrize("body", [b"x =", b"strange = 1\n", b"[hours]\n0 = []\n", b"\xff", b'code = "1"\n'])
def test_a_profile_of_another_form_is_refused(body: bytes) -> None:
    with pytest.raises(Refused, match="bad_office_file"):
        profile.decode_office(body)


@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b'{"staff":[{"id":"a"}]}', b'{"staff":[{"strange":1,"roles":[]}]}']
)
def test_a_staff_list_of_another_form_is_refused(body: bytes) -> None:
    with pytest.raises(Refused, match="bad_staff_file"):
        profile.decode_staff(body)


def test_a_changed_profile_reaches_the_rules(desk: Kiosk) -> None:
    changed = replace(desk.office, same_person=True, phone="0711 111111")
    again = office.change_profile(desk, make.operator, acts.begin(desk), changed)
    assert again.office.phone == "0711 111111"
    assert ledger.ground(desk.db).office.settings["same_person"] is True
    case = make.checked(again, make.file(again).case)
    both = replace(make.operator, roles=("operator", "kasi:pem"))
    for _ in range(2):
        from_step = acts.begin(again, case)
        case = permohonan.pass_on(again, both, from_step)
    assert case.get_step() == "seklur"


def test_a_mode_that_no_service_has_any_more_ends(desk: Kiosk) -> None:
    """An empty list would be absent in the Event, and what is absent stays as it was."""
    again = office.change_profile(desk, make.operator, acts.begin(desk), replace(desk.office, seal=()))
    assert ledger.ground(desk.db).office.get_modes("domisili") == ("wet",)
    case = make.at_signer(again)
    with pytest.raises(Refused, match="mode_not_allowed"):
        surat.sign(again, make.lurah, acts.begin(again, case), mode=Mode.SEAL)


def test_a_new_person_signs_in_and_a_former_one_does_not(desk: Kiosk) -> None:
    new = replace(make.OPERATOR_2, id="op-3", name="Eka Contoh")
    ended = replace(make.OPERATOR_2, ended=True)
    people = (*(one for one in make.STAFF if one.id != "op-2"), ended, new)
    again = staff.change_staff(desk, make.lurah, people, new_pins={"op-3": "950316"})
    assert session.sign_in(again, "op-3", "950316").name == "Eka Contoh"
    with pytest.raises(Refused, match="staff_ended"):
        session.sign_in(again, "op-2", make.PIN)
    with pytest.raises(Refused, match="not_allowed"):
        staff.change_staff(desk, make.operator_2, people)


def test_numbers_used_outside_are_entered_by_the_holder(desk: Kiosk) -> None:
    office.start_at(desk, make.operator, acts.begin(desk), Start("office", 2026, 5), reason="book")
    span = (Start("office", 2026, 5), 7)
    office.outside(desk, make.operator, acts.begin(desk), span, title="surat dinas")
    assert make.signed(desk).sign["counter"]["n"] == 8
    with pytest.raises(Refused, match="not_allowed"):
        office.start_at(desk, make.operator_2, acts.begin(desk), Start("office", 2026, 90), reason="x")
    with pytest.raises(Refused, match="bad_data"):
        office.start_at(desk, make.operator, acts.begin(desk), Start("office", 2026, 3), reason="x")


# --- a further device -------------------------------------------------------------------------------


def test_a_lobby_kiosk_joins_and_shares_the_office(desk: Kiosk, lobby: Kiosk) -> None:
    assert lobby.office == desk.office
    assert lobby.register == ("meja-1", 1)
    assert not lobby.is_register
    assert lobby.seal_key is None
    assert lobby.keys.root is None
    make.exchange(lobby, desk)
    assert ledger.head(lobby.db) == ledger.head(desk.db)
    assert cases.fold_digest(lobby.db) == cases.fold_digest(desk.db)


def test_staff_sign_in_at_any_desk_and_at_no_lobby(desk: Kiosk, lobby: Kiosk, tmp_path: Path) -> None:
    """A key stolen from the lobby could else write who was at work."""
    other = make.make_second_desk(desk, tmp_path / "desk-2")
    assert session.sign_in(other, "op-1", make.PIN).id == "op-1"
    with pytest.raises(Refused, match="not_allowed"):
        session.sign_in(lobby, "op-1", make.PIN)
    other.db.close()


def test_a_name_is_given_to_one_device_only(desk: Kiosk, lobby: Kiosk) -> None:
    assert lobby.device == "lobi-1"
    other = make.request(keys.make_ring(FakeWorld(seed=5).token), "lobi-1")
    with pytest.raises(Refused, match="device_known"):
        office.add_device(desk, make.operator, other)
    with pytest.raises(Refused, match="not_allowed"):
        office.add_device(desk, make.operator_2, other)
    with pytest.raises(Refused, match="not_register"):
        office.add_device(lobby, make.operator, other)
    with pytest.raises(Refused, match="no_office_root"):
        office.add_device(replace(desk, keys=replace(desk.keys, root=None)), make.operator, other)


def test_a_device_joins_one_office_once(desk: Kiosk, lobby: Kiosk) -> None:
    ring = keys.make_ring(FakeWorld(seed=6).token)
    welcome = office.add_device(desk, make.operator, make.request(ring, "lobi-2"))
    with pytest.raises(Refused, match="office_exists"):
        office.join(lobby.config, ring, welcome)


def test_a_box_for_another_device_opens_nothing(desk: Kiosk, tmp_path: Path) -> None:
    ring, other = (keys.make_ring(FakeWorld(seed=seed).token) for seed in (6, 7))
    welcome = office.add_device(desk, make.operator, make.request(ring, "lobi-2"))
    with pytest.raises(Refused, match="box_unreadable"):
        office.join(make.make_config(tmp_path / "x"), other, welcome)


# --- the date ---------------------------------------------------------------------------------------


def test_a_clock_set_ahead_dates_no_surat_and_blocks_no_later_one(desk: Kiosk, world: FakeWorld) -> None:
    """A surat of next month would keep every number from being taken until its day has come."""
    case = make.at_signer(desk)
    world.at += 30 * 86_400_000
    with pytest.raises(Refused, match="date_untrusted"):
        surat.sign(desk, make.operator, acts.begin(desk, case))
    world.at -= 30 * 86_400_000
    assert surat.sign(desk, make.operator, acts.begin(desk, case)).sign["date"] == "2026-11-23"


def test_a_jump_an_officer_confirmed_is_no_jump_any_more(desk: Kiosk, world: FakeWorld) -> None:
    world.at += 3 * 86_400_000
    assert not clock.is_date_trusted(desk)
    clock.confirm_date(desk, make.operator, acts.begin(desk), moment_day(world.at))
    for _ in range(3):
        assert clock.is_date_trusted(desk)
        world.pass_time(days=1)


def test_a_clock_that_was_wrong_at_the_start_may_be_set_right(desk: Kiosk, world: FakeWorld) -> None:
    day = world.at
    world.at = 0
    again = make.restart(desk, world)
    assert not clock.is_date_trusted(again)
    world.at = day + 86_400_000
    assert clock.is_date_trusted(again)
    again.db.close()


def test_a_clock_that_was_set_back_is_confirmed_by_an_officer(desk: Kiosk, world: FakeWorld) -> None:
    marks.raise_floor(desk.config.state, world.at)
    assert clock.is_date_trusted(desk)
    world.at -= 10 * 86_400_000
    assert not clock.is_date_trusted(desk)
    day = moment_day(world.at)
    with pytest.raises(Refused, match="date_out_of_range"):
        clock.confirm_date(desk, make.operator, acts.begin(desk), day)
    event = make.file(desk).case
    standing = ledger.find_standing(desk.db, event.id)
    assert standing is not None
    assert standing.event.clock["q"] == "bad"


def test_a_date_within_reach_is_confirmed_for_its_day(desk: Kiosk, world: FakeWorld) -> None:
    clock.confirm_date(desk, make.operator, acts.begin(desk), moment_day(world.at))
    assert verbs(desk)[-1] == "clock"
    clock.check_date(desk)


# --- the configuration ------------------------------------------------------------------------------


def test_a_configuration_is_a_file_over_defaults(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text('role = "lobby"\nport = 7000\nhome = "/srv/kiosk"\nis_production = true\n')
    found = load(path, port=7001)
    assert (found.role, found.port, found.is_production) == ("lobby", 7001, True)
    assert found.database == Path("/srv/kiosk/data/office.db")
    assert found.state.parent == found.home
    assert found.backups == Path("/srv/kiosk/backup")
    assert make_config({"backup": "/media/stick"}).backups == Path("/media/stick")
    assert load() == Config()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x =", "bad_config_file"),
        ("strange = 1", "unknown_config_key"),
        ('port = "7000"', "bad_config_value"),
        ("port = true", "bad_config_value"),
        ('role = "boss"', "bad_config_value"),
        ("home = 1", "bad_config_value"),
    ],
)
def test_a_wrong_configuration_is_named(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(text)
    with pytest.raises(Refused) as caught:
        load(path)
    assert caught.value.code == code


def test_a_missing_configuration_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="bad_config_file"):
        load(tmp_path / "none.toml")
