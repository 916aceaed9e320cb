"""Owns what people do with a permohonan up to its end; signing and paper are surat's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kiosk import failpoint
from kiosk.context import DEVICE, RESIDENT, Kiosk, Person
from kiosk.domain.answers import check_answer, check_answers, find_open, find_open_in
from kiosk.domain.errors import Refused
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.resident import SUBJECT
from kiosk.domain.seal import ticket
from kiosk.domain.service import Outcome, Service
from kiosk.domain.worktime import DAY
from kiosk.keys import ticket_pin
from kiosk.store import cases, drafts, ledger
from kiosk.store.files import File
from kiosk.usecases import acts, clock, offering, residents
from kiosk.usecases.acts import Act, Deed, Done

LAPSE_DAYS: Final = 30
NO_NIK: Final = "no_nik"
"""What a note is about that says why somebody has no NIK: newborn, foreigner, undocumented."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What a resident or operator hands in.

    `subject` are the parts of `pemohon`, `resident` those of whoever files for somebody else (`relation` then
    says how they belong together). `papers` names the chosen one where the service takes alternatives.
    `notes` are reasons written as notes, by what they are about; one about `no_nik` lets a person without a
    NIK be filed at the desk (letters.md 6).
    `waiting` are paths left to staff; `draft` is the draft this filing ends.
    """

    service: str
    answers: Mapping[str, Any]
    subject: Mapping[str, Any]
    resident: Mapping[str, Any] = field(default_factory=dict)
    relation: str = "self"
    papers: Sequence[str] = ()
    waiting: Sequence[str] = ()
    queue: str = ""
    copied_from: str = ""
    files: Sequence[File] = ()
    draft: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filed:
    """What the slip says: ticket and PIN, derived and never stored; `is_waiting` for the register desk."""

    case: Permohonan
    ticket: str
    pin: str
    is_waiting: bool


def file(kiosk: Kiosk, who: Person, act: Act, filing: Filing) -> Filed:
    """File a permohonan: durable on this device when it returns, whatever is unreachable.

    Raises Refused with the answer's own code, `unknown_service`, `service_not_offered` (self-service),
    `relation_missing`.
    """
    service = kiosk.catalogue.get(filing.service)
    data = _make_filing(kiosk, who, service, filing)
    files = [one.as_event_entry() for one in filing.files]
    with kiosk.db.write():
        is_new = ledger.find_standing(kiosk.db, act.id) is None
        done = acts.do(kiosk, who, act, Deed("file", data, files))
        for what, text in filing.notes.items() if is_new else ():
            note(kiosk, who, acts.begin(kiosk, done.get_case()), text=text, what=what)
        if filing.draft:
            drafts.wipe(kiosk.db, filing.draft)
        failpoint.reach("file.recorded")
    failpoint.reach("file.committed")
    return filed(kiosk, done)


def filed(kiosk: Kiosk, done: Done) -> Filed:
    """What the slip of a filing says; the same however often it is printed."""
    case = done.get_case()
    return Filed(case, ticket(case.id), get_pin(kiosk, case.id), done.is_waiting)


def get_pin(kiosk: Kiosk, id: str) -> str:
    """The six digits of a ticket. Raises Refused("office_keys_missing") on a device that was not enrolled."""
    if kiosk.keys.office is None:
        raise Refused("office_keys_missing")
    return ticket_pin(kiosk.keys.office.ticket, id)


def file_and_pass(  # noqa: PLR0913 - the words of one button, by name
    kiosk: Kiosk,
    who: Person,
    act: Act,
    filing: Filing,
    *,
    seen: Sequence[str] = (),
    pengantar: Mapping[str, Any] | None = None,
) -> Filed:
    """The counter's one press: file, write the pengantar that was read, check what was seen ("identity",
    paper codes), pass; own Events, one transaction.
    """
    with kiosk.db.write():
        done = file(kiosk, who, act, filing)
        case = done.case
        if case.passed or case.identity or case.status is not Status.IN_REVIEW:
            return done  # a second press of the same button
        if pengantar:
            case = correct(kiosk, who, acts.begin(kiosk, case), "pengantar", pengantar)
        for what in seen:
            case = check(kiosk, who, acts.begin(kiosk, case), what=what, how="seen")
        case = pass_on(kiosk, who, acts.begin(kiosk, case))
    return Filed(case, done.ticket, done.pin, done.is_waiting)


def pass_on(kiosk: Kiosk, who: Person, act: Act) -> Permohonan:
    """The step is fine: on to the next one."""
    return _do(kiosk, who, act, Deed("pass", {"step": _get_case(kiosk, act).get_step() or "-"}))


def return_(  # noqa: PLR0913 - the words of one button, by name
    kiosk: Kiosk, who: Person, act: Act, *, reasons: Sequence[str], to: str = "resident", text: str = ""
) -> Permohonan:
    """Send it back: to the resident, or to an earlier step."""
    return _do(kiosk, who, act, Deed("return", {"to": to, "reasons": list(reasons), "text": text}))


def complete(
    kiosk: Kiosk,
    who: Person,
    act: Act,
    *,
    answers: Mapping[str, Any] | None = None,
    papers: Sequence[str] = (),
) -> Permohonan:
    """What was missing is handed in; the review begins again. Raises the answer's own refusal."""
    given = _check_some(kiosk, _get_case(kiosk, act), answers or {})
    return _do(kiosk, who, act, Deed("complete", {"answers": given, "papers": list(papers)}))


def correct(  # noqa: PLR0913 - the words of one button, by name
    kiosk: Kiosk, who: Person, act: Act, field: str, new: Any, *, reason: str = ""
) -> Permohonan:
    """Mend one answer (a path such as `pemohon.nama`), or fill one that was left to the desk."""
    case = _get_case(kiosk, act)
    value = _check_path(kiosk, case, field, new)
    old = _find_old(case, field)
    return _do(kiosk, who, act, Deed("correct", {"field": field, "old": old, "new": value, "reason": reason}))


def check(  # noqa: PLR0913 - the words of one button, by name
    kiosk: Kiosk, who: Person, act: Act, *, what: str, how: str = "seen", reason: str = ""
) -> Permohonan:
    """An officer has seen `what`, "identity" or a paper's code; identity enters the residents' list."""
    case = _do(kiosk, who, act, Deed("check", {"what": what, "how": how, "reason": reason}))
    if what == "identity" and kiosk.is_register:
        residents.save_from_case(kiosk, case)
    return case


def hold(kiosk: Kiosk, who: Person, act: Act, *, reason: str, text: str = "") -> Permohonan:
    """Stop here for a reason from the list."""
    return _do(kiosk, who, act, Deed("hold", {"reason": reason, "text": text}))


def resume(kiosk: Kiosk, who: Person, act: Act) -> Permohonan:
    """The reason of the hold is gone."""
    return _do(kiosk, who, act, Deed("resume"))


def reject(kiosk: Kiosk, who: Person, act: Act, *, reason: str, text: str = "") -> Permohonan:
    """There will be no surat."""
    return _do(kiosk, who, act, Deed("reject", {"reason": reason, "text": text}))


def withdraw(kiosk: Kiosk, who: Person, act: Act, *, reason: str = "") -> Permohonan:
    """The resident does not want it any more."""
    return _do(kiosk, who, act, Deed("withdraw", {"reason": reason}))


def note(kiosk: Kiosk, who: Person, act: Act, *, text: str, what: str = "") -> Permohonan:
    """Words for the file; they decide nothing."""
    return _do(kiosk, who, act, Deed("note", {"text": text, "what": what}))


def answer(kiosk: Kiosk, who: Person, act: Act, *, text: str) -> Permohonan:
    """The reply of a service that ends in one."""
    return _do(kiosk, who, act, Deed("answer", {"text": text}))


def forward(kiosk: Kiosk, who: Person, act: Act, *, opd: str, text: str = "") -> Permohonan:
    """Hand a reply on to the agency whose it is."""
    return _do(kiosk, who, act, Deed("forward", {"opd": opd, "text": text}))


def rule(kiosk: Kiosk, who: Person, act: Act, *, stands: str, reason: str) -> Permohonan:
    """The lurah rules which of the signs on paper stands: the id of a `sign` event, or "none"."""
    return _do(kiosk, who, act, Deed("rule", {"stands": stands, "reason": reason}))


def lapse_old(kiosk: Kiosk) -> int:
    """End what was returned and not completed in 30 days; the register desk does it once a day."""
    if kiosk.find_writer() is None:
        return 0
    before = kiosk.now() - LAPSE_DAYS * DAY
    old = [
        shown.case
        for shown in cases.find_open(kiosk.db)
        if shown.case.status is Status.RETURNED and shown.case.returned_at < before
    ]
    for case in old:
        _do(kiosk, DEVICE, acts.begin(kiosk, case), Deed("lapse", {"days": LAPSE_DAYS}))
    return len(old)


# --- behind the buttons -----------------------------------------------------------------------------


def _do(kiosk: Kiosk, who: Person, act: Act, deed: Deed) -> Permohonan:
    return acts.do(kiosk, who, act, deed).get_case()


def _get_case(kiosk: Kiosk, act: Act) -> Permohonan:
    return cases.get_shown(kiosk.db, act.about).case


def _make_filing(kiosk: Kiosk, who: Person, service: Service, filing: Filing) -> dict[str, Any]:
    is_resident = who.id == RESIDENT.id
    if filing.notes and (is_resident or not all(filing.notes.values())):
        raise Refused("bad_data", verb="file")
    if not service.is_ready or (is_resident and not service.self_service):
        raise Refused("service_not_offered", service=service.id)
    if filing.relation != "self" and not filing.resident:
        raise Refused("relation_missing", relation=filing.relation)
    today = clock.get_day(kiosk)
    answers = check_answers(service, filing.answers, today=today, open_=_of_service(filing.waiting))
    subject = check_answer(service.subject, filing.subject, today=today) if filing.subject else {}
    if not service.anonymous and not subject.get("nama"):
        raise Refused("answer_missing", **_label(service, "nama"))
    if is_resident and not service.anonymous and not subject.get("nik"):
        raise Refused("answer_missing", **_label(service, "nik"))
    is_reply = service.outcome is Outcome.REPLY
    without = {f"{SUBJECT}.nik"} if NO_NIK in filing.notes else set()
    return {
        "service": service.id,
        "version": service.version,
        "channel": "kiosk" if is_resident else "counter",
        "chain": list(_make_chain(kiosk, service)),
        "answers": answers,
        "subject": subject,
        "resident": dict(filing.resident),
        "relation": filing.relation,
        "papers": choose_papers(kiosk, service, filing.papers),
        "open": [path for path in find_waiting(service, answers, subject) if path not in without],
        "queue": filing.queue,
        "copied_from": filing.copied_from,
        **({"reply": True} if is_reply else {}),
    }


def _label(service: Service, part: str) -> dict[str, str]:
    found = service.subject.find_part(part)
    words = found.label if found else {"id": part, "en": part}
    return {"field": f"{SUBJECT}.{part}", "label": words["id"], "label_en": words["en"]}


def _make_chain(kiosk: Kiosk, service: Service) -> tuple[str, ...]:
    if service.outcome is Outcome.SURAT:
        return kiosk.office.make_chain(service.kasi, service.steps)
    last = kiosk.office.make_chain(service.kasi, (service.answered_by,))
    return last if last == ("operator",) else ("operator", *last)


def choose_papers(kiosk: Kiosk, service: Service, chosen: Sequence[str]) -> list[str]:
    """One code for each paper the service needs: the chosen one among alternatives, else the first."""
    bring = offering.make_local(kiosk.office, service).bring
    return [next((code for code in codes if code in chosen), codes[0]) for codes in bring]


def find_waiting(service: Service, answers: Mapping[str, Any], subject: Mapping[str, Any]) -> tuple[str, ...]:
    """Paths of what the surat needs and nobody has said yet: questions, and rows of the identity table."""
    needed = tuple(part for part in service.subject.parts if part.name in service.identity)
    return (*find_open_in(needed, subject, f"{SUBJECT}."), *find_open(service, answers))


def _check_some(kiosk: Kiosk, case: Permohonan, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers given later, each by its own rule; the rest stays as it was filed."""
    if not answers:
        return {}
    service = kiosk.catalogue.get(case.service, case.version)
    merged = {**case.answers, **answers}
    checked = check_answers(service, merged, today=clock.get_day(kiosk), open_=_of_service(case.open))
    return {name: checked[name] for name in answers if name in checked}


def _of_service(paths: Sequence[str]) -> tuple[str, ...]:
    """The paths that answer the service's own questions; those of the person are checked apart."""
    return tuple(path for path in paths if not path.startswith(f"{SUBJECT}."))


def _check_path(kiosk: Kiosk, case: Permohonan, path: str, new: Any) -> Any:
    """The new value by the rule of its question; a group the catalogue does not know goes as it is."""
    service = kiosk.catalogue.get(case.service, case.version)
    root, *rest = path.split(".")
    found = service.subject if root == SUBJECT else service.find_field(root)
    for name in rest:
        found = found.find_part(name) if found else None
    if found is None and root != "pengantar":
        raise Refused("unknown_answer", field=path)
    return check_answer(found, new, today=clock.get_day(kiosk)) if found else acts.clean(new)


def _find_old(case: Permohonan, path: str) -> Any:
    root, *rest = path.split(".")
    value: Any = case.subject if root == SUBJECT else case.answers.get(root)
    for name in rest:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
