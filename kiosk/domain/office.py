"""Owns what is known of one office: profile, people, the state its office events fold to; no permohonan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin, get_type_hints

from kiosk.domain.numbering import DEFAULT, LARGEST_N
from kiosk.domain.place import CITY

if TYPE_CHECKING:
    from kiosk.domain.event import Event

LURAH: Final = "lurah"
SIGNER: Final = "signer"
REGISTER: Final = "register"
RESIDENT: Final = "resident"
DEVICE: Final = "device"
OPERATOR: Final = "operator"
SEKLUR: Final = "seklur"
CENTER: Final = "pusat"  # the device name of the city's center in every office
ENDED: Final = "ended"  # settings: the devices nobody speaks with any more
RESERVES: Final = "reserves"  # settings: the term of the reserve certificate each desk holds
WET_BY: Final = "wet_by"  # settings: on whose word ink is recorded, `order` or `pin`
NO_ARMS: Final = "none"  # an office's arms: its kop is text
PIN_OF: Final = "pin:"  # settings, with a person's id: who set that person's PIN, and when
DEFAULT_CHAIN: Final = (OPERATOR, "kasi", SEKLUR, SIGNER)


class Form(IntEnum):
    """On whose authority a signer signs (seal.md 2.1, key 12)."""

    LURAH = 0
    PLT = 1
    PLH = 2
    AN = 3
    UB = 4


@dataclass(frozen=True, slots=True)
class Staff:
    """One person; `roles` from operator, kasi:pem, kasi:kes, kasi:trb, seklur, signer, lurah, register.

    `form` says how this person signs when `signer` is among the roles; dates are ISO, empty = without end. A
    record that says `ended` stops sign-in, an old one never does.
    """

    id: str
    name: str
    post: str
    roles: tuple[str, ...]
    rank: str = ""
    nip: str = ""
    form: Form = Form.LURAH
    decree: str = ""
    since: str = ""
    until: str = ""
    ended: bool = False

    def is_signer_on(self, day: str) -> bool:
        """Whether this person may be the signer on an ISO day."""
        within = (not self.since or self.since <= day) and (not self.until or day <= self.until)
        return SIGNER in self.roles and within and not self.ended


@dataclass(frozen=True, slots=True)
class Office:
    """The office's profile, from its `office` document: what a surat prints and how the office works.

    `code` is the Kemendagri code without dots, 10 digits. `seal` and `tte` name the services allowed beyond
    ink. `hours` maps a weekday 0-6 to ("07:30", "16:00"); `closed` are ISO days this office alone is shut,
    `closed_why` says why. `menus` is the order of the home's tiles as far as the office chose one, `hidden`
    the tiles it leaves out. `chips` are its own, `no_chips` what it left, both by the key of their proposal
    (kiosk/domain/chips.py). `arms` is the SHA-256 of the picture in the kop (a document of the office),
    `NO_ARMS` for a kop of text, empty where each device has its own file. `heads` are those of RT and RW
    (kiosk/domain/heads.py).
    """

    code: str
    kelurahan: str
    kecamatan: str
    city: str = CITY
    address: str = ""
    phone: str = ""
    postcode: str = ""
    email: str = ""
    arms: str = ""
    unit: str = ""
    host: str = "VERIF.PALEMBANG.GO.ID"
    pattern: str = DEFAULT
    scope: str = "office"
    chain: tuple[str, ...] = DEFAULT_CHAIN
    kasi: Mapping[str, str] = field(default_factory=dict)
    same_person: bool = False
    seal: tuple[str, ...] = ()
    tte: tuple[str, ...] = ()
    wet_by: str = "order"
    self_print: bool = False
    paper: str = "A4"
    archive_copy: str = "paper"
    pengantar: str = "rt_rw"
    pbb: str = "off"
    hours: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    closed: tuple[str, ...] = ()
    closed_why: Mapping[str, str] = field(default_factory=dict)
    menus: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    chips: Mapping[str, str] = field(default_factory=dict)
    no_chips: tuple[str, ...] = ()
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    training: bool = False
    staff: tuple[Staff, ...] = ()

    def find_staff(self, id_: str) -> Staff | None:
        """The person with this id, or None."""
        return next((person for person in self.staff if person.id == id_), None)

    def make_chain(self, kasi: str, steps: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The chain stamped at `file`: the service's own steps, else the office's, with its kasi named.

        A kasi the office does not have is mapped to the one it named for that duty, else stays as it is.
        """
        chain = steps or self.chain
        return tuple(f"kasi:{self.kasi.get(kasi, kasi)}" if step == "kasi" else step for step in chain)


def check_types(made: Any) -> None:
    """Hold what was read from a file to the types its class names. Raises TypeError with a field's name."""
    for name, hint in get_type_hints(type(made)).items():
        if not _fits(getattr(made, name), hint):
            raise TypeError(name)


def _fits(value: Any, hint: Any) -> bool:
    kind, inner = get_origin(hint) or hint, get_args(hint)
    if kind is tuple:
        inner = inner[:1] * len(value) if inner[-1] is ... and isinstance(value, tuple) else inner
        return isinstance(value, tuple) and len(value) == len(inner) and all(map(_fits, value, inner))
    if kind is Mapping:
        both = isinstance(value, Mapping) and value.items()
        return both is not False and all(_fits(key, inner[0]) and _fits(one, inner[1]) for key, one in both)
    return type(value) is kind


@dataclass(frozen=True, slots=True)
class Counter:
    """One running number: `n` is the last one taken, `date` the ISO day of the last surat under it."""

    n: int = 0
    date: str = ""


@dataclass(frozen=True, slots=True)
class OfficeState:
    """What the office's ledger has folded to, beside its permohonan.

    `counters` maps (scope, year) to a Counter; `line` is the last running line of the register; `settings`
    the newest value of each key; `closed` is the term whose register has said its last word, 0 = none.
    `judged` maps the places of entries that were judged anew to what came of it: `effective`, or a code.
    `term` is the one the ledger stands in, `signing` the last one that took over from a closed register;
    `typed` are the scopes whose last number on paper was typed since the term began.
    """

    counters: Mapping[tuple[str, int], Counter] = field(default_factory=dict)
    line: int = 0
    settings: Mapping[str, Any] = field(default_factory=dict)
    closed: int = 0
    judged: Mapping[int, str] = field(default_factory=dict)
    term: int = 1
    signing: int = 1
    typed: tuple[str, ...] = ()

    def get_counter(self, scope: str, year: int) -> Counter:
        """The counter of a scope in a year; one that was never used stands at 0."""
        return self.counters.get((scope, year), Counter())

    def get_modes(self, service: str) -> tuple[str, ...]:
        """The modes the office allows for a service, ink always among them."""
        more = (mode for mode in ("seal", "tte") if service in (self.settings.get(mode) or ()))
        return ("wet", *more)

    def may_number(self, scope: str, term: int) -> bool:
        """Whether the register of a term may take numbers of a scope (sync.md 4.5).

        Not before it is known what stands on paper: the register before it closed, or somebody typed the last
        number of the book. An office's first term has no paper of its own before it.
        """
        return term in {1, self.signing} or (term == self.term and scope in self.typed)

    def may_number_some(self, term: int) -> bool:
        """Whether it may take numbers of any scope."""
        return any(self.may_number(scope, term) for scope in ("", *self.typed))

    def is_closed(self, term: int) -> bool:
        """Whether the register of a term has said its last word."""
        return self.closed == term

    def is_wet_by_pin(self) -> bool:
        """Whether ink too wants the signer's own PIN, not only an order to the register's holder."""
        return bool(self.settings.get(WET_BY) == "pin")

    def get_ended(self) -> frozenset[str]:
        """The devices an officer ended."""
        return frozenset(self.settings.get(ENDED) or ())

    def get_reserves(self) -> Mapping[str, int]:
        """The term of the reserve certificate each desk holds, as far as the register was shown one."""
        return dict(self.settings.get(RESERVES) or {})

    def take(self, scope: str, year: int, counter: Counter) -> OfficeState:
        """The state after a counter moved."""
        return replace(self, counters={**self.counters, (scope, year): counter})


@dataclass(frozen=True, slots=True)
class OfficeRule:
    """Who may do an office event, which keys its payload must and may hold, and its newest version."""

    roles: frozenset[str]
    required: Mapping[str, type] = field(default_factory=dict)
    optional: Mapping[str, type] = field(default_factory=dict)
    version: int = 1


OFFICERS: Final = frozenset({REGISTER, LURAH})
STAFF_ROLES: Final = frozenset({OPERATOR, "kasi", SEKLUR, SIGNER, LURAH, REGISTER})
_ALL: Final = STAFF_ROLES | {RESIDENT, DEVICE}
_COUNTER: Final = {"scope": str, "year": int}
_QUEUE_NUMBER: Final = re.compile(r"[A-Za-z0-9]{1,8}-[0-9]{3,6}")

OFFICE_RULES: Final[Mapping[str, OfficeRule]] = {
    "start_at": OfficeRule(OFFICERS, {**_COUNTER, "n": int, "reason": str}),
    "outside": OfficeRule(OFFICERS, {**_COUNTER, "first": int, "last": int, "title": str}, {"date": str}),
    "register_closed": OfficeRule(OFFICERS, {"n": int}, {"counters": list}),
    "settings": OfficeRule(OFFICERS | {DEVICE}, {"values": dict}),
    "import": OfficeRule(
        STAFF_ROLES | {DEVICE}, {"what": str, "sha256": str, "counts": dict}, {"withdrawn": bool}
    ),
    "judge": OfficeRule(frozenset({DEVICE}), {"entry": int, "sha256": str, "outcome": str}, {"code": str}),
    "queue": OfficeRule(_ALL, {"number": str, "need": str}),
    "call": OfficeRule(STAFF_ROLES, {"number": str, "place": str}),
    "open": OfficeRule(
        frozenset({DEVICE}), {"program": str, "schema": int, "boot": str}, {"prev": dict, "rules": int}
    ),
    "sign_in": OfficeRule(STAFF_ROLES, {}, {"until": int}),
    "pin_failed": OfficeRule(_ALL, {"person": str}, {"count": int}),
    "view": OfficeRule(STAFF_ROLES, {}, {"what": str}),
    "export": OfficeRule(_ALL, {"what": str}, {"line": int, "sha256": str, "reason": str, "month": str}),
    "clock": OfficeRule(_ALL, {"how": str}, {"from": int, "to": int, "date": str}),
    "alarm": OfficeRule(frozenset({DEVICE}), {"what": str}, {"detail": dict}),
    "survey": OfficeRule(frozenset({DEVICE}), {"answers": list}),
}


STAFF_CALLED, STAFF_CAME = "staff_called", "staff_came"
"""What an `alarm` says that is a bell and nothing wrong."""
DECISIONS: Final = frozenset({"settings", "start_at", "outside", "register_closed", "judge"})


def judge_office(event: Event, state: OfficeState, *, register: str) -> str:
    """The outcome code of an office or device event on this state; empty = effective.

    What decides for the whole office - its rules, its numbers, the register's last word - is said at the
    register alone: a key stolen from another desk could claim any role.
    """
    rule = OFFICE_RULES[event.verb]
    if event.role.partition(":")[0] not in rule.roles:
        return "not_allowed"
    if not has_shape(event.data, rule.required, rule.optional):
        return "bad_data"
    if event.verb in DECISIONS and event.device != register:
        return "not_register"
    if event.verb in {"start_at", "outside"}:
        return _judge_counter(event, state.get_counter(event.data["scope"], event.data["year"]).n)
    if event.verb == "settings":
        values = event.data["values"]
        lifts = state.is_wet_by_pin() and values.get(WET_BY, "pin") != "pin"
        if lifts and event.role != LURAH:  # nobody lifts the signer's own lock but the lurah
            return "not_allowed"
        fits = _are_modes(values) and _only_ends(values, state, register) and _say_who(values, event.who)
        return "" if fits else "bad_data"
    if event.verb in {"queue", "call"}:
        return "" if _QUEUE_NUMBER.fullmatch(event.data["number"]) else "bad_data"
    return ""


def _are_modes(values: Mapping[str, Any]) -> bool:
    """Whether the services of a mode are names, or false for none; what the other keys hold is theirs."""
    given = (values[mode] for mode in ("seal", "tte") if values.get(mode, False) is not False)
    return all(isinstance(names, list) and all(isinstance(one, str) for one in names) for names in given)


def _only_ends(values: Mapping[str, Any], state: OfficeState, register: str) -> bool:
    """A device that was ended stays so, and the register is none: it would be deaf to itself."""
    ended = values.get(ENDED)
    if ended is None:
        return True
    names = isinstance(ended, list) and all(isinstance(one, str) for one in ended)
    return names and state.get_ended() <= set(ended) and register not in ended


def _say_who(values: Mapping[str, Any], who: str) -> bool:
    """Whoever sets a PIN says so in their own name."""
    said = [values[key] for key in values if key.startswith(PIN_OF)]
    return all(
        isinstance(one, dict) and has_shape(one, {"by": str, "at": int}, {}) and one["by"] == who
        for one in said
    )


def _judge_counter(event: Event, last: int) -> str:
    """A number never goes back, so one no surat could bear would end the year.

    Numbers used outside follow the last one: no gap stays unexplained.
    """
    data = event.data
    if event.verb == "start_at":
        return "" if last <= data["n"] < LARGEST_N else "bad_data"
    return "" if last + 1 == data["first"] <= data["last"] < LARGEST_N else "bad_data"


def apply_office(event: Event, state: OfficeState, term: int) -> OfficeState:
    """The state after an effective office or device event that stands in the ledger under this term."""
    data, state = event.data, _enter(state, term)
    if event.verb in {"start_at", "outside"}:
        counter = state.get_counter(data["scope"], data["year"])
        last = data["n"] if event.verb == "start_at" else data["last"]
        typed = dict.fromkeys((*state.typed, *([data["scope"]] if event.verb == "start_at" else [])))
        moved = replace(state, typed=tuple(typed))
        return moved.take(data["scope"], data["year"], replace(counter, n=last))
    if event.verb == "settings":
        return replace(state, settings={**state.settings, **data["values"]})
    if event.verb == "register_closed":
        return replace(state, closed=term)
    if event.verb == "judge":
        return replace(state, judged={**state.judged, data["entry"]: data.get("code") or data["outcome"]})
    return state


def _enter(state: OfficeState, term: int) -> OfficeState:
    """The state as a later term meets it: it may number at once if the register before it has closed."""
    if term <= state.term:
        return state
    return replace(state, term=term, typed=(), signing=term if state.is_closed(state.term) else state.signing)


def dump_office(state: OfficeState) -> dict[str, Any]:
    """The state as JSON values, the same for the same state."""
    return {
        "counters": [[scope, year, one.n, one.date] for (scope, year), one in sorted(state.counters.items())],
        "line": state.line,
        "settings": dict(state.settings),
        "closed": state.closed,
        "judged": sorted([n, outcome] for n, outcome in state.judged.items()),
        "term": state.term,
        "signing": state.signing,
        "typed": list(state.typed),
    }


def load_office(value: Mapping[str, Any]) -> OfficeState:
    """What `dump_office` wrote, also before registers moved; of nothing, the state of a new office."""
    if not value:
        return OfficeState()
    counters = {(scope, year): Counter(n, date) for scope, year, n, date in value["counters"]}
    return OfficeState(
        counters,
        value["line"],
        value["settings"],
        value["closed"],
        dict(value.get("judged", ())),
        value.get("term", 1),
        value.get("signing", 1),
        tuple(value.get("typed", ())),
    )


def has_shape(data: Mapping[str, Any], required: Mapping[str, type], optional: Mapping[str, type]) -> bool:
    """Whether a payload holds the required keys and no unknown one, each of its type (a bool is no int)."""
    known = {**required, **optional}
    if not (required.keys() <= data.keys() <= known.keys()):
        return False
    return all(
        isinstance(data[key], known[key]) and not (known[key] is int and isinstance(data[key], bool))
        for key in data
    )
