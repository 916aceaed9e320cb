"""One permohonan at the desk: answers, papers, history, the verbs the rules allow; each is handed in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.errors import Refused
from ui.screens.base import Screen, say_error
from ui.screens.desk import corrections, facts, reasons
from ui.screens.desk.casepanel import AT_ONCE, DANGER, WITH_REASON, WITH_TEXT, draw_panel, send
from ui.screens.desk.caseview import Other, Paper, Refusal, Verb, draw
from ui.screens.desk.editing import ListEnd, Sheet
from ui.screens.desk.facts import Group
from ui.screens.desk.form import Ask
from ui.screens.desk.reasons import Asked, Choice
from ui.screens.desk.samples import cases
from ui.screens.desk.status import Pill, step_name, verb_word
from ui.screens.desk.timeline import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.domain.permohonan import Permohonan
    from kiosk.usecases.acts import Act
    from kiosk.usecases.views import CaseView
    from ui.screens.desk.frontdesk import FrontDesk
    from ui.screens.desk.ports import CaseDesk

STALE: Final = frozenset({"stale_base", "wrong_state"})
"""Refused because the page no longer shows what is true: only looking again helps."""


@dataclass(frozen=True, slots=True)
class State:
    """The case page; `panel` is "", "reason", "edit", "check", "text", "page" or "more"."""

    title: str = ""
    hint: str = ""
    pills: tuple[Pill, ...] = ()
    percent: int = 0
    light: str = ""
    time_said: str = ""
    groups: tuple[Group, ...] = ()
    papers: tuple[Paper, ...] = ()
    warnings: tuple[Pill, ...] = ()
    others: tuple[Other, ...] = ()
    steps: tuple[Step, ...] = ()
    verbs: tuple[Verb, ...] = ()
    more: tuple[Verb, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    primary: str = ""
    primary_verb: str = ""
    primary_glyph: str = "arrow-right"
    panel: str = ""
    panel_title: str = ""
    panel_hint: str = ""
    panel_problem: str = ""
    danger: bool = False
    choices: tuple[Choice, ...] = ()
    targets: tuple[Choice, ...] = ()
    typed: str = ""
    typed_label: str = ""
    sentence: str = ""
    asks: tuple[Ask, ...] = ()
    ends: tuple[ListEnd, ...] = ()
    images: tuple[str, ...] = ()
    news: str = ""
    news_tone: str = "step"
    news_action: str = ""


class Case(Screen[State]):
    """Shows one permohonan, asks what a verb needs, and hands the verb over with what was on screen."""

    def __init__(self, front: FrontDesk, desk: CaseDesk, *, id: str, verb: str = "") -> None:
        """`verb` is pressed at once: the way back from an act that came too late."""
        super().__init__(State(), front.run)
        self._id = id
        self._front = front
        self._words = front.words
        self._desk = desk
        self._first = verb
        self._view: CaseView | None = None
        self._acts: dict[str, Act] = {}
        self._asked = Asked("")
        self._paper = ""
        self._sheet = Sheet()
        self._missing: frozenset[str] = frozenset()

    def opened(self) -> None:
        """Opening is a `view` in the ledger; coming back is not."""
        before = self._view
        self._run(lambda: self._desk.read(self._id) if before else self._desk.open(self._id), self._show)

    def closed(self) -> None:
        """Nothing of the person stays."""
        self._front.pictures.forget()
        self._sheet.clear()
        self._view = None

    def hear(self, ids: tuple[str, ...]) -> None:
        """News about this very permohonan: nothing changes on the page before "Lihat perubahan"."""
        if self._id in ids and self._view:
            said, action = self._words("case.changed"), self._words("case.see_changes")
            self._set(replace(self.state, news=said, news_tone="mark", news_action=action))

    def renew(self) -> None:
        """Lihat perubahan: page, base and ids anew."""
        self._set(replace(self.state, news="", news_action=""))
        self.cancel()
        self._run(lambda: self._desk.read(self._id), self._show)

    def next(self) -> None:
        """The one filled button: what the panel asks to send, else the verb of the step."""
        if self.state.panel in {"reason", "text"}:
            self._send()
        elif self.state.panel == "edit":
            self._save()
        elif self.state.panel in {"check", "page", "more"}:
            self.cancel()
        else:
            self._primary()

    def press(self, verb: str) -> None:
        """A verb of the footer or of "Tindakan lain"."""
        if verb in WITH_REASON or verb in WITH_TEXT:
            self._ask(verb)
        elif verb == "complete":
            self._do(verb, papers=[])
        elif verb in AT_ONCE:
            self._do(verb)
        elif verb in {"print", "confirm"}:
            self._front.go("paper", ids=self._id)
        elif verb in {"sign", "reseal"}:
            self._front.go("batch", id=self._id)
        elif verb == "rule":
            self._front.go("ruling", id=self._id)
        elif verb == "correct":
            self.edit("answers")

    def reason(self, code: str) -> None:
        """One of the reasons."""
        self._asked = self._asked.with_reason(code)
        self._show_panel()

    def target(self, to: str) -> None:
        """Whom a return goes to."""
        self._asked = replace(self._asked, to=to)
        self._show_panel()

    def write(self, typed: str) -> None:
        """The free line of a panel."""
        self._asked = replace(self._asked, text=typed)
        self._show_panel()

    def edit(self, group: str) -> None:
        """Perbaiki, or fill in what is open: the lines of a group as a form."""
        view = self._get_view()
        self._missing = corrections.start(self._sheet, view, group)
        hint = "case.edit_goes_back" if view.case.step else "case.edit_hint"
        self._open_panel("edit", self._words(f"case.edit_{group}"), hint=self._words(hint))

    def answer(self, path: str, typed: str) -> None:
        """A line of the form was left."""
        self._sheet.answer(path, typed)
        self._show_panel()

    def choose(self, path: str, value: str) -> None:
        """An option of a line of the form."""
        self._sheet.choose(path, value)
        self._show_panel()

    def add_row(self, path: str) -> None:
        """One more row of a list."""
        self._sheet.add_row(path)
        self._show_panel()

    def remove_row(self, path: str) -> None:
        """The last row of a list."""
        self._sheet.remove_row(path)
        self._show_panel()

    def check(self, what: str) -> None:
        """Identitas cocok, Berkas ada: seen, the original given back."""
        self._do("check", button=f"check:{what}", what=what, how="seen")

    def other_way(self, what: str) -> None:
        """A paper that was scanned, kept, or is waived."""
        self._paper = what
        self._asked = Asked("waive")
        self._open_panel("check", self._desk.paper_label(what), hint=self._words("case.check_hint"))

    def check_how(self, how: str) -> None:
        """Captured or kept."""
        self._do("check", button=f"check:{self._paper}", what=self._paper, how=how)

    def waive(self, code: str) -> None:
        """Not needed this time, for a reason; from kasi upward."""
        if code == reasons.OTHER and not self._asked.text.strip():
            self._set(replace(self.state, panel_problem=self._words("case.say_reason")))
            return
        said = self._asked.text.strip()
        reason = f"{code}: {said}" if said else code
        self._do("check", button=f"check:{self._paper}", what=self._paper, how="waived", reason=reason)

    def preview(self) -> None:
        """Lihat surat: the page as it is now."""
        self._run(lambda: self._desk.draw(self._id), self._drawn)

    def show_more(self) -> None:
        """Tindakan lain: every other verb, and why the rest cannot be done."""
        self._open_panel("more", self._words("case.more_title"), hint=self._words("case.more_hint"))

    def open_other(self, id: str) -> None:
        """Another permohonan of the same person."""
        self._front.go("case", id=id)

    def cancel(self) -> None:
        """Closes the panel; what was typed in it is gone."""
        self._sheet.clear()
        self._front.pictures.forget()
        self._set(
            replace(
                self.state, panel="", panel_problem="", asks=(), choices=(), targets=(), typed="", images=()
            )
        )

    def next_case(self) -> None:
        """Berkas berikutnya."""
        self._run(lambda: self._desk.find_next(self._id), self._next_found)

    def failed(self, error: KioskError) -> None:
        """A verb was refused: said in the panel if one is open, else in the strip."""
        said = say_error(self._words, error)
        path = str(error.details.get("field", ""))
        if self.state.panel == "edit" and path:
            self._sheet.problems[path] = said
        if self.state.panel:
            self._set(replace(self.state, panel_problem=said))
            self._show_panel()
        else:
            self._set(replace(self.state, news=said, news_tone="error", news_action=""))
        if error.code in STALE:
            action = self._words("case.see_changes")
            self._set(replace(self.state, news=said, news_tone="error", news_action=action))

    def redraw(self) -> None:
        """All words of the view held."""
        if self._view is None:
            return
        drawn = draw(
            self._view,
            words=self._words,
            language=self._front.language(),
            now=self._front.now(),
            paper=self._desk.paper_label,
        )
        self._set(replace(self.state, **drawn))
        self._show_panel()

    # --- behind the buttons -----------------------------------------------------------------------------

    def _get_view(self) -> CaseView:
        if self._view is None:
            msg = "no permohonan is open"
            raise LookupError(msg)
        return self._view

    def _show(self, view: CaseView) -> None:
        self._view = view
        buttons = [action.verb for action in view.actions] + [f"check:{code}" for code, _ in view.papers]
        self._acts = {name: self._front.begin(view.case) for name in (*buttons, "check:identity")}
        self.redraw()
        first, self._first = self._first, ""
        if first:
            self.press(first)

    def _primary(self) -> None:
        view, verb = self._get_view(), self.state.primary_verb
        if verb == "next":
            self.next_case()
        elif verb == "pass" and (view.case.open or not facts.has_pengantar(view)):
            self.edit("open")
        elif verb == "pass" and view.reasons_due:
            self._ask_reason(view.reasons_due[0])
        elif not view.find_action(verb).may:
            said = self._words(f"error.{view.find_action(verb).why_not}")
            self._set(replace(self.state, news=said, news_tone="error", news_action=""))
        else:
            self.press(verb)

    def _ask_reason(self, code: str) -> None:
        """Why a number is as it is: a note of its own, before the step passes it on."""
        self._asked = Asked("note", about=code)
        hint = self._words("case.why_due_said", remark=self._words(f"nik.{code}"))
        self._open_panel("text", self._words("case.why_due"), hint=hint)

    def _ask(self, verb: str) -> None:
        view = self._get_view()
        taker = str((view.case.resident or view.case.subject).get("nama", ""))
        self._asked = Asked(verb, text=taker if verb == "hand_over" else "")
        panel = "reason" if verb in WITH_REASON else "text"
        hint = self._words(f"case.hint_{verb}")
        self._open_panel(panel, verb_word(self._words, verb), hint=hint, danger=verb in DANGER)

    def _open_panel(self, panel: str, title: str, *, hint: str = "", danger: bool = False) -> None:
        self._set(
            replace(
                self.state,
                panel=panel,
                panel_title=title,
                panel_hint=hint,
                panel_problem="",
                danger=danger,
                news="",
            )
        )
        self._show_panel()

    def _show_panel(self) -> None:
        if self._view and self.state.panel:
            missing = [self._desk.paper_label(code) for code in self._view.case.get_missing()]
            drawn = draw_panel(
                self.state.panel,
                self._asked,
                words=self._words,
                papers=missing,
                chain=self._view.case.chain[: self._view.case.step],
            )
            language, is_edit = self._front.language(), self.state.panel == "edit"
            asks = self._sheet.asks(self._words, language, missing=self._missing) if is_edit else ()
            ends = self._sheet.ends(self._words, language) if is_edit else ()
            self._set(replace(self.state, **drawn, asks=asks, ends=ends))

    def _send(self) -> None:
        asked = self._asked
        problem = (
            asked.problem()
            if self.state.panel == "reason"
            else ""
            if asked.text.strip()
            else "case.write_first"
        )
        if problem:
            self._set(replace(self.state, panel_problem=self._words(problem)))
        else:
            self._do(asked.verb, **send(asked))

    def _save(self) -> None:
        try:
            changes = corrections.read(self._sheet, self._front.today())
        except Refused as error:
            self.failed(error)
            return
        if not changes:
            self._set(replace(self.state, panel_problem=self._words("case.nothing_changed")))
            return
        case, act, begin = self._get_view().case, self._acts["correct"], self._front.begin
        self._run(
            lambda: corrections.send(self._desk, begin, case, act, changes),
            lambda case: self._done("correct", case),
        )

    def _do(self, verb: str, *, button: str = "", **details: Any) -> None:
        act = self._acts[button or verb]
        self._run(lambda: self._desk.do(verb, act, **details), lambda case: self._done(verb, case))

    def _done(self, verb: str, case: Permohonan) -> None:
        self.cancel()
        step = step_name(self._words, case.get_step()) if case.get_step() else ""
        self._set(
            replace(
                self.state, news=self._words(f"case.done_{verb}", step=step), news_tone="done", news_action=""
            )
        )
        self._run(lambda: self._desk.read(self._id), self._show)

    def _drawn(self, pages: Sequence[bytes]) -> None:
        self._front.pictures.forget()
        self._open_panel("page", self._words("case.preview_title"), hint=self._words("case.preview_hint"))
        self._set(replace(self.state, images=tuple(self._front.pictures.put_png(page) for page in pages)))

    def _next_found(self, id: str) -> None:
        if id:
            self._front.go("case", id=id)
        else:
            self._front.go("queue")


EXAMPLES = {name: State(**changes) for name, changes in cases.CASES.items()}
