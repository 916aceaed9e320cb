"""Owns what counter, search and late acts do in the work thread, for whoever is signed in; no rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.domain.errors import KioskError
from kiosk.domain.event import parse
from kiosk.domain.permohonan import Permohonan
from kiosk.domain.seal import parse_code, ticket
from kiosk.domain.service import Service
from kiosk.store import cases, ledger, register
from kiosk.store import residents as people
from kiosk.store.cases import Shown
from kiosk.usecases import intake, permohonan, residents, rows, takeback, views, worklist
from kiosk.usecases.acts import Act
from kiosk.usecases.intake import Judging, Reading
from kiosk.usecases.offering import make_local
from kiosk.usecases.permohonan import Filed, Filing
from kiosk.usecases.takeback import Plan
from kiosk.usecases.worklist import QueueRow
from ui import paper
from ui.deskwork import DeskWork
from ui.screens.desk.ports import Checks, CounterFiling, Found, LateAct

NIK: Final = 16
LEFT: Final = "late"
"""What a note says that leaves a late act alone, before the id of its Event."""


@dataclass(slots=True)
class CounterWork:
    """The use cases of who stands at the desk, as their pages call them."""

    work: DeskWork

    # --- the counter ----------------------------------------------------------------------------------

    def find_services(self) -> Sequence[Service]:
        office, ready = self.work.kiosk.office, self.work.kiosk.catalogue.ready()
        return sorted((make_local(office, one) for one in ready), key=lambda one: one.title)

    def find_papers(self, service: str) -> Sequence[str]:
        return permohonan.choose_papers(self.work.kiosk, self.work.kiosk.catalogue.get(service), ())

    def paper_label(self, code: str) -> str:
        return self.work.paper_label(code)

    def home_place(self) -> Mapping[str, str]:
        office = self.work.kiosk.office
        return {"kelurahan": office.kelurahan, "kecamatan": office.kecamatan, "kota": office.city}

    def find_people(self, text: str) -> Sequence[Found]:
        digits = "".join(filter(str.isdecimal, text))
        if len(digits) == NIK and not any(map(str.isalpha, text)):
            known = residents.find_by_nik(self.work.kiosk, self.work.person, digits)
            if known is not None:
                return [self._found(known.nik, known.person, checked=known.checked)]
            past = cases.find_by_nik(self.work.kiosk.db, digits)
            return [self._found(digits, past[0].case.subject, checked=False)] if past else []
        shown = self._find_ticket(text)
        if shown is not None:
            subject = shown.case.subject
            return [self._found(str(subject.get("nik", "")), subject, checked=bool(shown.case.identity))]
        found = residents.search(self.work.kiosk, self.work.person, text)
        return [self._found(one.nik, one.person, checked=one.checked) for one in found]

    def find_checks(self) -> Checks:
        kiosk = self.work.kiosk
        return Checks(kiosk.reference.areas, kiosk.office.training)

    def find_double(self, service: str, nik: str, purpose: str) -> QueueRow | None:
        kiosk = self.work.kiosk
        found = views.find_alike(kiosk, service, nik, purpose, at=kiosk.now())
        return self._row(max(found, key=lambda one: one.case.filed_at)) if found else None

    def again(self, id: str) -> tuple[Permohonan, Service]:
        kiosk = self.work.kiosk
        case = cases.get_shown(kiosk.db, id).case
        return case, make_local(kiosk.office, kiosk.catalogue.get(case.service, case.version))

    def file(self, act: Act, filing: CounterFiling) -> Filed:
        filed = permohonan.file(self.work.kiosk, self.work.person, act, Filing(**asdict(filing)))
        self.work.poke()
        return filed

    def file_and_pass(
        self, act: Act, filing: CounterFiling, *, seen: Sequence[str], pengantar: Mapping[str, Any]
    ) -> Filed:
        filed = permohonan.file_and_pass(
            self.work.kiosk, self.work.person, act, Filing(**asdict(filing)), seen=seen, pengantar=pengantar
        )
        self.work.poke()
        return filed

    def print_slip(self, id: str) -> None:
        paper.print_slip(self.work.kiosk, self.work.station.printer, id, self.work.language())

    # --- the list of residents -------------------------------------------------------------------------

    def count(self) -> int:
        return people.count(self.work.kiosk.db)

    def find_files(self) -> Sequence[str]:
        return self.work.find_tables()

    def open_table(self, file: str) -> Judging:
        """A table to be judged. Raises as `read_table` and `intake.Judging`."""
        return Judging(self.work.kiosk, self.work.read_table(file))

    def save_refused(self, file: str, reading: Reading) -> str:
        """The refused rows beside their table, to be mended; returns the file's name."""
        path = self.work.tables / f"{Path(file).stem}-{self.work.kiosk.say('residents.refused_file')}.xlsx"
        say = self.work.kiosk.texts[self.work.language()]
        path.write_bytes(rows.write_refused("warga", reading.head, reading.bad, say=say.error))
        return path.name

    def take(self, act: Act, reading: Reading) -> None:
        intake.take(self.work.kiosk, self.work.person, act, reading)
        self.work.poke()

    def plan_undo(self) -> Plan | None:
        last = next(iter(takeback.find_imports(self.work.kiosk)), None)
        return takeback.plan(self.work.kiosk, last.id) if last else None

    def take_back(self, act: Act, plan: Plan) -> None:
        takeback.take_back(self.work.kiosk, self.work.person, act, plan)
        self.work.poke()

    # --- search ---------------------------------------------------------------------------------------

    def search(self, text: str) -> Sequence[QueueRow]:
        """By NIK, ticket, number of the surat, or name."""
        kiosk, wanted = self.work.kiosk, text.strip()
        digits = "".join(filter(str.isdecimal, wanted))
        found: dict[str, Shown] = {}
        if len(digits) == NIK:
            found |= {one.case.id: one for one in cases.find_by_nik(kiosk.db, digits)}
        shown = self._find_ticket(wanted)
        if shown is not None:
            found[shown.case.id] = shown
        for line in register.find_by_number(kiosk.db, wanted):
            if line.permohonan:
                found[line.permohonan] = cases.get_shown(kiosk.db, line.permohonan)
        found |= {one.case.id: one for one in cases.find_by_name(kiosk.db, wanted)}
        return [self._row(one) for one in found.values()]

    # --- late acts ------------------------------------------------------------------------------------

    def late_acts(self) -> Sequence[LateAct]:
        """This person's acts on this device that took no effect, newest first, without those left alone."""
        kiosk, who = self.work.kiosk, self.work.person
        found = []
        for entry in ledger.refused_of(kiosk.db, kiosk.device):
            event = parse(entry.event)
            waits = entry.code in {"duplicate", "unknown_verb", "unknown_version"}
            if event.who != who.id or waits or not event.about or self._is_left(event.about, event.id):
                continue
            row = self._row(cases.get_shown(kiosk.db, event.about))
            number = row.queue or row.ticket
            found.append(
                LateAct(
                    event.id,
                    row.id,
                    number,
                    row.title,
                    event.verb,
                    entry.at,
                    entry.code,
                    row.status,
                    row.step,
                )
            )
        return found

    def leave(self, act: LateAct) -> None:
        case = cases.get_shown(self.work.kiosk.db, act.case).case
        say = self.work.kiosk.texts[self.work.language()]
        said = say("late.note", verb=say(f"verb.{act.verb}"))
        what = f"{LEFT} {act.event}"
        permohonan.note(self.work.kiosk, self.work.person, self.work.begin(case), text=said, what=what)

    def _is_left(self, about: str, event: str) -> bool:
        notes = (parse(entry.event) for entry in ledger.entries_about(self.work.kiosk.db, about))
        return any(one.verb == "note" and one.data.get("what") == f"{LEFT} {event}" for one in notes)

    # --- behind both ----------------------------------------------------------------------------------

    def _find_ticket(self, text: str) -> Shown | None:
        try:
            return cases.find_by_ticket(self.work.kiosk.db, parse_code(text))
        except KioskError:
            return None

    def _row(self, shown: Shown) -> QueueRow:
        kiosk = self.work.kiosk
        ground, hours = ledger.ground(kiosk.db), worklist.get_hours(kiosk)
        return worklist.make_row(kiosk, self.work.person, shown, ground, hours)

    def _found(self, nik: str, person: Mapping[str, Any], *, checked: bool) -> Found:
        past = cases.find_by_nik(self.work.kiosk.db, nik) if nik else []
        rows = tuple(self._row(one) for one in past)
        return Found(nik or ticket(past[0].case.id), str(person.get("nama", "")), person, checked, rows)
