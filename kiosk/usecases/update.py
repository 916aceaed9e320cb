"""Owns what a start after an update does: fold anew, on the register judge anew; it installs none."""

from __future__ import annotations

from typing import Any, Final

from kiosk.context import DEVICE, Kiosk
from kiosk.domain.event import digest, parse
from kiosk.domain.judging import UNKNOWN, get_case_id
from kiosk.domain.ledger import Entry, Outcome
from kiosk.domain.rules import RULES_VERSION, judge
from kiosk.store import cases, facts, ledger
from kiosk.usecases import acts
from kiosk.usecases.acts import Deed

BATCH: Final = 64  # `judge` Events of one transaction, as in an admission


def follow_rules(kiosk: Kiosk) -> None:
    """Once after RULES have changed, every entry is folded again: some were of a verb nobody here knew."""
    if facts.find(kiosk.db, "rules") == RULES_VERSION:
        return
    with kiosk.db.write():
        misfits = ledger.rebuild(kiosk.db)
        facts.keep(kiosk.db, "rules", RULES_VERSION)
    for n in misfits:
        acts.do_device(kiosk, "alarm", {"what": "misfit", "detail": {"n": n}})


def judge_anew(kiosk: Kiosk) -> int:
    """On the register: a `judge` for each entry its program did not know once and knows now; how many.

    Nothing is rewritten: the entry stays where it stands, and takes effect where its `judge` stands (core.md
    2). What is unknown still waits on; a second call finds nothing to do.
    """
    if not kiosk.is_register:
        return 0
    entries = ledger.find_unjudged(kiosk.db)
    written = 0
    for first in range(0, len(entries), BATCH):
        with kiosk.db.write():
            written += sum(_judge_one(kiosk, entry) for entry in entries[first : first + BATCH])
    return written


def _judge_one(kiosk: Kiosk, entry: Entry) -> bool:
    event = parse(entry.event)
    id = get_case_id(event)
    code = judge(event, cases.find(kiosk.db, id) if id else None, ledger.ground(kiosk.db))
    if code in UNKNOWN:
        return False
    outcome = Outcome.NOT_EFFECTIVE if code else Outcome.EFFECTIVE
    data: dict[str, Any] = {
        "entry": entry.n,
        "sha256": digest(entry.event).hex(),
        "outcome": outcome.value,
        "code": code,
    }
    acts.record(kiosk, acts.make_event(kiosk, DEVICE, acts.begin(kiosk), Deed("judge", data)))
    return True
