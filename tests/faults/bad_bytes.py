"""P15b: whatever bytes reach a reader, it refuses them in words or takes one spelling; the office goes on."""

from __future__ import annotations

import re
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Final

from kiosk.domain.errors import KioskError
from kiosk.store import cases, ledger
from kiosk.usecases import views
from sync.central import fold
from sync.central.center import Center
from tests import make
from tests.faults import audit
from tests.faults.garble import garble
from tests.faults.promise import Result
from tests.faults.readers import Reader, make_readers
from tests.faults.town import Town

SLOW_S: Final = 2.0  # of one reader's own time over at most some 200 kB


def read_bad_bytes(seed: int, folder: Path, size: int) -> Result:
    """`size` garbled inputs, each to one of the readers in turn; then the office still does its work."""
    town = Town.build(folder, seed, adopted=True)
    center = town.open_center()
    readers = make_readers(town, center)
    wrong: list[str] = []
    counts: Counter[str] = Counter()
    names = sorted(readers)
    for number in range(size):
        name = names[number % len(names)]
        raw = garble(town.chance, readers[name].seeds)
        said, problem = judge(readers[name], raw)
        counts["refused" if said else "read"] += 1
        if problem:
            wrong.append(f"{name}: {problem}: {raw[:200]!r}")
    try:
        wrong += _work_on(town, center)
    except Exception as error:  # noqa: BLE001 - what is looked for
        wrong.append(f"the office cannot go on: {_say(error)}")
    center.engine.dispose()
    town.close()
    return Result(size, 0, 0, tuple(wrong), dict(counts))


def judge(reader: Reader, raw: bytes) -> tuple[str, str]:
    """The code it was refused with, empty where it was read; and what must not be, empty where it is not."""
    begun = time.process_time()
    code, problem = "", ""
    try:
        value = reader.read(raw)
        if reader.write is not None and reader.write(value) != raw:
            problem = "two spellings of one thing"
    except KioskError as error:
        code, problem = error.code, _find_no_words(error)
    except Exception as error:  # noqa: BLE001 - what is looked for
        problem = _say(error)
    took = time.process_time() - begun
    return code, problem or (f"{took:.1f} s for {len(raw)} bytes" if took > SLOW_S else "")


def _say(error: Exception) -> str:
    places = [f"{Path(one.filename).name}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__)]
    return f"{type(error).__name__} at {' '.join(places[-4:])}: {error}"


def _find_no_words(error: KioskError) -> str:
    """A refusal without a sentence, or with a place in it that nothing fills."""
    for language, texts in make.library().texts.items():
        key = f"error.{error.code}"
        wanted = set(re.findall(r"{(\w+)", texts.words.get(key, "")))
        if not texts.has(key) or not wanted <= error.details.keys():
            return f"no whole sentence in {language} for {error}"
    return ""


def _work_on(town: Town, center: Center) -> list[str]:
    """What the office cannot do any more: file, hand on, show, fold to one state everywhere."""
    wrong: list[str] = []
    town.desk, town.lobby = town.restart(town.desk), town.restart(town.lobby)
    id = make.file(town.lobby).case.id
    audit.meet(town.lobby, town.desk)
    if cases.find(town.desk.db, id) is None:
        wrong.append("a good filing does not go through any more")
    for listed in cases.find_open(town.desk.db):
        views.read_case(town.desk, make.operator, listed.case.id)
    wrong += audit.find_differences((town.desk, town.lobby))
    wrong += audit.find_damage(town.desk)
    with center.engine.connect() as connection:
        side = center.open_side(connection, town.desk.office.code)
        fold.catch_up(side, turn=center.gate.later, ends=lambda: False)
    if not ledger.head(town.desk.db).n:
        wrong.append("the ledger is empty")
    return wrong
