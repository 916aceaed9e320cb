"""What a period came to: counts, times per step, people beside their kind of work, what visitors said."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.context import Kiosk, Person
from kiosk.domain.errors import Refused
from kiosk.domain.event import read
from kiosk.domain.permohonan import Permohonan
from kiosk.store import ledger
from kiosk.usecases import acts, opinions, performance, permohonan, surat
from kiosk.usecases.performance import Figures, Pace, Satisfaction, Tally
from tests import make
from tests.fakes import FakeWorld

DAY = date(2026, 11, 23)
EVEN = [3, 4, 3, 4, 3, 4, 3, 4, 3]


def measure(desk: Kiosk, first: date = DAY, last: date = DAY, who: Person = make.lurah) -> Figures:
    return performance.measure(desk, who, first, last)


def take(desk: Kiosk, case: Permohonan) -> Permohonan:
    return surat.hand_over(desk, make.operator, acts.begin(desk, case), to="LELA")


def walk(desk: Kiosk, world: FakeWorld) -> Permohonan:
    """Half an hour until the desk looks, five minutes there, ten with the kasi, then at once."""
    case = make.file(desk).case
    world.pass_time(minutes=30)
    case = make.checked(desk, case)
    world.pass_time(minutes=5)
    case = permohonan.pass_on(desk, make.operator, acts.begin(desk, case))
    world.pass_time(minutes=10)
    case = permohonan.pass_on(desk, make.kasi, acts.begin(desk, case))
    case = permohonan.pass_on(desk, make.seklur, acts.begin(desk, case))
    case = make.printed(desk, surat.sign(desk, make.operator, acts.begin(desk, case)))
    world.pass_time(minutes=20)
    case = surat.confirm_ink(desk, make.operator, acts.begin(desk, case))
    world.pass_time(minutes=60)
    return take(desk, case)


def rounded(pace: Pace) -> tuple[int, int, int]:
    return pace.count, round(pace.wait), round(pace.work)


def test_figures_count_the_days_they_are_asked_for(desk: Kiosk) -> None:
    take(desk, make.ready(desk))
    rejected = make.file(desk, make.operator).case
    permohonan.reject(desk, make.kasi, acts.begin(desk, rejected), reason="not_true")
    held = make.file(desk).case
    permohonan.hold(desk, make.operator, acts.begin(desk, held), reason="printer")
    found = measure(desk)
    assert found.total == Tally(filed=3, finished=1, in_time=1, late=0)
    assert (found.rejected, found.open) == (1, 1)
    assert found.services == {"domisili": found.total}
    assert found.days == {"2026-11-23": found.total}
    assert found.channels == {"counter": 1, "kiosk": 2}
    assert found.holds == {"printer": 1}
    nothing = measure(desk, date(2026, 11, 24), date(2026, 11, 30))
    assert (nothing.total, nothing.wait, nothing.work, nothing.steps) == (Tally(), None, None, {})


def test_a_resident_s_wait_ends_when_the_surat_is_ready_not_when_it_is_fetched(
    desk: Kiosk, world: FakeWorld
) -> None:
    walk(desk, world)
    found = measure(desk)
    assert (round(found.wait or 0), round(found.work or 0)) == (65, 35)


def test_each_step_says_how_long_it_lay_and_how_long_it_was_in_hand(desk: Kiosk, world: FakeWorld) -> None:
    walk(desk, world)
    steps = {step: rounded(pace) for step, pace in measure(desk).steps.items()}
    assert list(steps) == ["operator", "kasi:pem", "seklur", "signer", "paper"]
    assert steps["operator"] == (1, 30, 5)
    assert steps["kasi:pem"] == (1, 10, 0)
    assert steps["paper"] == (1, 0, 20)


def test_time_that_was_stopped_by_a_hold_is_nobody_s_work(desk: Kiosk, world: FakeWorld) -> None:
    case = make.checked(desk, make.file(desk).case)
    case = permohonan.hold(desk, make.operator, acts.begin(desk, case), reason="waiting_resident")
    world.pass_time(minutes=90)
    case = permohonan.resume(desk, make.operator, acts.begin(desk, case))
    for who in (make.operator, make.kasi, make.seklur):
        case = permohonan.pass_on(desk, who, acts.begin(desk, case))
    case = make.printed(desk, surat.sign(desk, make.operator, acts.begin(desk, case)))
    take(desk, surat.confirm_ink(desk, make.operator, acts.begin(desk, case)))
    assert rounded(measure(desk).steps["operator"]) == (1, 0, 0)


def test_people_stand_by_kind_of_work_and_name_never_by_count(desk: Kiosk) -> None:
    for who in (make.operator, make.operator_2, make.operator):
        case = make.checked(desk, make.file(desk).case, who)
        case = permohonan.pass_on(desk, who, acts.begin(desk, case))
        for other in (make.kasi, make.seklur):
            case = permohonan.pass_on(desk, other, acts.begin(desk, case))
        case = make.printed(desk, surat.sign(desk, make.operator, acts.begin(desk, case)))
        take(desk, surat.confirm_ink(desk, make.operator, acts.begin(desk, case)))
    found = [(one.step, one.name, one.count) for one in measure(desk).people]
    assert found[:2] == [("operator", "Dewi Contoh", 1), ("operator", "Rina Contoh", 2)]
    assert [step for step, _, _ in found] == ["operator", "operator", "kasi:pem", "seklur", "signer", "paper"]
    assert all(one.services == {"domisili": one.count} for one in measure(desk).people)


@pytest.mark.parametrize("who", [make.kasi, make.operator_2, make.resident])
def test_who_does_not_lead_or_hold_the_register_sees_no_figures(desk: Kiosk, who: Person) -> None:
    with pytest.raises(Refused) as refused:
        measure(desk, who=who)
    assert refused.value.code == "report_not_yours"
    with pytest.raises(Refused):
        performance.note_seen(desk, who)


def test_what_was_looked_at_and_taken_along_stands_in_the_ledger(desk: Kiosk) -> None:
    performance.note_seen(desk, make.lurah)
    performance.note_taken(desk, make.lurah, acts.begin(desk), measure(desk), sha256="ab" * 32)
    seen, taken = [read(entry.event) for entry in ledger.all_entries(desk.db)][-2:]
    assert (seen.verb, seen.who, seen.data) == ("view", make.LURAH.id, {"what": "report"})
    assert (taken.verb, taken.data["reason"]) == ("export", "2026-11-23/2026-11-23")


# --- satisfaction -----------------------------------------------------------------------------------


def said(desk: Kiosk) -> Satisfaction:
    return measure(desk).satisfaction


def test_nine_surveys_show_no_index_and_ten_do(desk: Kiosk) -> None:
    for _ in range(9):
        opinions.survey(desk, EVEN)
    opinions.hand_in(desk)
    assert said(desk) == Satisfaction(surveys=9)
    for _ in range(3):
        opinions.survey(desk, [4] * 9)
    opinions.hand_in(desk)
    found = said(desk)
    assert found.means["requirements"] == pytest.approx((9 * 3 + 3 * 4) / 12)
    assert found.means["procedure"] == 4
    # five means of 3.25 and four of 4: (16.25 + 16) / 9 x 25
    assert (found.index, found.band) == (89.58, "A")


def test_an_element_nobody_answered_leaves_the_index_out(desk: Kiosk) -> None:
    for _ in range(12):
        opinions.survey(desk, [4, 4, 4, 4, 4, 4, 4, 0, 4])
    opinions.hand_in(desk)
    assert said(desk) == Satisfaction(surveys=12)


def test_faces_are_counted_from_ten_on(desk: Kiosk) -> None:
    for face in [4] * 6 + [3] * 3:
        opinions.rate(desk, face)
    opinions.hand_in(desk)
    assert said(desk) == Satisfaction(rated=9)
    for _ in range(3):
        opinions.rate(desk, 1)
    opinions.hand_in(desk)
    assert said(desk).faces == {1: 3, 3: 3, 4: 6}


def test_reasons_beside_a_face_are_counted_with_it_most_named_first(desk: Kiosk) -> None:
    for _ in range(6):
        opinions.rate(desk, 1, ["slow", "papers"])
    for _ in range(5):
        opinions.rate(desk, 4, ["fast"])
    opinions.rate(desk, 1, ["slow", "a word of its own"])
    opinions.hand_in(desk)
    assert list(said(desk).reasons.items()) == [("slow", 7), ("papers", 6), ("fast", 5)]


def test_what_is_no_answer_counts_for_nothing(desk: Kiosk) -> None:
    odd = [7, {"face": 9}, {"face": True}, {"elements": "all"}, {"elements": {"time": "4"}}]
    acts.do_device(desk, "survey", {"answers": [*odd, *({"face": 2} for _ in range(10))]})
    assert said(desk) == Satisfaction(rated=10, faces={2: 10}, surveys=1)


@pytest.mark.parametrize(
    ("index", "band"),
    [(100, "A"), (88.31, "A"), (88.3, "B"), (76.61, "B"), (76.6, "C"), (65, "C"), (64.99, "D"), (25, "D")],
)
def test_the_marks_are_those_of_the_regulation(index: float, band: str) -> None:
    assert performance.find_band(index) == band
