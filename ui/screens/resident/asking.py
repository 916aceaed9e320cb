"""Which questions a visit still asks and how they share pages; it checks no answer and says no word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain import nik, place
from kiosk.domain.answers import is_asked
from kiosk.domain.errors import Refused
from kiosk.domain.resident import SUBJECT
from kiosk.domain.service import Choice, Field, Kind
from kiosk.domain.words import date_words
from ui.screens.resident.visit import Visit

if TYPE_CHECKING:
    from kiosk.domain.service import Service

CHIPS_MAX: Final = 9
"""A longer list is searched by its first letters instead."""

COMMON: Final[Mapping[str, tuple[str, ...]]] = {
    "pekerjaan": (
        *("Mengurus rumah tangga", "Karyawan swasta", "Wiraswasta", "Pelajar/mahasiswa"),
        *("Buruh harian lepas", "Pensiunan", "Belum/tidak bekerja"),
    )
}
"""Of a long list, what is offered as chips before anybody searches."""

SAME_PERSON: Final = frozenset({"penanggung_jawab", "pelapor"})
"""Persons who mostly are the subject; offered as a chip."""

INPUTS: Final[Mapping[Kind, str]] = {
    Kind.TEXT: "text",
    Kind.PARAGRAPH: "paragraph",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.NUMBER: "number",
    Kind.MONEY: "money",
    Kind.NIK: "nik",
    Kind.KK: "kk",
}
SAME, HOME, OURS = "same", "home", "ours"


@dataclass(frozen=True, slots=True)
class Ask:
    """One question on screen: chips to tap, a field to type in, or both, the field behind "Lainnya".

    `input` is one of `INPUTS`, "search" (letters find a line of a list), "rt_rw" (six digits) or "".
    Questions of two sections never share a page.
    """

    path: str
    field: Field
    section: str
    input: str = ""
    chips: tuple[Choice, ...] = ()
    can_leave: bool = False
    list: str = ""

    @property
    def is_required(self) -> bool:
        """Whether the page does not go on without an answer, or without leaving it to staff."""
        return self.field.required


@dataclass(frozen=True, slots=True)
class Here:
    """What the questions need to know of place and day: this office's kelurahan and kecamatan, and today."""

    kelurahan: str
    kecamatan: str
    today: date
    city: str = place.CITY


def plan(visit: Visit, here: Here) -> tuple[Ask, ...]:
    """Every question of this visit in order, for the answers given so far."""
    service = visit.get_service()
    return (*_subject(service, visit, here), *_service(service, visit, here))


def onward(visit: Visit, here: Here, after: int = 0) -> tuple[str, dict[str, Any]]:
    """(page, what it is told) after question number `after`: more questions, the papers, or the review."""
    if after < len(plan(visit, here)):
        return "form", {"start": after}
    return ("papers" if visit.get_service().bring else "review"), {}


def wanted_parts(service: Service) -> tuple[str, ...]:
    """What is asked of the person: the rows of the surat's identity table, of a reply only the name."""
    return service.identity or ("nama", "nik")


def pages(asks: Sequence[Ask], most: int) -> tuple[tuple[int, int], ...]:
    """(first, after the last) of each page: at most `most` questions, a section's shared out evenly."""
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(asks):
        end = start
        while end < len(asks) and asks[end].section == asks[start].section:
            end += 1
        count = -(-(end - start) // most)
        for part in range(count):
            size = -(-(end - start) // (count - part))
            found.append((start, start + size))
            start += size
    return tuple(found)


def part_of(group: Field, name: str) -> Field:
    """A part of a group that is known to have it."""
    part = group.find_part(name)
    if part is None:
        msg = f"{group.name} has no part {name}"
        raise LookupError(msg)
    return part


# --- the person the surat is about -----------------------------------------------------------------------


def _subject(service: Service, visit: Visit, here: Here) -> Iterator[Ask]:
    """What the list did not know, three short pages at most; the NIK gives day of birth and sex."""
    subject, wanted = service.subject, set(wanted_parts(service))
    if not visit.nik:
        return  # anonymous, as some replies may be
    asks: list[Ask] = []
    for name, section in (("nama", "who"), ("tempat_lahir", "who")):
        if name in wanted:
            asks.append(
                _one(part_of(subject, name), f"{SUBJECT}.{name}", f"{SUBJECT}.{section}", can_leave=False)
            )
    if wanted & {"tanggal_lahir", "jenis_kelamin"}:
        asks += _born(subject, visit, here)
    asks += (
        _one(part_of(subject, name), f"{SUBJECT}.{name}", f"{SUBJECT}.life", can_leave=True)
        for name in ("agama", "status_kawin", "pekerjaan")
        if name in wanted
    )
    if "alamat" in wanted:
        asks += _address(part_of(subject, "alamat"), f"{SUBJECT}.alamat", f"{SUBJECT}.home")
    if visit.is_known and not visit.is_editing:
        missing = {ask.path for ask in asks if not visit.typed.get(ask.path)}
        dated = visit.typed.get(f"{SUBJECT}.tanggal_lahir")
        asks = [ask for ask in asks if ask.path in missing and not (dated and ask.path == f"{SUBJECT}.born")]
    yield from asks


def _born(subject: Field, visit: Visit, here: Here) -> Iterator[Ask]:
    """The dates the NIK can mean, confirmed by a tap; only "no" asks day and sex by themselves."""
    born, sex = part_of(subject, "tanggal_lahir"), part_of(subject, "jenis_kelamin")
    section, path = f"{SUBJECT}.who", f"{SUBJECT}.born"
    try:
        number = nik.parse(visit.nik)
    except Refused:
        dates: tuple[date, ...] = ()
    else:
        dates = nik.birth_dates(number, here.today)
    if dates:
        male = sex.find_choice(number.sex)
        spoken = male.label if male else {}
        chips = tuple(
            Choice(
                day.isoformat(),
                {lang: f"{spoken.get(lang, number.sex)}, {date_words(day, lang)}" for lang in ("id", "en")},
                icon="gender-female" if number.is_woman else "gender-male",
            )
            for day in dates
        )
        no = Choice("no", {"id": "Bukan, lain", "en": "No, another"}, icon="x")
        yield Ask(path, born, section, chips=(*chips, no))
        if visit.typed.get(path, "") in {"", *(day.isoformat() for day in dates)}:
            return  # "no", or a day of birth that was corrected after the NIK was given
    yield _one(born, f"{SUBJECT}.tanggal_lahir", section, can_leave=False)
    yield _one(sex, f"{SUBJECT}.jenis_kelamin", section, can_leave=False)


# --- the service's own questions -------------------------------------------------------------------------


def _service(service: Service, visit: Visit, here: Here) -> Iterator[Ask]:
    answers: dict[str, Any] = dict(visit.typed)
    for field in service.fields:
        if field.is_for_staff or not is_asked(field, answers):
            continue
        if field.kind is Kind.LIST:
            yield from _rows(field, visit)
        elif field.kind is Kind.PERSON:
            yield from _person(field, visit)
        elif field.kind is Kind.PLACE:
            yield from _place(field, visit, here)
        else:
            yield _one(field, field.name, "surat", can_leave=bool(field.chips) or field.may_wait)


def _rows(field: Field, visit: Visit) -> Iterator[Ask]:
    """Each row is a page of its own, so that one thing is described at a time."""
    for row in range(1, max(1, visit.rows.get(field.name, 1)) + 1):
        for part in field.parts:
            if not part.is_for_staff:
                path = f"{field.name}.{row}.{part.name}"
                yield _one(part, path, f"{field.name}.{row}", can_leave=part.may_wait)


def _person(field: Field, visit: Visit) -> Iterator[Ask]:
    """Someone of the household or the subject by a tap; else the name, the rest read from the KK by staff."""
    chips = [
        Choice(str(at), {"id": one["nama"], "en": one["nama"]}, icon="user")
        for at, one in enumerate(visit.household)
        if one.get("nama")
    ]
    if field.name in SAME_PERSON:
        chips.insert(
            0, Choice(SAME, {"id": "Sama dengan pemohon", "en": "The same person"}, icon="user-check")
        )
    if chips:
        yield Ask(field.name, field, "surat", input="person", chips=tuple(chips), can_leave=True)
        if field.name not in visit.others:
            return
    if field.name in visit.left:
        return
    for name in ("nama", "nik"):
        part = field.find_part(name)
        if part:
            yield _one(part, f"{field.name}.{name}", f"{field.name}.person", can_leave=name == "nik")


def _place(field: Field, visit: Visit, here: Here) -> Iterator[Ask]:
    """At home by a tap, left to staff, or typed; only the typed one asks more."""
    home = Choice(
        HOME, {"id": "Sama dengan alamat rumah", "en": "Same as my home address"}, icon="house-line"
    )
    yield Ask(field.name, field, "surat", input="place", chips=(home,), can_leave=True)
    if field.name not in visit.others:
        return
    yield from _address(field, field.name, f"{field.name}.place")
    kelurahan = field.find_part("kelurahan")
    if kelurahan:
        ours = Choice(OURS, {"id": here.kelurahan, "en": here.kelurahan}, icon="map-pin")
        path = f"{field.name}.kelurahan"
        yield Ask(path, kelurahan, f"{field.name}.place", input="text", chips=(ours,), can_leave=True)


def _address(group: Field, path: str, section: str) -> Iterator[Ask]:
    yield _one(part_of(group, "alamat"), f"{path}.alamat", section, can_leave=path != f"{SUBJECT}.alamat")
    if group.find_part("rt"):
        yield Ask(f"{path}.rt_rw", part_of(group, "rt"), section, input="rt_rw", can_leave=True)


def _one(field: Field, path: str, section: str, *, can_leave: bool) -> Ask:
    """One plain field: its chips, its choices, a search in a long list, or a line to type."""
    if field.kind is Kind.CHOICE:
        if field.choices and len(field.choices) <= CHIPS_MAX:
            return Ask(path, field, section, chips=field.choices, can_leave=can_leave)
        common = COMMON.get(field.list, ())
        chips = tuple(choice for choice in field.choices if choice.value in common)
        ordered = tuple(sorted(chips, key=lambda choice: common.index(choice.value)))
        return Ask(path, field, section, input="search", chips=ordered, can_leave=can_leave, list=field.list)
    searched = field.list or ("kota" if field.name == "tempat_lahir" else "")
    return Ask(
        path,
        field,
        section,
        input="search" if searched else INPUTS[field.kind],
        chips=field.chips,
        can_leave=can_leave,
        list=searched,
    )
