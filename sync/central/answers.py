"""Owns what the center says to people: whether a surat is registered, where a permohonan stands; no page.

A check holds only what the paper or the QR already held, and the name and post of who signed. A track answer
holds status, steps and dates, nothing personal. No request is kept.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from kiosk import keys, trust
from kiosk.catalogue import Catalogue
from kiosk.domain import cose, seal
from kiosk.domain.errors import Refused
from kiosk.domain.permohonan import Permohonan, Status, load
from kiosk.domain.seal import Claims
from kiosk.domain.verdict import Answer, Colour, Line, Registration, State, Verdict, colour_of
from kiosk.domain.words import date_words, moment_day, moment_words
from kiosk.reference import Reference
from kiosk.texts import Texts
from sync.central import city, envelope
from sync.central.center import Center

LANGUAGES: Final = ("id", "en")
PIN_TRIES: Final = 5
PIN_WAIT_MS: Final = 15 * 60_000
SWEEP_MS: Final = 60_000
_STATES: Final = {
    Registration.REGISTERED: State.UNCONFIRMED,  # a typed code proves no fact of the paper: yellow at best
    Registration.AWAITING_INK: State.AWAITING_INK,
    Registration.UNDER_REVIEW: State.UNDER_REVIEW,
    Registration.TTE_PENDING: State.TTE_PENDING,
    Registration.REVOKED: State.REVOKED,
    Registration.REPLACED: State.REVOKED,
}


@dataclass(frozen=True, slots=True)
class Library:
    """Words, services and places, as the kiosks have them."""

    texts: Mapping[str, Texts]
    catalogue: Catalogue
    reference: Reference

    def name_service(self, case: Permohonan, lang: str) -> str:
        """What people call what was asked for.

        One that only its office has is called as in its seal; before that it has no name here, and its id is
        nothing to read.
        """
        found = self.catalogue.find(case.service, case.version) or self.catalogue.find(case.service)
        return found.title if found else _sealed_title(case) or self.texts[lang]("center.own_service")

    def find_office(self, code: str) -> str:
        """The name of a kelurahan, or its code with dots where it is none of the city's."""
        dotted = f"{code[:2]}.{code[2:4]}.{code[4:6]}.{code[6:]}"
        found = next((one for one in self.reference.gazetteer.kelurahan if one.code == dotted), None)
        return f"{found.name}, {found.kecamatan}" if found else dotted


@dataclass(slots=True)
class Doors:
    """Tries by ticket that were not right, in memory: five close a ticket for a quarter of an hour.

    Questions are answered by many threads, so a try is counted before its PIN is looked at: a hundred at once
    are no more tries than five.
    """

    tries: dict[str, list[int]] = field(default_factory=dict)
    swept: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def enter(self, ticket: str, now: int) -> None:
        """Count a try. Raises Refused("ticket_closed", minutes=)."""
        with self._lock:
            self._sweep(now)
            tries = [at for at in self.tries.get(ticket, ()) if now - at < PIN_WAIT_MS]
            if len(tries) >= PIN_TRIES:
                raise Refused("ticket_closed", minutes=-(-(PIN_WAIT_MS - (now - tries[0])) // 60_000))
            self.tries[ticket] = [*tries, now]

    def forgive(self, ticket: str) -> None:
        """The PIN was right: what was tried before it no longer counts."""
        with self._lock:
            self.tries.pop(ticket, None)

    def _sweep(self, now: int) -> None:
        """Forget those long ago, once a minute: made-up tickets must not make each question dearer."""
        if 0 <= now - self.swept < SWEEP_MS:
            return
        self.swept = now
        self.tries = {key: tries for key, tries in self.tries.items() if now - tries[-1] < PIN_WAIT_MS}


# --- checking ---------------------------------------------------------------------------------------------


def check_text(
    center: Center, connection: Connection, library: Library, text: str, lang: str
) -> dict[str, Any]:
    """The whole check of a QR's text: rules 1 to 15 of seal.md 3, with the registration the center holds."""
    anchors = city.get_anchors(center, connection)

    def ask(claims: Claims) -> Answer | None:
        found = find_registration(connection, claims.cti, claims.kelurahan)
        return Answer(found.registration, own=False) if found else None

    verdict = trust.check(text, anchors, now=center.world.now(), registration=ask, host=center.host)
    answer = verdict.as_json() | _words(verdict, library, lang)
    if verdict.claims:
        answer["office"] = library.find_office(verdict.claims.kelurahan)
        found = find_registration(connection, verdict.claims.cti, verdict.claims.kelurahan)
        if found:
            answer |= {
                "signer": found.signer,
                "as_of": found.as_of,
                "as_of_words": moment_words(found.as_of, lang),
            }
    return answer


def check_cti(connection: Connection, cti: bytes) -> dict[str, Any]:
    """The registration of a seal a kiosk has verified itself. Raises Refused("seal_unknown")."""
    found = find_registration(connection, cti)
    if found is None:
        raise Refused("seal_unknown")
    return {"registration": str(found.registration), "as_of": found.as_of, "signer": found.signer}


def check_code(connection: Connection, library: Library, typed: str, lang: str) -> dict[str, Any]:
    """What the typed code of a surat says: state, office, title and date; at best yellow.

    Raises Refused("code_mistyped") or Refused("seal_unknown").
    """
    code = seal.parse_code(typed)
    rows = connection.exec_driver_sql("SELECT DISTINCT cti FROM seal WHERE code = ?", (code,)).all()
    if len(rows) != 1:
        raise Refused("seal_unknown")
    found = find_registration(connection, bytes(rows[0][0]))
    if found is None:
        raise Refused("seal_unknown")
    state = _STATES[found.registration]
    texts = library.texts[lang]
    day = date.fromisoformat(found.date)
    title = library.name_service(found.case, lang)
    return {
        "state": str(state),
        "colour": str(colour_of(state)),
        "reasons": [str(state)],
        "headline": texts("center.code_known") if state is State.UNCONFIRMED else texts(f"verdict.{state}"),
        "lines": [texts("center.code_line")],
        "office": library.find_office(found.kelurahan),
        "facts": {"title": title, "date": found.date},
        "rows": [
            [texts("center.fact_title"), title],
            [texts("center.fact_office"), library.find_office(found.kelurahan)],
            [texts("center.fact_date"), date_words(day, lang)],
        ],
        "as_of": found.as_of,
        "as_of_words": moment_words(found.as_of, lang),
    }


@dataclass(frozen=True, slots=True)
class Registered:
    """What the center's ledgers say of a seal; `as_of` is when that office's ledger last came, ms UTC."""

    registration: Registration
    kelurahan: str
    case: Permohonan
    date: str
    signer: dict[str, str]
    as_of: int


def find_registration(connection: Connection, cti: bytes, kelurahan: str = "") -> Registered | None:
    """What an office's ledger says of a seal; None where no ledger here holds it.

    A seal's id is its office's own choice: where no `kelurahan` is asked for and two offices hold the same,
    one of them copied it from paper, and neither is believed.
    """
    rows = connection.exec_driver_sql(
        "SELECT s.kelurahan, s.standing, p.state, o.received_at FROM seal s"
        " JOIN permohonan p USING (kelurahan, id) JOIN office o USING (kelurahan)"
        " WHERE s.cti = ?1 AND ?2 IN ('', s.kelurahan)",
        (cti, kelurahan),
    ).all()
    if len(rows) != 1:
        return None
    kelurahan, standing, state, received_at = rows[0]
    case = load(json.loads(state))
    signer = case.sign.get("signer", {}) if standing else {}
    return Registered(
        _registration(case, standing=bool(standing)),
        kelurahan,
        case,
        case.sign.get("date", moment_day(case.filed_at).isoformat()),
        {name: signer[name] for name in ("name", "post") if name in signer},
        received_at,
    )


def _sealed_title(case: Permohonan) -> str:
    """The title in the seal of a signed permohonan; empty before it is signed, or of a seal not read here."""
    try:
        framed = cose.parse(base64.b64decode(case.sign.get("seal", "")))
        return seal.decode_claims(framed.payload).title
    except (Refused, ValueError):
        return ""


def _registration(case: Permohonan, *, standing: bool) -> Registration:
    if not standing:
        return Registration.REVOKED if case.voided else Registration.REPLACED
    if case.status is Status.REVOKED:
        return Registration.REVOKED
    if case.ruling:
        return Registration.UNDER_REVIEW
    if case.status is Status.SIGNED:
        return Registration.AWAITING_INK if case.sign["mode"] == "wet" else Registration.TTE_PENDING
    return Registration.REGISTERED


def _words(verdict: Verdict, library: Library, lang: str) -> dict[str, Any]:
    texts = library.texts[lang]
    lines = [_line(line, library, lang) for line in verdict.lines]
    out: dict[str, Any] = {"headline": texts(verdict.headline), "lines": lines}
    claims = verdict.claims
    if verdict.mode_line:
        out["mode_words"] = texts(verdict.mode_line)
    if claims and verdict.colour is not Colour.RED:
        labels = (
            ("title", claims.title),
            ("number", claims.number),
            ("name", claims.name),
            ("nik", claims.nik),
            *(("fact", fact) for fact in claims.facts),
            ("office", library.find_office(claims.kelurahan)),
            ("signed", date_words(moment_day(claims.iat * 1000), lang)),
            *((("until", date_words(verdict.until, lang)),) if verdict.until else ()),
        )
        out["rows"] = [_row(name, value, library, (claims.service, lang)) for name, value in labels]
    return out


def _row(name: str, value: str, library: Library, of: tuple[str, str]) -> list[str]:
    """A label and its value; `of` is (service, language)."""
    service, lang = of
    label, colon, rest = value.partition(": ")
    if name == "fact" and colon:
        return [library.catalogue.name_fact(service, label, lang), rest]
    return [library.texts[lang](f"center.fact_{name}"), value]


def _line(line: Line, library: Library, lang: str) -> str:
    details = {
        name: date_words(value, lang)
        if isinstance(value, date)
        else library.find_office(value.replace(".", ""))
        if name == "name" and isinstance(value, str)
        else value
        for name, value in line.details.items()
    }
    return library.texts[lang](line.key, **details)


# --- tracking ---------------------------------------------------------------------------------------------


def track(
    center: Center, connection: Connection, library: Library, request: tuple[str, str, str], doors: Doors
) -> dict[str, Any]:
    """Where a permohonan stands, for who holds its slip: `request` is (ticket, PIN, language).

    Raises Refused: `ticket_mistyped`, `ticket_closed`, and `ticket_unknown` also for a wrong PIN, so that
    nobody learns which tickets exist.
    """
    typed, pin, lang = request
    try:
        ticket = seal.parse_code(typed)
    except Refused as error:
        raise Refused("ticket_mistyped") from error
    now = center.world.now()
    doors.enter(ticket, now)
    row = connection.exec_driver_sql(
        "SELECT p.kelurahan, p.id, p.state, o.ticket_key, o.received_at FROM permohonan p"
        " JOIN office o USING (kelurahan) WHERE p.ticket = ?",
        (ticket,),
    ).first()
    if row is None or not row[3] or keys.ticket_pin(bytes(row[3]), row[1]) != pin.strip():
        raise Refused("ticket_unknown")
    doors.forgive(ticket)
    kelurahan, id, state, _key, received_at = row
    case = load(json.loads(state))
    steps = connection.exec_driver_sql(
        "SELECT what, at FROM step WHERE kelurahan = ? AND id = ? ORDER BY n", (kelurahan, id)
    ).all()
    texts = library.texts[lang]
    return {
        "ticket": ticket,
        "service": library.name_service(case, lang),
        "office": library.find_office(kelurahan),
        "status": case.status.value,
        "status_words": _say_status(case, texts),
        "bring": [texts(f"paper.{code}") for code in case.get_missing() if texts.has(f"paper.{code}")],
        "steps": [
            {"what": what, "words": _say_step(what, texts), "at": at, "day": _day(at, lang)}
            for what, at in steps
        ],
        "files_words": _say_files(connection, kelurahan, id, texts),
        "as_of": received_at,
        "as_of_words": moment_words(received_at, lang),
    }


def _say_files(connection: Connection, kelurahan: str, id: str, texts: Texts) -> str:
    """How many of the files its Events name have arrived here; nothing where they name none."""
    named = [
        one.sha256
        for (raw,) in connection.exec_driver_sql(
            "SELECT e.event FROM step s JOIN entry e USING (kelurahan, n) WHERE s.kelurahan = ? AND s.id = ?",
            (kelurahan, id),
        )
        for one in envelope.read(bytes(raw)).get_files()
    ]
    if not named:
        return ""
    marks = ", ".join("?" * len(set(named)))
    arrived, count = connection.exec_driver_sql(
        f"SELECT sum(whole), count(*) FROM file WHERE kelurahan = ? AND sha256 IN ({marks})",  # noqa: S608
        (kelurahan, *sorted(set(named))),
    ).one()
    return texts("center.files", arrived=arrived, count=count) if count else ""


def _day(at: int, lang: str) -> str:
    return moment_words(at, lang)


def _say_status(case: Permohonan, texts: Texts) -> str:
    if case.status is Status.IN_REVIEW:
        return texts("status.in_review", step=_say_role(case.get_step(), texts))
    if case.status is Status.SIGNED:
        return texts(f"status.signed_{case.sign['mode']}")
    return texts(f"status.{case.status.value}")


def _say_step(what: str, texts: Texts) -> str:
    if what.startswith("step:"):
        role = what.removeprefix("step:")
        if role == "signer":
            return texts("center.step_signer")
        return texts("center.step_turn", step=_say_role(role, texts))
    return texts("center.step_filed") if what == "filed" else texts(f"status.{what}")


def _say_role(step: str, texts: Texts) -> str:
    return texts(f"step.{step.replace(':', '_')}")
