"""Owns the one way an act becomes an Event: rules asked, recorded, durable; it knows no verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from kiosk.context import DEVICE, Kiosk, Person
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, encode
from kiosk.domain.ledger import Entry
from kiosk.domain.office import OFFICE_RULES
from kiosk.domain.permohonan import Permohonan
from kiosk.domain.rules import RULES, Actor, Ground, find_refusal, judge
from kiosk.domain.words import tidy_paragraph
from kiosk.store import cases, facts, ledger, marks

FROZEN: Final = "frozen"  # fact: the incarnation that must not write any more; a new start has none
BUILT: Final = 1_793_466_000_000  # 2026-11-01 WIB: no clock of a machine with this program can be before it


@dataclass(frozen=True, slots=True)
class Act:
    """A button as it was shown: the id of its Event, the permohonan, the `base` on screen.

    The id is made when the button appears, so a double press is one act.
    """

    id: str
    about: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What an act came to: its Event, its place (None while it waits), the permohonan as shown now."""

    event: Event
    entry: Entry | None
    case: Permohonan | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether the register has not admitted it yet ("menunggu meja register")."""
        return self.entry is None

    def get_case(self) -> Permohonan:
        """The permohonan it was about. Raises Refused("unknown_permohonan")."""
        if self.case is None:
            raise Refused("unknown_permohonan")
        return self.case


@dataclass(frozen=True, slots=True)
class Deed:
    """What an Event says beside who and when."""

    verb: str
    data: Mapping[str, Any] = field(default_factory=dict)
    files: Sequence[Mapping[str, Any]] = ()
    role: str = ""


def begin(kiosk: Kiosk, case: Permohonan | None = None) -> Act:
    """A button that is being shown, for this state of a permohonan, or for a new filing or office act."""
    return Act(kiosk.new_id(), case.id, case.base) if case else Act(kiosk.new_id())


def do(kiosk: Kiosk, who: Person, act: Act, deed: Deed) -> Done:
    """Ask the rule, then write the row: durable on return, or Refused with an outcome code.

    The same act again returns what it came to the first time; an act of another kind under its id, or one
    that took no effect, is Refused. On a device that is not the register the Event waits, judged by what this
    device knows.
    """
    check_writes(kiosk)
    with kiosk.db.write():
        standing = ledger.find_standing(kiosk.db, act.id)
        if standing is not None:
            return _repeat(kiosk, standing, deed.verb)
        ground = ledger.ground(kiosk.db)
        case = _find_case(kiosk, deed.verb, act)
        event = make_event(kiosk, who, act, _with_role(deed, who, case, ground, kiosk.device))
        code = judge(event, case, ground)
        if code:
            raise Refused(code, verb=deed.verb, **situation(case))
        return record(kiosk, event)


def record(kiosk: Kiosk, event: Event) -> Done:
    """Write an Event that was judged; inside the caller's transaction or its own."""
    check_writes(kiosk)
    entry = ledger.record(kiosk.db, encode(event), writer=kiosk.find_writer(), now=kiosk.now())
    if entry is not None and not entry.is_effective():
        raise Refused(entry.code, verb=event.verb)
    return Done(event, entry, _case_of(kiosk, event))


def do_device(kiosk: Kiosk, verb: str, data: Mapping[str, Any]) -> Done:
    """An event of the device itself: `open`, `alarm`, `pin_failed` and the like."""
    return do(kiosk, DEVICE, begin(kiosk), Deed(verb, data))


def make_event(kiosk: Kiosk, who: Person, act: Act, deed: Deed) -> Event:
    """The Event of an act, under the next number of this incarnation; in its own transaction."""
    rule = RULES.get(deed.verb)
    moment = kiosk.boot()
    now = kiosk.now()
    quality = "good" if now >= get_floor(kiosk) else "bad"
    return Event(
        id=act.id,
        device=kiosk.device,
        inc=kiosk.inc,
        seq=ledger.next_seq(kiosk.db, kiosk.inc),
        verb=deed.verb,
        who=who.id,
        role=deed.role or (who.roles[0] if who.roles else who.id),
        at=max(now, 0),
        clock={"q": quality, "mono": moment.ms, "off": int(facts.find(kiosk.db, "clock_off", 0))},
        data=clean(deed.data),
        about=act.about,
        base=act.base if rule is not None and rule.deciding else "",
        files=tuple(deed.files),
    )


def get_floor(kiosk: Kiosk) -> int:
    """The moment (ms UTC) before which this device's clock cannot be right."""
    return max(BUILT, marks.get_floor(kiosk.config.state))


def clean(value: Any) -> Any:
    """The value without empty texts, lists and groups: a key without a value is absent (core.md 1).

    Texts are tidied line by line: canonical JSON holds only NFC, and an invisible mark in a note or a name
    would turn the line around on every page that quotes it.
    """
    if isinstance(value, str):
        return tidy_paragraph(value)
    if isinstance(value, Mapping):
        inner = {key: clean(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in (None, "", [], {}, ())}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value


def find_role(
    who: Person, verb: str, case: Permohonan | None, ground: Ground, device: str
) -> tuple[str, str]:
    """The role in which a person may do this verb now, and ""; else the first role and why not."""
    if case is None or verb in OFFICE_RULES:
        allowed = (OFFICE_RULES[verb] if verb in OFFICE_RULES else RULES[verb]).roles
        fits = next((role for role in who.roles if role.partition(":")[0] in allowed), "")
        return (fits, "") if fits else (next(iter(who.roles), ""), "not_allowed")
    refusals = {role: find_refusal(verb, case, Actor(who.id, role, device), ground) for role in who.roles}
    for role, refusal in refusals.items():
        if not refusal:
            return role, ""
    # the most telling reason: a role that may, at another moment, before one that never may
    ranked = sorted(refusals.items(), key=lambda pair: pair[1] == "not_allowed")
    return ranked[0] if ranked else ("", "not_allowed")


def _with_role(deed: Deed, who: Person, case: Permohonan | None, ground: Ground, device: str) -> Deed:
    return deed if deed.role else replace(deed, role=find_role(who, deed.verb, case, ground, device)[0])


def _find_case(kiosk: Kiosk, verb: str, act: Act) -> Permohonan | None:
    if verb == "file" or not act.about:
        return None
    return cases.get_shown(kiosk.db, act.about).case


def _case_of(kiosk: Kiosk, event: Event) -> Permohonan | None:
    id_ = event.id if event.verb == "file" else event.about
    shown = cases.find_shown(kiosk.db, id_) if id_ else None
    return shown.case if shown else None


def _repeat(kiosk: Kiosk, standing: ledger.Standing, verb: str) -> Done:
    if standing.event.verb != verb:
        raise Refused("duplicate", verb=verb)
    entry = standing.entry
    if entry is not None and not entry.is_effective():
        raise Refused(entry.code, verb=verb)
    return Done(standing.event, entry, _case_of(kiosk, standing.event))


def situation(case: Permohonan | None) -> dict[str, str]:
    """Where a permohonan stands, as the details of a refusal."""
    return {"status": case.status.value, "step": case.get_step()} if case else {}


def check_writes(kiosk: Kiosk) -> None:
    """A frozen identity writes nothing: another machine works under it (sync.md 4.4).

    Raises Refused("device_frozen", device=).
    """
    if is_frozen(kiosk):
        raise Refused("device_frozen", device=kiosk.device)


def is_frozen(kiosk: Kiosk) -> bool:
    """Whether another machine goes on under this one's identity, and this one must not."""
    return bool(facts.find(kiosk.db, FROZEN))
