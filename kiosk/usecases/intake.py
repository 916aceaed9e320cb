"""Owns bringing residents in from a file: judged row by row, published, taken over on each device."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kiosk import sheets
from kiosk.context import Kiosk, Person
from kiosk.domain.errors import Refused
from kiosk.domain.event import canonical
from kiosk.domain.words import last_four
from kiosk.sheets import Row
from kiosk.store import documents, facts, residents
from kiosk.store.residents import Resident
from kiosk.usecases import acts, profile, residentrow, rows
from kiosk.usecases.acts import Act, Deed
from kiosk.usecases.rows import Bad

KIND: Final = "residents"
IMPORT: Final = "import"
"""In a document of residents: the id of the `import` event that brought its newest people."""
_APPLIED: Final = "residents_seq"
_SLICE: Final = 500


@dataclass(frozen=True, slots=True)
class Twin:
    """A new person with the name and day of birth of somebody under another NIK: perhaps one, both kept."""

    line: int
    name: str
    nik: str
    other: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file would bring, before anything is written; `people` are the new and the changed ones.

    `head` are the names of the columns as they stand in the file.
    """

    sha256: str
    new: int
    changed: int
    same: int
    bad: tuple[Bad, ...]
    unknown: tuple[str, ...]
    people: tuple[Mapping[str, Any], ...]
    twins: tuple[Twin, ...] = ()
    head: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what becomes of them."""
        return {"new": self.new, "changed": self.changed, "same": self.same, "refused": len(self.bad)}


class Judging:
    """A file under judgement, some hundred rows at a time, so that whoever waits sees it move on."""

    def __init__(self, kiosk: Kiosk, body: bytes) -> None:
        """Raises as `sheets.read`, and Refused("table_no_columns", missing=) without nik and nama."""
        found = sheets.read(body)
        at, self._columns = rows.find_head(found, residentrow.NAMES, residentrow.NEEDED)
        self._kiosk = kiosk
        self._head = tuple(map(sheets.as_text, found[at].cells))
        self._rows = [row for row in found[at + 1 :] if not row.is_empty]
        self._sha256 = hashlib.sha256(body).hexdigest()
        self._found: dict[str, tuple[Row, Mapping[str, Any]]] = {}
        self._bad: list[Bad] = []
        self.done = 0

    @property
    def total(self) -> int:
        """How many rows there are to judge."""
        return len(self._rows)

    def step(self) -> bool:
        """Judge the next rows; True while there are more."""
        for row in self._rows[self.done : self.done + _SLICE]:
            self._judge(row)
        self.done = min(self.done + _SLICE, self.total)
        return self.done < self.total

    def _judge(self, row: Row) -> None:
        try:
            person = residentrow.read_row(self._kiosk, self._columns, row)
        except Refused as error:
            self._bad.append(rows.refuse(row, error))
            return
        before = self._found.get(person["nik"])
        if before is not None:
            twice = Refused("resident_twice", nik=last_four(person["nik"]), line=row.line)
            self._bad.append(rows.refuse(before[0], twice))
        self._found[person["nik"]] = (row, person)

    def finish(self) -> Reading:
        """What the whole file would bring: a NIK that stands there twice counts once, by its last row."""
        while self.done < self.total:
            self.step()
        new: list[Mapping[str, Any]] = []
        twins: list[Twin] = []
        births = residents.all_births(self._kiosk.db)
        changed: list[Mapping[str, Any]] = []
        same = 0
        for row, person in self._found.values():
            birth = (str(person["nama"]), str(person.get("tanggal_lahir", "")))
            other = births.setdefault(birth, person["nik"]) if birth[1] else person["nik"]
            known = residents.find(self._kiosk.db, person["nik"])
            if known is None:
                new.append(person)
                if other != person["nik"]:
                    twins.append(Twin(row.line, birth[0], person["nik"], other))
            elif {**known.person, **person} == dict(known.person):
                same += 1
            else:
                changed.append(person)
        return Reading(
            sha256=self._sha256,
            new=len(new),
            changed=len(changed),
            same=same,
            bad=tuple(sorted(self._bad, key=lambda one: one.line)),
            unknown=rows.find_unknown(self._columns, residentrow.COLUMNS),
            people=(*new, *changed),
            twins=tuple(twins),
            head=self._head,
        )


def read(
    kiosk: Kiosk, body: bytes, *, told: Callable[[int, int], None] = lambda _done, _total: None
) -> Reading:
    """The dry run of a CSV or xlsx: nothing is written, `told` hears (judged, rows). Raises as Judging."""
    judging = Judging(kiosk, body)
    while judging.step():
        told(judging.done, judging.total)
    told(judging.done, judging.total)
    return judging.finish()


def take(kiosk: Kiosk, who: Person, act: Act, reading: Reading) -> None:
    """Publish what was read in the office's feed, and say so in the ledger; on the register desk only.

    People come in up to 256 documents by the first byte of SHA-256(NIK): a later change sends only its own.
    """
    kiosk.get_writer()
    data = {"what": KIND, "sha256": reading.sha256, "counts": reading.counts}
    with kiosk.db.write():
        acts.do(kiosk, who, act, Deed("import", data))
        for part, people in sorted(_parts(reading.people).items()):
            before = documents.find(kiosk.db, KIND, part)
            kept = {row["nik"]: row for row in (json.loads(before.body)["residents"] if before else [])}
            kept |= {person["nik"]: dict(person) for person in people}
            publish_part(kiosk, part, kept, {IMPORT: act.id})
        apply(kiosk)


def publish_part(
    kiosk: Kiosk, part: str, people: Mapping[str, Mapping[str, Any]], about: Mapping[str, str]
) -> None:
    """One document of the list as it is from now on, and the import that made it or was taken back by it."""
    body = canonical({"residents": [people[nik] for nik in sorted(people)], **about})
    profile.publish(kiosk.db, kiosk.keys.device, KIND, body, name=part)


def apply(kiosk: Kiosk) -> bool:
    """Take over what came since the last time; data an officer checked stay. Whether any document came.

    Who stood in the part that was taken over last and stands in the new one no more was taken back.
    """
    done = int(facts.find(kiosk.db, _APPLIED, 0))
    last, _ = documents.find_end(kiosk.db, kiosk.office.code)
    if last == done:
        return False
    people: list[Resident] = []
    gone: set[str] = set()
    for document in documents.find_all(kiosk.db, KIND):
        if document.seq <= done:
            continue
        told = json.loads(document.body)["residents"]
        gone |= _find_niks(kiosk, document.key, until=done) - {person["nik"] for person in told}
        for person in told:
            known = residents.find(kiosk.db, person["nik"])
            if known is None or not known.checked:
                people.append(
                    Resident(person["nik"], person, "import", checked=False, changed_at=kiosk.now())
                )
    with kiosk.db.write():
        residents.remove(kiosk.db, gone)
        residents.save(kiosk.db, people)
        facts.keep(kiosk.db, _APPLIED, last)
    return True


def _find_niks(kiosk: Kiosk, part: str, *, until: int) -> set[str]:
    """Who stood in the newest version of a part up to a sequence of the feed."""
    before = [one for one in documents.find_versions(kiosk.db, KIND, part) if one.seq <= until]
    return {person["nik"] for person in json.loads(before[-1].body)["residents"]} if before else set()


def _parts(people: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    parts: dict[str, list[Mapping[str, Any]]] = {}
    for person in people:
        parts.setdefault(hashlib.sha256(person["nik"].encode()).hexdigest()[:2], []).append(person)
    return parts
