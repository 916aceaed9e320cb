"""Programs of another release, made of this one by taking rows of RULES away; nothing else of it changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import cast

from kiosk.domain.rules import RULES, RULES_VERSION, Rule
from kiosk.usecases import office, update
from sync import desk
from sync.central import center, fold

_NUMBERED = (office, update, desk, center, fold)  # modules that hold RULES_VERSION by its name


@contextmanager
def older(*verbs: str, versions: tuple[str, ...] = ()) -> Iterator[None]:
    """Within the block every device in this process is of the release before these verbs, or before the
    version of those in `versions` that this one writes; its RULES number is one lower.
    """
    table = cast("dict[str, Rule]", RULES)
    before = dict(table)
    with ExitStack() as mended:
        mended.callback(table.update, before)
        mended.callback(table.clear)
        for module in _NUMBERED:
            mended.callback(vars(module).update, RULES_VERSION=RULES_VERSION)
            vars(module).update(RULES_VERSION=RULES_VERSION - 1)
        for verb in verbs:
            del table[verb]
        for verb in versions:
            table[verb] = replace(table[verb], version=0)
        yield
