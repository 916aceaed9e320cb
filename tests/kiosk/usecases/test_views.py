"""What the screens are shown: the work list, one case, one ticket."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.permohonan import Status
from kiosk.domain.seal import ticket
from kiosk.domain.worktime import Light
from kiosk.store import ledger
from kiosk.usecases import acts, permohonan, surat, tracking, views, worklist
from kiosk.usecases.views import Filter
from tests import make
from tests.fakes import FakeWorld

# --- the queue of work ------------------------------------------------------------------------------


def test_each_sees_what_is_their_turn(desk: Kiosk) -> None:
    first = make.file(desk).case
    make.at_signer(desk)
    assert [row.id for row in views.queue(desk, make.operator_2).rows] == [first.id]
    assert views.queue(desk, make.kasi).rows == ()
    holder = views.queue(desk, make.operator)
    assert holder.counts[Filter.MINE] == 2
    assert [row.step for row in views.queue(desk, make.lurah).rows] == ["signer"]


def test_nobody_has_a_turn_twice_or_signs_elsewhere(desk: Kiosk, lobby: Kiosk) -> None:
    case = make.at_signer(desk)
    make.exchange(lobby, desk)
    ground = ledger.ground(lobby.db)
    assert not worklist.is_turn(make.lurah, case, ground, lobby.device)
    again = replace(case, step=1, passed=(("operator", "kasi-1"),))
    assert not worklist.is_turn(make.kasi, again, ground, "meja-1")


def test_tabs_and_search_narrow_the_list(desk: Kiosk) -> None:
    returned = make.file(desk, queue="A-007").case
    permohonan.return_(desk, make.operator, acts.begin(desk, returned), reasons=["other"], text="x")
    ready = make.ready(desk)
    gone = make.ready(desk)
    surat.hand_over(desk, make.operator, acts.begin(desk, gone), to="LELA")
    found = {tab: views.queue(desk, make.operator, tab=tab) for tab in Filter}
    assert [row.id for row in found[Filter.RETURNED].rows] == [returned.id]
    assert [row.id for row in found[Filter.READY].rows] == [ready.id]
    assert found[Filter.ALL].rows == ()
    assert len(found[Filter.TODAY].rows) == 3
    assert found[Filter.MINE].counts[Filter.TODAY] == 3
    for text, count in (("a-007", 1), (found[Filter.READY].rows[0].ticket, 1), ("lela", 3), ("zzz", 0)):
        assert len(views.queue(desk, make.operator, tab=Filter.TODAY, text=text).rows) == count


def test_marks_stand_beside_the_status(desk: Kiosk) -> None:
    case = make.file(desk).case
    assert views.queue(desk, make.operator).rows[0].marks == ("identity_unverified", "papers_pending")
    permohonan.hold(desk, make.operator, acts.begin(desk, case), reason="printer")
    assert "held" in views.queue(desk, make.operator).rows[0].marks
    signed = make.printed(desk, make.signed(desk))
    shown = views.read_case(desk, make.operator, signed.id)
    assert shown.marks == ("awaiting_ink",)


def test_the_promise_runs_in_service_hours_from_complete_papers(desk: Kiosk, world: FakeWorld) -> None:
    case = make.file(desk).case
    world.pass_time(hours=2)
    assert views.queue(desk, make.operator).rows[0].light is Light.GREEN
    case = make.checked(desk, case)
    world.pass_time(minutes=23)
    assert views.queue(desk, make.operator).rows[0].light is Light.AMBER
    case = permohonan.hold(desk, make.operator, acts.begin(desk, case), reason="power_cut")
    world.pass_time(hours=3)
    assert views.queue(desk, make.operator).rows[0].light is Light.AMBER
    permohonan.resume(desk, make.operator, acts.begin(desk, case))
    world.pass_time(minutes=10)
    assert views.queue(desk, make.operator).rows[0].light is Light.RED


# --- one case ---------------------------------------------------------------------------------------


def test_a_case_shows_everything_and_its_opening_is_logged(desk: Kiosk) -> None:
    subject = {key: value for key, value in make.LELA.items() if key != "agama"}
    case = make.file(desk, subject=subject).case
    make.file(desk)
    n = ledger.head(desk.db).n
    view = views.open_case(desk, make.operator, case.id)
    assert ledger.head(desk.db).n == n + 1
    assert [line.words for line in view.subject if line.path == "pemohon.nama"] == ["LELA CONTOH"]
    assert [line.path for line in view.subject if line.is_open] == ["pemohon.agama"]
    assert [line.path for line in view.answers] == ["status_tempat", "sejak_tahun", "keperluan"]
    assert view.warnings == ("nik_example",)
    assert len(view.others) == 1
    assert [moment.verb for moment in view.timeline] == ["file"]
    pass_, sign, reject = (view.find_action(verb) for verb in ("pass", "sign", "reject"))
    assert (pass_.may, pass_.why_not) == (False, "wrong_state")
    assert (sign.role, sign.why_not) == ("register", "wrong_state")
    assert reject.why_not == "not_allowed"


def test_what_a_screen_offers_is_what_the_rules_allow(desk: Kiosk) -> None:
    case = make.at_signer(desk)
    offered = {action.verb for action in views.read_case(desk, make.lurah, case.id).actions if action.may}
    assert offered == {"return", "correct", "check", "hold", "reject", "sign", "note"}


def test_a_resident_sees_no_case(desk: Kiosk) -> None:
    case = make.file(desk).case
    with pytest.raises(Refused, match="not_allowed"):
        views.open_case(desk, make.resident, case.id)


def test_warnings_compare_form_and_nik(desk: Kiosk) -> None:
    subject = {**make.LELA, "tanggal_lahir": "1990-01-01", "jenis_kelamin": "Laki-laki"}
    case = make.file(desk, subject=subject).case
    warnings = views.read_case(desk, make.operator, case.id).warnings
    assert {"nik_birth_differs", "nik_sex_differs"} <= set(warnings)
    bare = make.file(desk, make.operator, subject={"nama": "BAYI CONTOH"}).case
    view = views.read_case(desk, make.operator, bare.id)
    assert (view.warnings, view.others) == ((), ())


def test_a_family_card_number_that_is_a_nik_is_remarked(desk: Kiosk) -> None:
    case = make.file(desk, subject={**make.LELA, "kk": make.LELA["nik"]}).case
    assert views.read_case(desk, make.operator, case.id).warnings == ("nik_example", "kk_is_nik", "kk_date")


def test_an_own_act_that_waits_is_on_the_timeline(desk: Kiosk, lobby: Kiosk) -> None:
    filed = make.file(lobby)
    view = views.read_case(lobby, make.operator, filed.case.id)
    assert [(moment.n, moment.verb) for moment in view.timeline] == [(0, "file")]
    assert view.is_waiting
    make.exchange(lobby, desk)
    assert views.read_case(lobby, make.operator, filed.case.id).timeline[0].n > 0


# --- one ticket -------------------------------------------------------------------------------------


def test_a_ticket_and_its_pin_show_the_way_and_nobody_s_name(desk: Kiosk) -> None:
    filed = make.file(desk)
    found = tracking.track(desk, filed.ticket.lower(), filed.pin)
    assert (found.status, found.step, found.may_withdraw) == (Status.IN_REVIEW, "operator", True)
    assert found.dates == (("file", filed.case.filed_at),)
    assert "LELA" not in repr(found)
    assert make.LELA["nik"] not in repr(found)
    withdrawn = acts.Act(desk.new_id(), found.id, found.base)
    assert permohonan.withdraw(desk, make.resident, withdrawn).status is Status.WITHDRAWN


def test_a_sealed_surat_may_be_printed_by_its_slip(desk: Kiosk) -> None:
    case = make.signed(desk, mode="seal")
    found = tracking.track(desk, ticket(case.id), permohonan.get_pin(desk, case.id))
    assert found.may_print
    done = make.printed(desk, case)
    assert not tracking.track(desk, ticket(done.id), permohonan.get_pin(desk, done.id)).may_print


def test_a_ticket_is_not_probed(desk: Kiosk, world: FakeWorld) -> None:
    filed = make.file(desk)
    wrong = f"{(int(filed.pin) + 1) % 1_000_000:06}"
    for _ in range(5):
        with pytest.raises(Refused, match="ticket_unknown"):
            tracking.track(desk, filed.ticket, wrong)
    with pytest.raises(Refused, match="ticket_at_desk"):
        tracking.track(desk, filed.ticket, filed.pin)
    world.pass_time(days=1, ms=1)
    assert tracking.track(desk, filed.ticket, filed.pin).id == filed.case.id
    with pytest.raises(Refused, match="code_mistyped"):
        tracking.track(desk, "AAAA", filed.pin)
    with pytest.raises(Refused, match="ticket_unknown"):
        tracking.track(desk, "0000-0000-0000", filed.pin)


def test_what_is_odd_in_a_number_stops_no_resident_and_staff_see_it_with_its_reason_due(desk: Kiosk) -> None:
    """A resident is asked for no reason (letters.md 6): the form is filed as it stands."""
    odd = {**make.LELA, "kk": make.LELA["nik"], "tanggal_lahir": "1989-07-06", "jenis_kelamin": "Laki-laki"}
    case = make.file(desk, subject=odd).case
    assert case.status is Status.IN_REVIEW
    view = views.read_case(desk, make.operator, case.id)
    due = ("nik_example", "nik_birth_differs", "nik_sex_differs")
    assert view.warnings == (*due, "kk_is_nik", "kk_date")
    assert view.reasons_due == due


@pytest.mark.parametrize(
    ("kk", "code"), [("167199010110000", "kk_length"), ("16719901O1100004", "kk_characters")]
)
def test_a_kk_that_is_not_sixteen_digits_is_not_filed(desk: Kiosk, kk: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        make.file(desk, subject={**make.LELA, "kk": kk})
    assert refused.value.code == code
