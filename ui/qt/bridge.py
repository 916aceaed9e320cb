"""Any screen for QML: one property per field of its State, one slot per verb; knows no screen by name."""

from __future__ import annotations

import inspect
from dataclasses import fields
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from PySide6.QtCore import Property, QObject, Signal, Slot

from ui.qt.rows import RowsModel, row_class
from ui.screens.base import Screen

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN = {str: "QString", int: "int", bool: "bool", float: "double"}
BY_NAME = {kind.__name__: kind for kind in PLAIN}
QOBJECT_NAMES = frozenset(dir(QObject))
BASE_NAMES = frozenset(dir(Screen))


_classes: dict[type[Screen[Any]], type[Adapter]] = {}
"""Made once a process: Qt knows a class for ever."""


class Adapter(QObject):
    """What QML calls `screen`: mirrors one Screen and forwards presses to it."""

    def __init__(self, screen: Screen[Any] | None, state: Any) -> None:
        super().__init__()
        self._screen = screen
        self._values: dict[str, Any] = {}
        self._models: dict[str, RowsModel] = {}
        hints = get_type_hints(type(state))
        for field in fields(state):
            row = row_class(hints[field.name]) if get_origin(hints[field.name]) is tuple else None
            if row:
                self._models[field.name] = RowsModel(row, self)
                self._models[field.name].show(getattr(state, field.name))
            else:
                self._values[field.name] = getattr(state, field.name)
        if screen is not None:
            screen.watch(self.show)

    def end(self) -> None:
        """Stops following the screen; Qt deletes the object after the page that read from it."""
        if self._screen is not None:
            self._screen.unwatch(self.show)
            self._screen = None
        self.deleteLater()

    def show(self, state: Any) -> None:
        """Takes over a new state and notifies only of the fields that differ."""
        for name, model in self._models.items():
            model.show(getattr(state, name))
        changed = [name for name, old in self._values.items() if getattr(state, name) != old]
        for name in changed:
            self._values[name] = getattr(state, name)
        for name in changed:
            getattr(self, f"{name}_changed").emit()

    def forward(self, verb: str, args: tuple[Any, ...]) -> None:
        """Calls a verb, unless the job of an earlier press is still under way (two fingers, two taps)."""
        if self._screen is not None and not self._screen.busy:
            getattr(self._screen, verb)(*args)


def state_of(screen: type[Screen[Any]]) -> type:
    """The State in `class Home(Screen[State])`."""
    for base in getattr(screen, "__orig_bases__", ()):
        if get_origin(base) is Screen:
            state = get_args(base)[0]
            if isinstance(state, type):
                return state
    msg = f"{screen.__name__}: write class {screen.__name__}(Screen[State])"
    raise TypeError(msg)


def verbs_of(screen: type[Screen[Any]]) -> dict[str, tuple[type, ...]]:
    """Every public method a screen adds whose arguments are all plain, with their types.

    A method that takes anything else is for whoever made the screen: QML could not call it.
    """
    verbs: dict[str, tuple[type, ...]] = {}
    for name, method in inspect.getmembers(screen, inspect.isfunction):
        if name.startswith("_") or name in BASE_NAMES:
            continue
        written = [
            parameter.annotation for parameter in list(inspect.signature(method).parameters.values())[1:]
        ]
        if all(kind in BY_NAME for kind in written):
            verbs[name] = tuple(BY_NAME[kind] for kind in written)
    return verbs


def adapter_class(screen: type[Screen[Any]]) -> type[Adapter]:
    """The QObject class of a screen, named `<Screen>Screen` in QML; refuses names QObject has."""
    if screen not in _classes:
        _classes[screen] = _make_class(screen)
    return _classes[screen]


def _make_class(screen: type[Screen[Any]]) -> type[Adapter]:
    state = state_of(screen)
    hints = get_type_hints(state)
    namespace: dict[str, Any] = {"__doc__": screen.__doc__}
    for field in fields(state):
        _check_name(screen, field.name)
        _add_property(namespace, field.name, hints[field.name])
    for verb, types in verbs_of(screen).items():
        _check_name(screen, verb)
        if verb in namespace:
            msg = f"{screen.__name__}.{verb}: a field and a verb of one name"
            raise TypeError(msg)
        namespace[verb] = Slot(*types, name=verb)(_press(verb, len(types)))
    return type(f"{screen.__name__}Screen", (Adapter,), namespace)


def adapt(screen: Screen[Any]) -> Adapter:
    """The adapter of a living screen; the caller keeps the reference as long as QML draws it."""
    return adapter_class(type(screen))(screen, screen.state)


def still(screen: type[Screen[Any]], state: Any) -> Adapter:
    """An adapter that shows one state and whose verbs do nothing: for pictures and tests of pages."""
    return adapter_class(screen)(None, state)


def _check_name(screen: type[Screen[Any]], name: str) -> None:
    if name in QOBJECT_NAMES or name in vars(Adapter):
        msg = f"{screen.__name__}.{name}: the adapter has a member of this name"
        raise TypeError(msg)


def _add_property(namespace: dict[str, Any], name: str, hint: Any) -> None:
    if get_origin(hint) is tuple and row_class(hint):

        def model(adapter: Adapter) -> QObject:
            return adapter._models[name]  # noqa: SLF001 (a method of that class, made here)

        namespace[name] = Property(QObject, model, constant=True)
        return
    notify = Signal()
    namespace[f"{name}_changed"] = notify
    listed = get_origin(hint) is tuple
    if not listed and hint not in PLAIN:
        msg = f"field {name}: {hint} is none of str, int, bool, float, tuple[Row, ...]"
        raise TypeError(msg)

    def value(adapter: Adapter) -> Any:
        held = adapter._values[name]  # noqa: SLF001 (a method of that class, made here)
        return list(held) if listed else held

    namespace[name] = Property(list if listed else hint, value, notify=notify)


def _press(verb: str, count: int) -> Callable[..., None]:
    """A method with exactly `count` arguments, as Qt counts them to match the slot."""

    def none(adapter: Adapter) -> None:
        adapter.forward(verb, ())

    def one(adapter: Adapter, a: Any) -> None:
        adapter.forward(verb, (a,))

    def two(adapter: Adapter, a: Any, b: Any) -> None:
        adapter.forward(verb, (a, b))

    def three(adapter: Adapter, a: Any, b: Any, c: Any) -> None:
        adapter.forward(verb, (a, b, c))

    return (none, one, two, three)[count]
