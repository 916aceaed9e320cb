"""Only kiosk/world.py asks the world for a moment, an id or chance; not in Python, not in SQL, not in QML."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.shape.source import files, imports, is_in

WORLD = "kiosk/world.py"
MODULES = ("time", "uuid", "secrets", "random", "os.urandom", "os.getrandom")
CALLS = {
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "os.urandom", "os.getrandom",
    "QDateTime.currentDateTime", "QDateTime.currentDateTimeUtc", "QDateTime.currentMSecsSinceEpoch",
    "QDate.currentDate", "QTime.currentTime", "QUuid.createUuid", "QRandomGenerator.global_",
}  # fmt: skip
SQL = re.compile(
    r"current_(?:timestamp|date|time)\b|\brandom(?:blob)?\s*\(|'now'|\bunixepoch\s*\(\s*\)", re.IGNORECASE
)
# A guard that can only refuse writes no moment: it keeps a program with a wrong clock from deleting early.
GUARD = re.compile(r"CREATE TRIGGER (?:(?!\bEND;).)*?\bBEGIN\s+SELECT\s+RAISE\(ABORT[^;]*;\s*END;", re.DOTALL)
QML = re.compile(r"\bnew Date\(\s*\)|\bMath\.random\b")


def asks(text: str) -> Iterator[str]:
    """Each place where this Python asks for clock or chance, as "line: what"."""
    tree = ast.parse(text)
    yield from (f"{line}: {name}" for name, line in imports(tree) if is_in(name, MODULES))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            call = ".".join(ast.unparse(node).split(".")[-2:])
            if call in CALLS:
                yield f"{node.lineno}: {call}"


@pytest.mark.parametrize(
    "text",
    [
        "import time",
        "from time import monotonic",
        "import uuid",
        "from secrets import token_bytes",
        "import random",
        "from os import urandom",
        "import os\nos.urandom(16)",
        "import datetime\ndatetime.datetime.now()",
        "from datetime import datetime\nf = datetime.now",
        "from datetime import date\ndate.today()",
    ],
)
def test_asking_the_world_is_seen_however_it_is_written(text: str) -> None:
    assert list(asks(text))


@pytest.mark.parametrize("text", ["from datetime import time", "import datetime", "now()", "self.time.value"])
def test_a_moment_taken_by_argument_is_no_asking(text: str) -> None:
    assert not list(asks(text))


def test_only_the_world_asks_for_clock_and_chance() -> None:
    found = [
        f"{source.place}:{ask}"
        for source in files(".py")
        if source.place != WORLD
        for ask in asks(source.text)
    ]
    assert not found


@pytest.mark.parametrize(
    "text", ["DEFAULT CURRENT_TIMESTAMP", "randomblob(16)", "datetime('now')", "unixepoch()"]
)
def test_a_database_that_asks_is_seen(text: str) -> None:
    assert SQL.search(text)


def test_no_database_has_a_clock_of_its_own() -> None:
    python = [source for source in files(".py") if "/store" in source.place]
    found = [source.place for source in (*files(".sql"), *python) if SQL.search(GUARD.sub("", source.text))]
    assert not found


def test_a_trigger_that_writes_a_moment_is_no_guard() -> None:
    writes = "CREATE TRIGGER a AFTER INSERT ON b BEGIN UPDATE b SET at = unixepoch(); END;"
    refuses = "CREATE TRIGGER c BEFORE DELETE ON b WHEN unixepoch() < 9 BEGIN SELECT RAISE(ABORT, 'no'); END;"
    assert SQL.search(GUARD.sub("", writes))
    assert not SQL.search(GUARD.sub("", refuses))


def test_no_screen_has_a_clock_of_its_own() -> None:
    assert QML.search("let t = new Date()")
    assert not [source.place for source in files(".qml") if QML.search(source.text)]


def test_only_a_control_measures_a_finger() -> None:
    """The length of a touch is no moment of the world; a control may take it, a page may not."""
    pages = [source for source in files(".qml") if not source.place.startswith("ui/qml/parts/")]
    assert not [source.place for source in pages if "Date.now" in source.text]
