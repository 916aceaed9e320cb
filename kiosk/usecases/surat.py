"""Owns the surat: number and seal at `sign`, its page, prints, ink and handing over; it draws nothing."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from kiosk import failpoint
from kiosk.context import RESIDENT, Kiosk, Person
from kiosk.domain import seal
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.event import read as read_event
from kiosk.domain.numbering import Numbered, Scope, format_number, scope_key
from kiosk.domain.office import Form, Staff
from kiosk.domain.page import Copy, Page, Passed, Sheet
from kiosk.domain.permohonan import Permohonan, Print, Status
from kiosk.domain.place import dotted
from kiosk.domain.printed import fact_lines
from kiosk.domain.rules import judge
from kiosk.domain.seal import Claims, Mode
from kiosk.domain.service import Service
from kiosk.domain.surat import compose
from kiosk.domain.words import capital_name, mask_nik, moment_day
from kiosk.store import cases, ledger, marks
from kiosk.usecases import acts, clock, office
from kiosk.usecases.acts import Act, Deed
from kiosk.usecases.fitness import place_of

_FORMS: Final[Mapping[str, tuple[Form, ...]]] = {
    "lurah": (Form.LURAH, Form.PLT, Form.PLH),
    "seklur": (Form.AN,),
    "kasi": (Form.UB,),
}


@dataclass(frozen=True, slots=True)
class Number:
    """The number the next `sign` of a service takes, as far as nobody signs before."""

    scope: str
    year: int
    n: int
    line: int
    text: str
    day: date


# --- signing ----------------------------------------------------------------------------------------


def next_number(kiosk: Kiosk, service: Service) -> Number:
    """What `sign` would take now. Raises Refused("date_before_last", date=) and as numbering."""
    day = moment_day(kiosk.now())
    scope = scope_key(Scope(kiosk.office.scope), service=service.id, code=service.code)
    state = ledger.get_office(kiosk.db)
    counter = state.get_counter(scope, day.year)
    if counter.date > day.isoformat():
        raise Refused("date_before_last", date=counter.date)
    wanted = Numbered(code=service.code, short=service.short, n=counter.n + 1, day=day)
    text = format_number(service.pattern or kiosk.office.pattern, wanted, place_of(kiosk.office))
    return Number(scope, day.year, counter.n + 1, state.line + 1, text, day)


def find_signers(kiosk: Kiosk, service: Service) -> tuple[Staff, ...]:
    """Who may be the signer of this service today, the lurah first."""
    day = moment_day(kiosk.now()).isoformat()
    forms = {form for name in service.signers for form in _FORMS[name]}
    found = [one for one in kiosk.office.staff if one.is_signer_on(day) and one.form in forms]
    return tuple(sorted(found, key=lambda one: one.form))


def find_modes(kiosk: Kiosk, service: Service) -> tuple[str, ...]:
    """How a surat of this service may be made valid here; ink always, and an office never widens its file."""
    modes = ledger.ground(kiosk.db).office.get_modes(service.id)
    return tuple(mode for mode in modes if mode == Mode.WET or not service.wet_only)


def needs_pin(kiosk: Kiosk, mode: Mode) -> bool:
    """Whether a surat is signed in this mode with the signer's own PIN alone."""
    return mode is not Mode.WET or ledger.get_office(kiosk.db).is_wet_by_pin()


def sign(kiosk: Kiosk, who: Person, act: Act, *, signer: str = "", mode: Mode = Mode.WET) -> Permohonan:
    """Take the number and seal the surat; on the register only.

    `signer` is a staff id, empty = the first who may. `wet` is recorded by the register's holder on the
    signer's order or by the signer; what `needs_pin` by the signer, whose PIN the caller has just checked.
    The number mark is durable before the transaction commits. Raises Refused: `not_register`, `wrong_state`,
    `not_allowed`, `stale_base`, `no_signer`, `signer_pin_needed`, `mode_not_allowed`, `date_untrusted`,
    `date_before_last`, `register_locked`, `number_mark_ahead`, `number_unknown`, `no_seal_key`,
    `certificate_ended`, and what numbering and seal refuse.
    """
    kiosk.get_writer()
    acts.check_writes(kiosk)
    with kiosk.db.write():
        if ledger.find_standing(kiosk.db, act.id) is not None:
            return acts.do(kiosk, who, act, Deed("sign")).get_case()
        case = cases.get_shown(kiosk.db, act.about).case
        _check_may(kiosk, who, act, case)
        service = kiosk.catalogue.get(case.service, case.version)
        person = _choose_signer(kiosk, service, signer)
        role = _sign_role(kiosk, who, person, mode)
        clock.check_date(kiosk)
        number = next_number(kiosk, service)
        _check_term(kiosk, number)
        _check_mark(kiosk, number)
        data = _make_sign(kiosk, case, service, number, _Signing(person, mode))
        event = acts.make_event(kiosk, who, act, Deed("sign", data, role=role))
        code = judge(event, case, ledger.ground(kiosk.db))
        if code:
            raise Refused(code, verb="sign", **acts.situation(case))
        _write_mark(kiosk, number, event)
        failpoint.reach("sign.marked")
        case = acts.record(kiosk, event).get_case()
    failpoint.reach("sign.committed")
    return case


@dataclass(frozen=True, slots=True)
class _Signing:
    signer: Staff
    mode: Mode


def _check_may(kiosk: Kiosk, who: Person, act: Act, case: Permohonan) -> None:
    """The cheap rules first, so that nobody reads about a number when the case is not there yet."""
    ground = ledger.ground(kiosk.db)
    if act.base != case.base:
        raise Refused("stale_base", verb="sign", **acts.situation(case))
    if refusal := acts.find_role(who, "sign", case, ground, kiosk.device)[1]:
        raise Refused(refusal, verb="sign", **acts.situation(case))


def _choose_signer(kiosk: Kiosk, service: Service, id_: str) -> Staff:
    signers = find_signers(kiosk, service)
    chosen = next((one for one in signers if id_ in {"", one.id}), None)
    if chosen is None:
        raise Refused("no_signer", service=service.title)
    return chosen


def _sign_role(kiosk: Kiosk, who: Person, signer: Staff, mode: Mode) -> str:
    """The signer acts as such; anybody else only records, with the register right, what goes under ink.

    Not even that where the office wants the signer's PIN for ink as well.
    """
    if who.id == signer.id:
        return "signer"
    if mode is Mode.WET and needs_pin(kiosk, mode):
        raise Refused("signer_pin_needed", name=signer.name)
    if mode is not Mode.WET or "register" not in who.roles:
        raise Refused("not_allowed", verb="sign")
    return "register"


def _check_term(kiosk: Kiosk, number: Number) -> None:
    """After a change of register nobody knows the last number on paper until somebody types it."""
    if not ledger.get_office(kiosk.db).may_number(number.scope, kiosk.register[1]):
        raise Refused("register_locked")


def _check_mark(kiosk: Kiosk, number: Number) -> None:
    """A mark ahead of the ledger means this disk is older than the paper: `sign` waits (sync.md 4.2).

    A mark this very process wrote for a `sign` that never committed is no paper: the number is taken again.
    """
    mark = marks.find_number(kiosk.config.state, number.scope, number.year)
    if mark is None and waits_for_book(kiosk, number.scope, number.year):
        raise Refused("number_unknown", last=number.n - 1)
    if mark is None or mark.n < number.n:
        return
    if mark.n == number.n and mark.inc == kiosk.inc and ledger.find_standing(kiosk.db, mark.event) is None:
        return
    raise Refused("number_mark_ahead", mark=mark.n, last=number.n - 1)


def waits_for_book(kiosk: Kiosk, scope: str, year: int) -> bool:
    """Whether a counter came to this machine in a backup without its mark, and nobody typed the book's last
    number since: what was printed after the backup is known to the paper alone.
    """
    came = marks.find_restored(kiosk.config.state)
    if came is None or year > moment_day(came.at).year:
        return False
    typed = ledger.effective_after(kiosk.db, came.n, "start_at")
    return not any((one.data["scope"], one.data["year"]) == (scope, year) for one in typed)


def _write_mark(kiosk: Kiosk, number: Number, event: Event) -> None:
    term = kiosk.register[1]
    mark = marks.NumberMark(number.scope, number.year, number.n, number.line, term, kiosk.inc, event.id)
    marks.write_number(kiosk.config.state, mark)
    marks.raise_floor(kiosk.config.state, event.at)


def _make_sign(
    kiosk: Kiosk, case: Permohonan, service: Service, number: Number, signing: _Signing
) -> dict[str, Any]:
    """The payload of `sign`: fields, salt and seal, from what was checked and the number taken."""
    _check_mode(kiosk, service, signing.mode)
    person = signing.signer
    until = (number.day + timedelta(days=service.valid_days)).isoformat() if service.valid_days else ""
    data: dict[str, Any] = {
        "service": service.id,
        "version": service.version,
        "code": service.code,
        "number": number.text,
        "counter": {"scope": number.scope, "year": number.year, "n": number.n},
        "line": number.line,
        "date": number.day.isoformat(),
        "form": int(person.form),
        "signer": acts.clean(
            {
                "id": person.id,
                "name": person.name,
                "post": person.post,
                "rank": person.rank,
                "nip": person.nip,
            }
        ),
        "mode": signing.mode.value,
        "fields": {"pemohon": dict(case.subject), **case.answers},
        "salt": kiosk.token(seal.SALT_BYTES).hex(),
    }
    if until:
        data["until"] = until
    data["seal"] = base64.b64encode(_seal(kiosk, service, data)).decode()
    return data


def _check_mode(kiosk: Kiosk, service: Service, mode: Mode) -> None:
    if mode is Mode.WET:
        return
    if mode.value not in find_modes(kiosk, service):
        raise Refused("mode_not_allowed", mode=mode.value, service=service.title)
    certificate = office.find_certificate(kiosk)
    if certificate is None or certificate.exp < kiosk.now():
        raise Refused("certificate_ended")


def _seal(kiosk: Kiosk, service: Service, data: Mapping[str, Any]) -> bytes:
    if kiosk.seal_key is None:
        raise Refused("no_seal_key")
    subject = data["fields"]["pemohon"]
    claims = Claims(
        kelurahan=kiosk.office.code,
        service=service.id,
        number=data["number"],
        title=service.title.upper(),
        name=capital_name(subject["nama"]),
        nik=mask_nik(subject["nik"]),
        facts=fact_lines(service, data["fields"]),
        digest=seal.field_digest(field_map(kiosk, service, data)),
        mode=Mode(data["mode"]),
        line=data["line"],
        form=data["form"],
        cti=kiosk.token(seal.CTI_BYTES),
        iat=kiosk.now() // 1000,
        exp=seal.last_second(data["until"]) if "until" in data else None,
    )
    return kiosk.seal_key.sign1(seal.encode_claims(seal.pack(claims)))


def field_map(kiosk: Kiosk, service: Service, data: Mapping[str, Any]) -> dict[str, Any]:
    """What `digest` in the seal binds (seal.md 2.1): every printed field, under the salt the ledger keeps."""
    signer = data["signer"]
    return {
        "v": 1,
        "salt": data["salt"],
        "service": data["service"],
        "version": data["version"],
        "kelurahan": dotted(kiosk.office.code),
        "number": data["number"],
        "title": service.title,
        "date": data["date"],
        "until": data.get("until", ""),
        "signer": {
            "form": data["form"],
            "name": signer["name"],
            "nip": signer.get("nip", ""),
            "post": signer.get("post", ""),
        },
        "fields": data["fields"],
    }


def void(kiosk: Kiosk, who: Person, act: Act, *, reason: str, text: str = "") -> Permohonan:
    """End a number that never stood on valid paper; it is never used again."""
    return acts.do(kiosk, who, act, Deed("void", {"reason": reason, "text": text})).get_case()


def revoke(kiosk: Kiosk, who: Person, act: Act, *, reason: str, text: str = "") -> Permohonan:
    """End a surat that is out in the world."""
    return acts.do(kiosk, who, act, Deed("revoke", {"reason": reason, "text": text})).get_case()


# --- paper ------------------------------------------------------------------------------------------


def page(kiosk: Kiosk, id: str, *, kind: Copy = Copy.DRAFT, arms: bytes = b"") -> Page:
    """The page of a surat as it is now, for a renderer: the draft before `sign`, else a kind of print."""
    case = cases.get_shown(kiosk.db, id).case
    service = kiosk.catalogue.get(case.service, case.version)
    data = case.sign if kind is not Copy.DRAFT else _draft_data(kiosk, case, service)
    if not data:
        raise Refused("wrong_state", verb="print", **acts.situation(case))
    prints = [one for one in case.prints if one.ok is not False and one.kind != Copy.ARCHIVE]
    sheet = Sheet(
        copy=kind,
        n=max(len(prints), 2) if kind is Copy.REPRINT else 1,
        at=kiosk.now() if kind is Copy.REPRINT else 0,
        passed=_find_passed(kiosk, case) if kind is Copy.ARCHIVE else (),
        arms=arms,
    )
    return compose(service, data, office=kiosk.office, sheet=sheet, say=kiosk.say)


def _draft_data(kiosk: Kiosk, case: Permohonan, service: Service) -> dict[str, Any]:
    signers = find_signers(kiosk, service)
    data: dict[str, Any] = {"fields": {"pemohon": dict(case.subject), **case.answers}}
    if signers:
        one = signers[0]
        data |= {
            "form": int(one.form),
            "signer": acts.clean({"name": one.name, "post": one.post, "rank": one.rank, "nip": one.nip}),
        }
    return data


def _find_passed(kiosk: Kiosk, case: Permohonan) -> tuple[Passed, ...]:
    """Who passed which step when: the paraf of the archive copy, of the standing round only."""
    standing = list(case.passed)
    found = []
    for entry in reversed(ledger.entries_about(kiosk.db, case.id)):
        event = read_event(entry.event)
        if event.verb == "pass" and entry.is_effective() and standing:
            step, who = standing[-1]
            if (event.data["step"], event.who) == (step, who):
                standing.pop()
                person = kiosk.office.find_staff(who)
                found.append(Passed(office.step_name(kiosk, step), person.name if person else who, entry.at))
    return tuple(reversed(found))


def record_print(  # noqa: PLR0913 - the words of one button, by name
    kiosk: Kiosk, who: Person, act: Act, *, kind: Copy, pdf_sha256: str, renderer: str, reason: str = ""
) -> Print:
    """Record that this very page is about to go to paper; the caller sends it only when `is_admitted`."""
    with kiosk.db.write():
        standing = ledger.find_standing(kiosk.db, act.id)
        case = cases.get_shown(kiosk.db, act.about).case
        attempt = standing.event.data["attempt"] if standing else len(case.prints) + 1
        data = {
            "kind": kind.value,
            "attempt": attempt,
            "pdf_sha256": pdf_sha256,
            "renderer": renderer,
            "reason": reason,
        }
        done = acts.do(kiosk, who, act, Deed("print", data))
    failpoint.reach("print.committed")
    return next(one for one in done.get_case().prints if one.attempt == attempt)


def is_admitted(kiosk: Kiosk, act: Act) -> bool:
    """Whether the register has admitted a print, at once where it is this device; only then may paper move.

    Raises Refused with the entry's code where it took no effect.
    """
    standing = ledger.find_standing(kiosk.db, act.id)
    entry = standing.entry if standing else None
    if entry is not None and not entry.is_effective():
        raise Refused(entry.code, verb="print")
    return entry is not None


def confirm_paper(  # noqa: PLR0913 - the words of one button, by name
    kiosk: Kiosk, who: Person, act: Act, *, attempt: int, ok: bool = True, reason: str = ""
) -> Permohonan:
    """A person says what came out of the printer; a resident's confirmed paper is the handing over."""
    deed = Deed("confirm", {"what": "paper", "attempt": attempt, "ok": ok, "reason": reason})
    with kiosk.db.write():
        case = acts.do(kiosk, who, act, deed).get_case()
        if who.id == RESIDENT.id and ok and case.status is Status.READY:
            name = case.resident.get("nama") or case.subject.get("nama", "")
            case = hand_over(kiosk, who, acts.begin(kiosk, case), to=name)
    return case


def confirm_ink(kiosk: Kiosk, who: Person, act: Act) -> Permohonan:
    """The signed and stamped sheet has come back: the surat is ready."""
    return acts.do(kiosk, who, act, Deed("confirm", {"what": "ink", "ok": True})).get_case()


def hand_over(kiosk: Kiosk, who: Person, act: Act, *, to: str) -> Permohonan:
    """Somebody has taken it; `to` is a name."""
    return acts.do(kiosk, who, act, Deed("hand_over", {"to": to})).get_case()
