"""What visitors think is kept without them, waits until it hides them, and leaves once."""

from __future__ import annotations

import pytest

from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.event import read
from kiosk.store import ledger
from kiosk.usecases import opinions


def handed_in(desk: Kiosk) -> list[dict[str, object]]:
    events = [read(entry.event) for entry in ledger.all_entries(desk.db)]
    return [one for event in events if event.verb == "survey" for one in event.data["answers"]]


def test_fewer_than_three_wait(desk: Kiosk) -> None:
    opinions.rate(desk, 4, ["fast"])
    opinions.rate(desk, 1)
    assert opinions.hand_in(desk) == 0
    assert handed_in(desk) == []
    opinions.survey(desk, [4, 3, 0, 0, 0, 0, 0, 0, 2])
    assert opinions.hand_in(desk) == 3
    assert opinions.hand_in(desk) == 0
    said = handed_in(desk)
    assert len(said) == 3
    assert {"face": 4, "reasons": ["fast"]} in said
    assert {"elements": {"requirements": 4, "procedure": 3, "facilities": 2}} in said


def test_the_order_in_which_they_leave_is_not_the_order_in_which_they_came(desk: Kiosk) -> None:
    faces = [1, 2, 3, 4] * 5
    for face in faces:
        opinions.rate(desk, face)
    assert opinions.hand_in(desk) == len(faces)
    left = [one["face"] for one in handed_in(desk)]
    assert left != faces
    assert sorted(map(str, left)) == sorted(map(str, faces))


def test_nothing_of_a_visitor_is_kept(desk: Kiosk) -> None:
    opinions.rate(desk, 2)
    columns = {row[1] for row in desk.db.rows("PRAGMA table_info(opinion)")}
    assert columns == {"key", "said"}


def test_a_survey_of_which_every_question_was_skipped_is_none(desk: Kiosk) -> None:
    opinions.survey(desk, [0] * 9)
    assert desk.db.value("SELECT count(*) FROM opinion") == 0


@pytest.mark.parametrize("face", [0, 5, -1])
def test_there_are_four_faces(desk: Kiosk, face: int) -> None:
    with pytest.raises(Refused, match="bad_face"):
        opinions.rate(desk, face)
