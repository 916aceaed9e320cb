"""Numbered surat on their way to paper: a person says of each sheet what came out; it sends no job."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.domain.permohonan import Status
from ui.screens.base import Screen, say_error
from ui.screens.desk.reasons import Asked, Choice, choices
from ui.screens.desk.samples import sheets
from ui.screens.desk.sheetview import Sheet, make_sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.usecases.acts import Act
    from kiosk.usecases.views import CaseView
    from ui.screens.desk.frontdesk import FrontDesk
    from ui.screens.desk.ports import PaperDesk, Printer


@dataclass(frozen=True, slots=True)
class State:
    """The paper page; `stage` is "plan", "ask" or "done", `panel` "", "bad", "reprint" or "hand_over"."""

    hint: str = ""
    sheets: tuple[Sheet, ...] = ()
    open_key: str = ""
    images: tuple[str, ...] = ()
    printer: str = ""
    printer_said: str = ""
    printer_tone: str = "done"
    archive: bool = False
    stage: str = "plan"
    primary: str = ""
    primary_glyph: str = "printer"
    panel: str = ""
    panel_title: str = ""
    panel_hint: str = ""
    panel_problem: str = ""
    choices: tuple[Choice, ...] = ()
    typed: str = ""
    may_reprint: bool = False
    may_hand_over: bool = False
    news: str = ""
    news_tone: str = "step"


class Paper(Screen[State]):
    """Prints what is ticked and asks about every sheet; a sheet that is not right gets its reason."""

    def __init__(self, front: FrontDesk, desk: PaperDesk, *, ids: str = "") -> None:
        """`ids` are permohonan joined by commas; without any the page lists whatever waits for paper."""
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._ids = tuple(filter(None, ids.split(",")))
        self._views: dict[str, CaseView] = {}
        self._acts: dict[str, Act] = {}
        self._archive = desk.archive_copy
        self._off: set[str] = set()
        self._bad: dict[str, str] = {}
        self._asked = Asked("")
        self._queue: list[Sheet] = []
        self._printer: Printer | None = None

    def opened(self) -> None:
        """What waits for paper, and how the printer is."""
        self._run(self._fetch, self._known)

    def closed(self) -> None:
        """Nothing of any person stays."""
        self._front.pictures.forget()
        self._views.clear()

    def look(self, key: str) -> None:
        """A sheet: its page is drawn."""
        self._set(replace(self.state, open_key=key, images=()))
        self.redraw()
        sheet = self._find(key)
        self._run(lambda: self._desk.draw(sheet.case, sheet.kind), self._drawn, hold=False)

    def tick(self, key: str) -> None:
        """Before printing: with it or without; afterwards: it came out well or not."""
        self._off ^= {key}
        self.redraw()

    def archive_copy(self) -> None:
        """The office's own copy of each, or none this time."""
        self._archive = not self._archive
        self.redraw()

    def next(self) -> None:
        """Print, confirm, or go on to ink or hand over."""
        state = self.state
        if state.panel:
            self._send_panel()
        elif state.stage == "plan":
            self._print()
        elif state.stage == "ask":
            self._confirm()
        elif any(view.case.status is Status.SIGNED for view in self._views.values()):
            self._front.go("ink")
        elif self.state.may_hand_over:
            self.hand_over()
        else:
            self._front.go("queue")

    def reprint(self) -> None:
        """One more original, with a reason that stays."""
        self._asked = Asked("reprint")
        self._open_panel("reprint", "paper.reprint", "paper.reprint_hint")

    def hand_over(self) -> None:
        """Somebody takes the surat in view."""
        case = self._open_case()
        person = (case.case.resident or case.case.subject) if case else {}
        self._asked = Asked("hand_over", text=str(person.get("nama", "")))
        self._open_panel("hand_over", "verb.hand_over", "case.hint_hand_over")

    def reason(self, code: str) -> None:
        """One of the reasons of the panel."""
        self._asked = self._asked.with_reason(code)
        self._draw_panel()

    def write(self, typed: str) -> None:
        """The free line of the panel."""
        self._asked = replace(self._asked, text=typed)
        self._draw_panel()

    def cancel(self) -> None:
        """Closes the panel."""
        self._set(replace(self.state, panel="", panel_problem="", choices=(), typed=""))

    def open(self, key: str) -> None:
        """The permohonan of a sheet: to void its number or to revoke it."""
        self._front.go("case", id=self._find(key).case)

    def failed(self, error: KioskError) -> None:
        """A sheet that could not be printed or confirmed stops the run; what went before it stays."""
        said = say_error(self._words, error)
        self._queue = []
        self._set(replace(self.state, news=said, news_tone="error"))
        self._run(self._fetch, self._known)

    def redraw(self) -> None:
        """Everything in words, from what is held."""
        made = self._sheets()
        stage = _stage(made)
        count = sum(sheet.is_ticked for sheet in made if sheet.stage in {"", "asked"})
        printer = self._printer
        opened = self._open_case()
        self._set(
            replace(
                self.state,
                hint=self._words(f"paper.hint_{stage}"),
                sheets=made,
                printer=printer.name if printer else "",
                printer_said=self._words(f"paper.printer_{printer.state}") if printer else "",
                printer_tone="done" if printer and printer.state == "works" else "error",
                archive=self._archive,
                stage=stage,
                primary=self._primary(stage, count),
                primary_glyph={"plan": "printer", "ask": "check"}.get(stage, "arrow-right"),
                may_reprint=bool(opened and opened.case.has_printed()),
                may_hand_over=bool(opened and opened.find_action("hand_over").may),
            )
        )

    # --- behind the buttons -----------------------------------------------------------------------------

    def _fetch(self) -> tuple[Sequence[CaseView], Printer]:
        ids = self._ids or tuple(self._desk.find_to_print())
        return [self._desk.read(id) for id in ids], self._desk.find_printer()

    def _known(self, found: tuple[Sequence[CaseView], Printer]) -> None:
        views, self._printer = found
        self._views = {view.case.id: view for view in views}
        self.redraw()
        keys = [sheet.key for sheet in self.state.sheets]
        self._acts = {key: self._front.begin(self._views[self._find(key).case].case) for key in keys}
        if keys and self.state.open_key not in keys:
            self.look(keys[0])

    def _sheets(self) -> tuple[Sheet, ...]:
        made = make_sheets(self._words, self._views.values(), archive=self._archive)
        running = self._queue[0].key if self._queue else ""
        return tuple(
            replace(
                sheet,
                is_open=sheet.key == self.state.open_key,
                is_ticked=sheet.key not in self._off,
                stage="running" if sheet.key == running else sheet.stage,
            )
            for sheet in made
        )

    def _find(self, key: str) -> Sheet:
        return next(sheet for sheet in self.state.sheets if sheet.key == key)

    def _open_case(self) -> CaseView | None:
        return self._views.get(self.state.open_key.partition(":")[0])

    def _primary(self, stage: str, count: int) -> str:
        if stage != "done":
            return self._words(f"paper.{'print' if stage == 'plan' else 'confirm'}_count", count=count)
        waits_for_ink = any(view.case.status is Status.SIGNED for view in self._views.values())
        return self._words("paper.to_ink" if waits_for_ink else "paper.to_queue")

    def _print(self) -> None:
        self._queue = [sheet for sheet in self.state.sheets if sheet.is_ticked and sheet.stage == ""]
        if not self._queue:
            self._set(replace(self.state, news=self._words("paper.tick_first"), news_tone="first"))
            return
        self._set(replace(self.state, news=""))
        self._print_one()

    def _print_one(self) -> None:
        self.redraw()
        if not self._queue:
            self._off.clear()
            self._run(self._fetch, self._known)
            return
        sheet = self._queue[0]
        act = self._acts.get(sheet.key) or self._front.begin(self._views[sheet.case].case)
        self._run(lambda: self._desk.print(act, kind=sheet.kind, reason=""), self._printed)

    def _printed(self, _nothing: object) -> None:
        self._queue.pop(0)
        self._print_one()

    def _confirm(self) -> None:
        wrong = [sheet for sheet in self.state.sheets if sheet.stage == "asked" and not sheet.is_ticked]
        if wrong and not all(sheet.key in self._bad for sheet in wrong):
            self._asked = Asked("confirm")
            self._open_panel("bad", "paper.bad", "paper.bad_hint", count=len(wrong))
            return
        asked = [sheet for sheet in self.state.sheets if sheet.stage == "asked"]
        self._run(lambda: self._confirm_all(asked), self._confirmed)

    def _confirm_all(self, asked: Sequence[Sheet]) -> None:
        for sheet in asked:
            act = self._front.begin(self._desk.read(sheet.case).case)
            reason = "" if sheet.is_ticked else self._bad[sheet.key]
            self._desk.confirm(act, attempt=sheet.attempt, ok=sheet.is_ticked, reason=reason)

    def _confirmed(self, _nothing: None) -> None:
        bad = len(self._bad)
        self._bad.clear()
        self._off.clear()
        said = self._words("paper.confirmed_bad", count=bad) if bad else self._words("paper.confirmed")
        self._set(replace(self.state, news=said, news_tone="first" if bad else "done"))
        self._run(self._fetch, self._known)

    def _open_panel(self, panel: str, title: str, hint: str, **details: object) -> None:
        self._set(
            replace(
                self.state,
                panel=panel,
                panel_title=self._words(title),
                panel_hint=self._words(hint, **details),
                panel_problem="",
            )
        )
        self._draw_panel()

    def _draw_panel(self) -> None:
        self._set(replace(self.state, choices=choices(self._words, self._asked, ()), typed=self._asked.text))

    def _send_panel(self) -> None:
        asked, panel = self._asked, self.state.panel
        problem = "" if panel == "hand_over" else asked.problem()
        if panel == "hand_over" and not asked.text.strip():
            problem = "case.write_first"
        if problem:
            self._set(replace(self.state, panel_problem=self._words(problem)))
            return
        text = asked.text.strip()
        reason = f"{asked.chosen[0]}: {text}" if asked.chosen and text else "".join(asked.chosen[:1])
        self.cancel()
        if panel == "bad":
            self._bad = {sheet.key: reason for sheet in self.state.sheets if not sheet.is_ticked}
            self._confirm()
            return
        view = self._open_case()
        if view is None:
            return
        act = self._front.begin(view.case)
        if panel == "reprint":
            self._run(lambda: self._desk.print(act, kind="reprint", reason=reason), self._reprinted)
        else:
            self._run(lambda: self._desk.hand_over(act, to=text), self._handed_over)

    def _reprinted(self, _nothing: object) -> None:
        self._run(self._fetch, self._known)

    def _handed_over(self, _nothing: object) -> None:
        self._set(replace(self.state, news=self._words("case.done_hand_over"), news_tone="done"))
        self._run(self._fetch, self._known)

    def _drawn(self, pages: Sequence[bytes]) -> None:
        self._front.pictures.forget()
        self._set(replace(self.state, images=tuple(self._front.pictures.put_png(page) for page in pages)))


def _stage(made: Sequence[Sheet]) -> str:
    """Sheets somebody has to say something about come before sheets that are still to be printed."""
    if any(sheet.stage == "asked" for sheet in made):
        return "ask"
    return "plan" if any(sheet.stage in {"", "running"} for sheet in made) else "done"


EXAMPLES = {name: State(**changes) for name, changes in sheets.PAPERS.items()}
