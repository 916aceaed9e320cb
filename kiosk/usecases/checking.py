"""Owns the check of a surat on this device: the QR by trust and the own ledger, a typed code by the book."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk import trust
from kiosk.context import Kiosk
from kiosk.domain import cose, seal
from kiosk.domain.errors import Refused
from kiosk.domain.permohonan import Status
from kiosk.domain.seal import Claims
from kiosk.domain.verdict import Answer, Registration, Verdict
from kiosk.store import cases, register
from kiosk.usecases import clock, enrolment, offering


def check(kiosk: Kiosk, text: str) -> Verdict:
    """Judge the text of a QR, offline: own seals by the own ledger, others by what the lists say."""
    now = kiosk.now() if clock.is_date_trusted(kiosk) else None
    anchors = enrolment.make_anchors(kiosk)

    def ask(claims: Claims) -> Answer | None:
        if claims.kelurahan != kiosk.office.code:
            return None
        found = find_registration(kiosk, claims.cti)
        return Answer(found) if found else None

    return trust.check(text, anchors, now=now, registration=ask, host=kiosk.office.host)


def find_permohonan(kiosk: Kiosk, text: str) -> str:
    """The permohonan whose surat bears this QR, by its seal's id. Raises Refused("not_a_seal") and as `seal`.

    It says which sheet lies under the reader and nothing of whether the seal is good.
    """
    claims = seal.decode_claims(cose.parse(seal.parse_text(text)).payload)
    line = register.find_by_cti(kiosk.db, claims.cti)
    if line is None:
        raise Refused("not_of_this_office")
    return line.permohonan


def find_registration(kiosk: Kiosk, cti: bytes) -> Registration | None:
    """What the own ledger knows of a seal; None when it holds none such."""
    line = register.find_by_cti(kiosk.db, cti)
    if line is None:
        return None
    if line.state in {"void", "revoked"}:
        return Registration.REVOKED
    case = cases.find(kiosk.db, line.permohonan)
    if case is None or case.ruling:
        return Registration.UNDER_REVIEW
    if case.status is Status.SIGNED:
        return Registration.AWAITING_INK if case.sign["mode"] == "wet" else Registration.TTE_PENDING
    return Registration.REGISTERED


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """What a typed code says: at best yellow, because a code proves no fact of the paper."""

    registration: Registration
    title: str
    date: str


def check_code(kiosk: Kiosk, typed: str) -> tuple[CodeAnswer, ...]:
    """The surat of this office whose 12-character code this is. Raises Refused("code_mistyped")."""
    code = seal.parse_code(typed)
    found = [
        line
        for line in register.find_by_code(kiosk.db, seal.code_prefix(code))
        if seal.human_code(bytes.fromhex(line.cti)) == code
    ]
    answers = []
    for line in found:
        registration = find_registration(kiosk, bytes.fromhex(line.cti)) or Registration.UNDER_REVIEW
        title = offering.name_service(kiosk, line.service)
        answers.append(CodeAnswer(registration, title, line.date))
    return tuple(answers)
