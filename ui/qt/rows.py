"""A tuple of frozen rows as a Qt list model that tells views only what changed."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

# A delegate declares each role as a required property; these names are taken in Item, Text or Button.
# fmt: off
TAKEN = frozenset({
    "data", "state", "parent", "children", "resources", "x", "y", "z", "width", "height", "visible",
    "enabled", "opacity", "scale", "rotation", "focus", "clip", "transform", "layer", "anchors",
    "index", "model", "text", "icon", "font", "palette", "checked", "checkable", "activeFocus",
    "states", "transitions", "baselineOffset", "smooth", "antialiasing", "left", "right", "top",
    "bottom", "baseline",
})
# fmt: on

Index = QModelIndex | QPersistentModelIndex


@cache
def row_class(annotation: Any) -> type | None:
    """The dataclass in `tuple[Row, ...]`, None for `tuple[str, ...]`."""
    args = get_args(annotation)
    if len(args) != 2 or args[1] is not Ellipsis:
        msg = f"{annotation}: a list in a State is tuple[Row, ...] or tuple[str, ...]"
        raise TypeError(msg)
    if is_dataclass(args[0]) and isinstance(args[0], type):
        return args[0]
    if args[0] in {str, int, float, bool}:
        return None
    msg = f"{annotation}: rows are frozen dataclasses or plain values"
    raise TypeError(msg)


@cache
def _roles(row: type) -> tuple[tuple[str, type | None, bool], ...]:
    """(name, class of nested rows, is a list) per field, in order; refuses names QML has taken."""
    hints = get_type_hints(row)
    roles = []
    for field in fields(row):
        if field.name in TAKEN:
            msg = f"{row.__name__}.{field.name}: QML items have a member of this name"
            raise TypeError(msg)
        hint = hints[field.name]
        listed = getattr(hint, "__origin__", None) is tuple
        roles.append((field.name, row_class(hint) if listed else None, listed))
    return tuple(roles)


class RowsModel(QAbstractListModel):
    """Rows keyed by their first field; `show` removes, inserts, moves and changes only what differs.

    A field that is itself a tuple of rows is a RowsModel of its own, kept as long as its row.
    """

    count_changed = Signal()

    def __init__(self, row: type, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self._roles = _roles(row)
        self._key = self._roles[0][0]
        self._rows: list[Any] = []
        self._nested: dict[tuple[object, str], RowsModel] = {}

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt asks which roles there are: the fields of the row."""
        return {
            int(Qt.ItemDataRole.UserRole) + place: QByteArray(name.encode())
            for place, (name, _, _) in enumerate(self._roles)
        }

    def rowCount(self, parent: Index | None = None) -> int:
        """Qt asks how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = 0) -> Any:
        """Qt asks for one field of one row."""
        place = role - int(Qt.ItemDataRole.UserRole)
        if not (0 <= index.row() < len(self._rows) and 0 <= place < len(self._roles)):
            return None
        row = self._rows[index.row()]
        name, nested, listed = self._roles[place]
        if nested:
            return self._nested[(getattr(row, self._key), name)]
        value = getattr(row, name)
        return list(value) if listed else value

    def _count(self) -> int:
        return len(self._rows)

    count = Property(int, _count, notify=count_changed)

    def show(self, rows: tuple[Any, ...]) -> None:
        """Makes the model equal to `rows`, whose keys are unique."""
        keys = [getattr(row, self._key) for row in rows]
        if len(set(keys)) != len(keys):
            msg = f"{self._row.__name__}: two rows with one key in {keys}"
            raise ValueError(msg)
        before = len(self._rows)
        self._remove(set(keys))
        for place, row in enumerate(rows):
            self._place(place, row)
        if len(self._rows) != before:
            self.count_changed.emit()

    def _remove(self, stay: set[object]) -> None:
        for place in range(len(self._rows) - 1, -1, -1):
            key = getattr(self._rows[place], self._key)
            if key in stay:
                continue
            self.beginRemoveRows(QModelIndex(), place, place)
            del self._rows[place]
            self.endRemoveRows()
            for name, nested, _ in self._roles:
                if nested:
                    self._nested.pop((key, name)).deleteLater()

    def _place(self, place: int, row: Any) -> None:
        key = getattr(row, self._key)
        old = next(
            (at for at in range(place, len(self._rows)) if getattr(self._rows[at], self._key) == key), None
        )
        if old is None:
            self._nest(row)
            self.beginInsertRows(QModelIndex(), place, place)
            self._rows.insert(place, row)
            self.endInsertRows()
            return
        if old != place:
            self.beginMoveRows(QModelIndex(), old, old, QModelIndex(), place)
            self._rows.insert(place, self._rows.pop(old))
            self.endMoveRows()
        self._change(place, row)

    def _change(self, place: int, row: Any) -> None:
        was = self._rows[place]
        if was == row:
            return
        self._rows[place] = row
        changed = [
            int(Qt.ItemDataRole.UserRole) + role
            for role, (name, nested, _) in enumerate(self._roles)
            if not nested and getattr(was, name) != getattr(row, name)
        ]
        self._nest(row)
        if changed:
            index = self.index(place, 0)
            self.dataChanged.emit(index, index, changed)

    def _nest(self, row: Any) -> None:
        key = getattr(row, self._key)
        for name, nested, _ in self._roles:
            if not nested:
                continue
            if (key, name) not in self._nested:
                self._nested[(key, name)] = RowsModel(nested, self)
            self._nested[(key, name)].show(getattr(row, name))
