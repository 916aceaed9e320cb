"""Owns taking an import of residents back as a whole: what would go, what would stay; it reads no table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kiosk.context import Kiosk, Person
from kiosk.domain.document import Document
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.store import documents, ledger, residents
from kiosk.usecases import acts, intake
from kiosk.usecases.acts import Act, Deed

WITHDRAWN: Final = "withdrawn"
"""In a document of residents: the id of the `import` event it takes back."""

People = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Import:
    """An import that is in force: its event's id, when (ms UTC), by whom, its file, rows by kind."""

    id: str
    at: int
    who: str
    sha256: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody whose data stay: `why` is "checked" (a filing checked since) or "later" (an import)."""

    nik: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking an import back would do; `parts` are the documents of the list as they would be."""

    of: Import
    removed: int
    restored: int
    kept: tuple[Kept, ...]
    parts: Mapping[str, People]

    @property
    def counts(self) -> dict[str, int]:
        """People by what becomes of them."""
        return {"removed": self.removed, "restored": self.restored, "kept": len(self.kept)}


def find_imports(kiosk: Kiosk) -> list[Import]:
    """The imports of residents that are in force, newest first."""
    made: set[str] = set()
    gone: set[str] = set()
    for part in documents.find_keys(kiosk.db, intake.KIND):
        for document in documents.find_versions(kiosk.db, intake.KIND, part):
            body = json.loads(document.body)
            made |= {body[intake.IMPORT]} if intake.IMPORT in body else set()
            gone |= {body[WITHDRAWN]} if WITHDRAWN in body else set()
    events = ledger.events_of(kiosk.db, "import", 0, kiosk.now() + 1)
    return [_import(kiosk, event) for event in reversed(events) if event.id in made - gone]


def plan(kiosk: Kiosk, id: str) -> Plan:
    """The dry run of taking back: nothing is written. Raises Refused("unknown_import")."""
    of = next((one for one in find_imports(kiosk) if one.id == id), None)
    if of is None:
        raise Refused("unknown_import")
    removed = restored = 0
    kept: list[Kept] = []
    parts: dict[str, People] = {}
    for part in documents.find_keys(kiosk.db, intake.KIND):
        versions = documents.find_versions(kiosk.db, intake.KIND, part)
        people = dict(_read(versions[-1]))
        for nik, old, new in _changes(versions, id):
            if people.get(nik) != new:
                kept.append(Kept(nik, str(new["nama"]), "later"))
                continue
            parts[part] = people
            if old is None:
                del people[nik]
            else:
                people[nik] = old
            known = residents.find(kiosk.db, nik)
            if known is not None and known.checked:
                kept += [Kept(nik, known.name, "checked")] if known.changed_at >= of.at else []
            elif old is None:
                removed += 1
            else:
                restored += 1
    return Plan(of, removed, restored, tuple(sorted(kept, key=lambda one: one.name)), parts)


def take_back(kiosk: Kiosk, who: Person, act: Act, planned: Plan) -> None:
    """One `import` event more, and the list as it was before; on the register desk only."""
    kiosk.get_writer()
    data = {
        "what": intake.KIND,
        "sha256": planned.of.sha256,
        "counts": planned.counts,
        "withdrawn": True,
    }
    with kiosk.db.write():
        acts.do(kiosk, who, act, Deed("import", data))
        for part, people in sorted(planned.parts.items()):
            intake.publish_part(kiosk, part, people, {WITHDRAWN: planned.of.id})
        intake.apply(kiosk)


def _import(kiosk: Kiosk, event: Event) -> Import:
    person = kiosk.office.find_staff(event.who)
    return Import(
        event.id, event.at, person.name if person else "", event.data["sha256"], event.data["counts"]
    )


def _changes(
    versions: list[Document], id: str
) -> Iterator[tuple[str, Mapping[str, Any] | None, Mapping[str, Any]]]:
    """(NIK, before, after) of everybody whom this import brought or changed in one part."""
    before: People = {}
    for document in versions:
        after = _read(document)
        if json.loads(document.body).get(intake.IMPORT) == id:
            for nik, new in after.items():
                if before.get(nik) != new:
                    yield nik, before.get(nik), new
        before = after


def _read(document: Document) -> People:
    return {person["nik"]: person for person in json.loads(document.body)["residents"]}
