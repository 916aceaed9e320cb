"""The adapter: any State as properties, any verb as a slot, and only what changed is told."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QModelIndex

from kiosk.domain.errors import KioskError, Refused
from ui.qt.bridge import adapt, adapter_class, still
from ui.qt.rows import RowsModel
from ui.qt.worker import at_once
from ui.screens.base import Screen


@dataclass(frozen=True, slots=True)
class Chip:
    key: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    title: str
    chips: tuple[Chip, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    title: str = "a"
    count: int = 0
    ready: bool = False
    letters: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


class Sample(Screen[State]):
    """A screen with one of each."""

    def __init__(self) -> None:
        super().__init__(State(), at_once)
        self.said: list[tuple[object, ...]] = []

    def answer(self, field: str, value: int) -> None:
        self.said.append((field, value))

    def learn(self, state: State) -> None:
        self._set(state)


def watched(names: list[str], adapter: object) -> list[str]:
    told: list[str] = []
    for name in names:
        getattr(adapter, f"{name}_changed").connect(lambda name=name: told.append(name))
    return told


def test_only_the_field_that_changed_is_told() -> None:
    screen = Sample()
    adapter = adapt(screen)
    told = watched(["title", "count", "ready", "letters"], adapter)
    screen.learn(State(title="b"))
    screen.learn(State(title="b", letters=("A", "B")))
    assert told == ["title", "letters"]
    assert adapter.property("title") == "b"
    assert adapter.property("letters") == ["A", "B"]


def test_a_verb_is_a_slot_with_its_types() -> None:
    screen = Sample()
    adapter = adapt(screen)
    slots = [
        adapter.metaObject().method(at).methodSignature().toStdString()
        for at in range(adapter.metaObject().methodCount())
    ]
    assert "answer(QString,int)" in slots
    assert not any(slot.startswith("learn") for slot in slots)
    adapter.answer("nama", 3)  # type: ignore[attr-defined]
    assert screen.said == [("nama", 3)]


def test_a_second_press_is_dropped_until_the_first_came_back() -> None:
    waiting = []

    class Slow(Screen[State]):
        def __init__(self) -> None:
            super().__init__(State(), lambda job, done, failed: waiting.append((job, done, failed)))
            self.sent = 0

        def send(self) -> None:
            self.sent += 1
            self._run(lambda: 7, lambda result: self._set(replace(self.state, count=result)))

    screen = Slow()
    adapter = adapt(screen)
    adapter.send()  # type: ignore[attr-defined]
    adapter.send()  # type: ignore[attr-defined]
    assert screen.sent == 1
    job, done, _ = waiting.pop()
    done(job())
    assert adapter.property("count") == 7
    adapter.send()  # type: ignore[attr-defined]
    assert screen.sent == 2


def test_a_refused_job_frees_the_screen_and_reaches_it() -> None:
    class Refusing(Screen[State]):
        def __init__(self) -> None:
            super().__init__(State(), at_once)

        def send(self) -> None:
            self._run(self._job, lambda _: None)

        def failed(self, error: KioskError) -> None:
            self._set(replace(self.state, title=error.code))

        def _job(self) -> None:
            raise Refused("bad_nik")

    screen = Refusing()
    adapter = adapt(screen)
    adapter.send()  # type: ignore[attr-defined]
    assert adapter.property("title") == "bad_nik"
    assert not screen.busy


def test_an_ended_adapter_follows_no_more() -> None:
    screen = Sample()
    adapter = adapt(screen)
    told = watched(["title"], adapter)
    adapter.end()
    screen.learn(State(title="b"))
    assert told == []


def test_a_still_adapter_shows_and_does_nothing() -> None:
    adapter = still(Sample, State(title="x"))
    adapter.answer("nama", 1)  # type: ignore[attr-defined]
    assert adapter.property("title") == "x"


def test_names_qt_has_are_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Parented:
        parent: str = ""

    @dataclass(frozen=True, slots=True)
    class Dated:
        rows: dict[str, str] | None = None

    class ParentScreen(Screen[Parented]):
        """Names a field as QObject does."""

    class EventScreen(Screen[State]):
        """Names a verb as QObject does."""

        def event(self) -> None: ...

    class DictScreen(Screen[Dated]):
        """Has a field of a kind QML cannot follow."""

    for wrong in (ParentScreen, EventScreen, DictScreen):
        with pytest.raises(TypeError):
            adapter_class(wrong)


def roles(model: RowsModel, name: bytes) -> list[object]:
    role = next(number for number, said in model.roleNames().items() if said.data() == name)
    return [model.data(model.index(at, 0), role) for at in range(model.rowCount())]


def test_a_list_tells_only_the_rows_that_differ() -> None:
    model = RowsModel(Row)
    told: list[str] = []
    model.rowsInserted.connect(lambda _, first, __: told.append(f"in {first}"))
    model.rowsRemoved.connect(lambda _, first, __: told.append(f"out {first}"))
    model.rowsMoved.connect(lambda _, first, __, ___, to: told.append(f"move {first} {to}"))
    model.dataChanged.connect(lambda first, _, ids: told.append(f"change {first.row()} {len(ids)}"))
    model.show((Row("a", "1"), Row("b", "2"), Row("c", "3")))
    told.clear()
    model.show((Row("c", "3"), Row("a", "9"), Row("d", "4")))
    assert roles(model, b"key") == ["c", "a", "d"]
    assert roles(model, b"title") == ["3", "9", "4"]
    assert told == ["out 1", "move 1 0", "change 1 1", "in 2"]
    assert model.rowCount(QModelIndex()) == model.property("count") == 3


def test_rows_inside_rows_keep_their_model() -> None:
    model = RowsModel(Row)
    model.show((Row("a", "1", (Chip("x", "X"), Chip("y", "Y"))),))
    inner = roles(model, b"chips")[0]
    assert isinstance(inner, RowsModel)
    told: list[int] = []
    inner.dataChanged.connect(lambda first, _, __: told.append(first.row()))
    model.show((Row("a", "1", (Chip("x", "X"), Chip("y", "Y", chosen=True))),))
    assert roles(model, b"chips")[0] is inner
    assert told == [1]


def test_two_rows_of_one_key_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="two rows with one key"):
        RowsModel(Row).show((Row("a", "1"), Row("a", "2")))


def test_a_row_field_that_hides_a_member_of_an_item_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Hiding:
        key: str
        left: str

    with pytest.raises(TypeError):
        RowsModel(Hiding)


def test_no_reference_is_lost() -> None:
    """PySide6 6.12.0 on CPython 3.11 lost one to None a call and one to True an update."""
    screen = Sample()
    adapter = adapt(screen)
    adapter.property("ready")
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for turn in range(1000):
        screen.learn(State(ready=turn % 2 == 0, count=turn))
        adapter.property("ready")
        adapter.setObjectName("x")
        adapter.answer("a", 1)  # type: ignore[attr-defined]
    after = [sys.getrefcount(value) for value in (None, True, False)]
    assert all(abs(now - then) < 500 for now, then in zip(after, before, strict=True)), (before, after)
