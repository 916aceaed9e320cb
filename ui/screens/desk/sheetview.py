"""Which sheets of paper a numbered surat has or still needs, as rows; it prints and confirms none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.domain.permohonan import Permohonan, Print
    from kiosk.usecases.views import CaseView
    from ui.screens.base import Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `stage` is "" (to print), "running", "asked" (on its way out), "ok" or "bad"."""

    key: str
    case: str
    kind: str
    attempt: int
    number: str
    title: str
    name: str
    kind_said: str
    mode_said: str
    stage: str
    said: str
    is_open: bool = False
    is_ticked: bool = True


def make_sheets(words: Words, views: Iterable[CaseView], *, archive: bool) -> tuple[Sheet, ...]:
    """Every sheet of these surat: printed ones with what was said of them, and those still to print."""
    return tuple(sheet for view in views if view.case.sign for sheet in _of(words, view, archive=archive))


def _of(words: Words, view: CaseView, *, archive: bool) -> Iterator[Sheet]:
    case = view.case
    for one in case.prints:
        if one.ok is not False:
            yield _sheet(words, view, one.kind, one)
    for kind in ("original", "archive") if archive else ("original",):
        if not _stands(case, kind):
            yield _sheet(words, view, kind, None)


def _stands(case: Permohonan, kind: str) -> bool:
    """Whether a sheet of this kind came out well, or nobody has said yet."""
    return any(one.kind == kind and one.ok is not False for one in case.prints)


def _sheet(words: Words, view: CaseView, kind: str, one: Print | None) -> Sheet:
    case = view.case
    stage = "" if one is None else "asked" if one.ok is None else "ok"
    attempt = one.attempt if one else 0
    return Sheet(
        key=f"{case.id}:{kind}:{attempt}",
        case=case.id,
        kind=kind,
        attempt=attempt,
        number=str(case.sign.get("number", "")),
        title=view.service.title,
        name=str(case.subject.get("nama", "")),
        kind_said=words(f"paper.kind_{kind}"),
        mode_said=words(f"batch.mode_{case.sign.get('mode', 'wet')}"),
        stage=stage,
        said=words(f"paper.stage_{stage or 'plan'}"),
    )
