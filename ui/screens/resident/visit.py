"""What one visit has collected, from the first question to the ticket; it asks and checks nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from kiosk.domain.service import Service

HIMSELF: Final = "self"
"""The relation of somebody who asks for their own surat; else a value of the list `hubungan_pemohon`."""

STEPS: Final = 4
"""Identity, answers, papers, review: what the step bar of every page counts."""


@dataclass(frozen=True, slots=True)
class Known:
    """What this device holds for a NIK and six digits: the person, who shares the household, a kept draft.

    Persons are stored values of the parts of a person (`kiosk.domain.resident`), `alamat` a mapping of its
    own; a draft is what `Visit.as_draft` made.
    """

    person: Mapping[str, Any]
    household: tuple[Mapping[str, Any], ...] = ()
    draft: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filed:
    """What came of filing: all that slip and ticket page say. `code` is the text of the slip's QR.

    `queue` is "" where nobody has to wait; `waiting` counts who is before it, -1 = unknown; `minutes` is the
    usual time of the service, 0 = not promised in minutes; `by` is the last moment (ms UTC) of that promise,
    0 = none; `is_waiting` while the register desk has not admitted it.
    """

    id: str
    ticket: str
    pin: str
    code: str
    queue: str = ""
    waiting: int = -1
    minutes: int = 0
    by: int = 0
    is_waiting: bool = False


@dataclass(frozen=True, slots=True)
class Filing:
    """What is handed to the use case that files: stored values, and paths left to staff.

    `act` was made when the button was shown, so a double tap files once. `papers` names the chosen one among
    alternatives, `brought` what the visitor has in hand; `resident` says who files for somebody else.
    """

    act: str
    service: str
    answers: Mapping[str, Any]
    subject: Mapping[str, Any]
    relation: str = HIMSELF
    resident: Mapping[str, Any] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    brought: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit. Paths are those of `kiosk.domain.answers`: `anak.nik`, `barang.2.nama`.

    `typed` is what the fields hold, word for word; `others` are paths whose own words are wanted beside the
    chips; `left` are paths an officer writes; `rows` counts the rows of each list; `papers` maps a row of
    papers to "brought", "later" or "scanned".
    """

    service: Service | None = None
    nik: str = ""
    kk6: str = ""
    relation: str = HIMSELF
    is_known: bool = False
    is_editing: bool = False
    household: tuple[Mapping[str, Any], ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    rows: Mapping[str, int] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)
    act: str = ""
    draft: str = ""
    filed: Filed | None = None

    def get_service(self) -> Service:
        """The service asked for; a page after `identity` never opens without one."""
        if self.service is None:
            msg = "no service chosen"
            raise LookupError(msg)
        return self.service

    def with_answer(self, path: str, text: str) -> Visit:
        """Another text in one field; an empty one is absent."""
        typed = {name: value for name, value in self.typed.items() if name != path}
        return replace(self, typed={**typed, path: text} if text else typed)

    def without(self, prefix: str) -> Visit:
        """Everything under a path forgotten: another choice was made above it."""

        def stays(path: str) -> bool:
            return path != prefix and not path.startswith(f"{prefix}.")

        return replace(
            self,
            typed={path: text for path, text in self.typed.items() if stays(path)},
            others=frozenset(filter(stays, self.others)),
            left=frozenset(filter(stays, self.left)),
        )

    def without_row(self, name: str, row: int) -> Visit:
        """One row of a list forgotten; later rows move up, and the only one is emptied."""
        count = self.rows.get(name, 1)
        gone = self.without(f"{name}.{row}")
        if count <= 1:
            return gone

        def moved(path: str) -> str:
            head, *rest = path.split(".")
            if head == name and rest and rest[0].isdigit() and int(rest[0]) > row:
                return ".".join((head, str(int(rest[0]) - 1), *rest[1:]))
            return path

        return replace(
            gone,
            typed={moved(path): text for path, text in gone.typed.items()},
            others=frozenset(map(moved, gone.others)),
            left=frozenset(map(moved, gone.left)),
            rows={**gone.rows, name: count - 1},
        )

    def as_draft(self) -> dict[str, Any]:
        """Plain values for the row of a draft; empty ones are left out, as in all our JSON."""
        held = {
            "service": self.service.id if self.service else "",
            "nik": self.nik,
            "kk6": self.kk6,
            "relation": self.relation,
            "is_known": self.is_known,
            "household": [dict(one) for one in self.household],
            "typed": dict(self.typed),
            "others": sorted(self.others),
            "left": sorted(self.left),
            "rows": dict(self.rows),
            "papers": dict(self.papers),
            "draft": self.draft,
        }
        return {name: value for name, value in held.items() if value}

    def with_draft(self, held: Mapping[str, Any]) -> Visit:
        """This visit with what `as_draft` kept; it goes on under the draft's own id, so filing ends it."""
        return replace(
            self,
            nik=held.get("nik", ""),
            kk6=held.get("kk6", ""),
            relation=held.get("relation", HIMSELF),
            is_known=bool(held.get("is_known")),
            household=tuple(held.get("household", ())),
            typed=dict(held.get("typed", {})),
            others=frozenset(held.get("others", ())),
            left=frozenset(held.get("left", ())),
            rows=dict(held.get("rows", {})),
            papers=dict(held.get("papers", {})),
            draft=held.get("draft", self.draft),
        )


class Visiting:
    """The one visit under way in a window: pages change it, the end of the visit wipes it."""

    def __init__(self) -> None:
        self.now = Visit()
        self._leaving: list[Callable[[Visit], None]] = []

    def begin(self, service: Service) -> None:
        """A new asking, unless this very one was left unfinished in the same visit: nothing typed is lost."""
        now = self.now
        if (
            now.filed
            or now.service is None
            or (now.service.id, now.service.version) != (service.id, service.version)
        ):
            self.now = Visit(service=service)

    def change(self, **changes: Any) -> Visit:
        """Replaces fields of the visit and gives the new one."""
        self.now = replace(self.now, **changes)
        return self.now

    def when_left(self, call: Callable[[Visit], None]) -> None:
        """What else must forget a visitor: called with the visit that has ended."""
        self._leaving.append(call)

    def clear(self) -> None:
        """The visitor has left."""
        left, self.now = self.now, Visit()
        for call in self._leaving:
            call(left)
