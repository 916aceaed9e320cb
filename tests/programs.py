"""Programs of another release, made of this one by taking rows of RULES or steps of its databases away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import cast

from kiosk.domain.rules import RULES, RULES_VERSION, Rule
from kiosk.store import database
from kiosk.usecases import office, update
from sync import desk
from sync.central import center, fold, store

_NUMBERED = (office, update, desk, center, fold)  # modules that hold RULES_VERSION by its name


@contextmanager
def older(*verbs: str, versions: tuple[str, ...] = (), schema: int = 0) -> Iterator[None]:
    """Within the block every device in this process is of the release before these verbs, or before the
    version of those in `versions` that this one writes; its RULES number is one lower. With a `schema` it
    knows no later form of a device's database, and none of the center's but the first.
    """
    table = cast("dict[str, Rule]", RULES)
    before = dict(table)
    with ExitStack() as mended:
        mended.callback(table.update, before)
        mended.callback(table.clear)
        for module in _NUMBERED:
            mended.callback(vars(module).update, RULES_VERSION=RULES_VERSION)
            vars(module).update(RULES_VERSION=RULES_VERSION - 1)
        if schema:
            steps = {n: sql for n, sql in database.migrations().items() if n <= schema}
            mended.callback(vars(database).update, migrations=database.migrations)
            vars(database).update(migrations=lambda: steps)
            mended.callback(vars(store).update, SCHEMA=store.SCHEMA)
            vars(store).update(SCHEMA=1)
        for verb in verbs:
            del table[verb]
        for verb in versions:
            table[verb] = replace(table[verb], version=0)
        yield
