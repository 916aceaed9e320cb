"""Many permohonan at one step: each seen to its end, ticked, then passed or signed; it numbers nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ui.screens.base import Screen, say_error
from ui.screens.desk import batchview
from ui.screens.desk.batchview import PASS, SIGN, Row, kind_of
from ui.screens.desk.pinpad import PinPad
from ui.screens.desk.reasons import Choice
from ui.screens.desk.samples import batches
from ui.screens.desk.ticks import MOST, Ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.errors import KioskError
    from kiosk.domain.permohonan import Permohonan
    from kiosk.usecases.acts import Act
    from kiosk.usecases.views import CaseView, QueueRow
    from ui.screens.desk.frontdesk import FrontDesk
    from ui.screens.desk.ports import BatchDesk, SignPlan


@dataclass(frozen=True, slots=True)
class State:
    """The batch page; `asking_pin` puts the pad in place of the sheet."""

    title: str = ""
    hint: str = ""
    kinds: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    open_key: str = ""
    images: tuple[str, ...] = ()
    sheet_said: str = ""
    changes: str = ""
    next_number: str = ""
    next_day: str = ""
    modes: tuple[Choice, ...] = ()
    signers: tuple[Choice, ...] = ()
    signer_said: str = ""
    signing: bool = False
    mode_said: str = ""
    primary: str = ""
    primary_glyph: str = "check"
    asking_pin: bool = False
    pin_said: str = ""
    digits: int = 0
    pin_problem: str = ""
    news: str = ""
    news_tone: str = "step"


class Batch(Screen[State]):
    """Shows page after page, keeps what was seen and ticked, and runs the ticked ones one by one."""

    def __init__(self, front: FrontDesk, desk: BatchDesk, *, id: str = "") -> None:
        """`id` is opened first; `go("case", id=)` and, after signing, `go("paper", ids=)` lead on."""
        super().__init__(State(), front.run)
        self._front = front
        self._words = front.words
        self._desk = desk
        self._wanted = id
        self._kind = ""
        self._found: Sequence[QueueRow] = ()
        self._views: dict[str, CaseView] = {}
        self._acts: dict[str, Act] = {}
        self._plans: dict[str, SignPlan] = {}
        self._ticks = Ticks()
        self._pin = PinPad(front.words, self._show_pin)
        self._mode = "wet"
        self._signer = ""

    def opened(self) -> None:
        """The rows of this person's steps; what was seen stays seen while it is what it was."""
        self._run(self._desk.find_mine, self._known)

    def closed(self) -> None:
        """Nothing of any person stays."""
        self._front.pictures.forget()
        self._pin.clear()
        self._views.clear()

    def kind(self, code: str) -> None:
        """Tanda tangan or Setujui, for who may do both."""
        self._kind = code
        self._ticks.ticked.clear()
        self._open_first()

    def look(self, key: str) -> None:
        """A row: its page is drawn."""
        self._set(replace(self.state, open_key=key, images=(), sheet_said="", asking_pin=False))
        self.redraw()
        self._run(lambda: self._fetch(key), self._drawn, hold=False)

    def look_next(self) -> None:
        """The row below the one in view."""
        keys = [row.id for row in self._rows()]
        at = keys.index(self.state.open_key) + 1 if self.state.open_key in keys else 0
        if at < len(keys):
            self.look(keys[at])

    def seen(self, key: str) -> None:
        """The page was shown to its end; only the drawing knows."""
        if key == self.state.open_key and key not in self._ticks.seen:
            self._ticks.seen.add(key)
            self.redraw()

    def tick(self, key: str) -> None:
        """Ticked, or no longer; only what was seen to its end."""
        ticks = self._ticks
        if key in ticks.ticked:
            ticks.ticked.discard(key)
        elif key not in ticks.seen:
            self._tell("batch.see_first", "first")
            self.look(key)
        elif ticks.is_full:
            self._tell("batch.too_many", "first", most=MOST)
        elif not self._is_blocked(key):
            ticks.tick(key)
        self.redraw()

    def tick_all_seen(self) -> None:
        """Every page that was seen to its end."""
        for row in self._rows():
            if row.id in self._ticks.seen and not self._is_blocked(row.id):
                self._ticks.tick(row.id)
        self.redraw()

    def mode(self, code: str) -> None:
        """Ink, seal, or certified signature."""
        self._mode = code
        self.redraw()

    def signer(self, code: str) -> None:
        """On whose authority."""
        self._signer = code
        self.redraw()

    def open(self, key: str) -> None:
        """The whole permohonan, to return it or to mend it."""
        self._front.go("case", id=key)

    def next(self) -> None:
        """Pass or sign what is ticked; with a PIN where the mode asks one."""
        if self.state.asking_pin:
            self._try_pin()
        elif not self.state.rows:
            self._front.go("queue")
        elif not self._ticks.ticked and self._ticks.done and self._kind == SIGN:
            self._front.go("paper", ids=",".join(self._ticks.done))
        elif not self._ticks.ticked:
            self._tell("batch.tick_first", "first")
        elif self._kind == SIGN and self._needs_pin():
            self._pin.clear()
            name = batchview.signer_name(self._plans.values(), self._signer)
            said = self._words("batch.pin_of", name=name, count=len(self._ticks.ticked))
            self._set(replace(self.state, asking_pin=True, pin_said=said))
        else:
            self._start()

    def digit(self, key: str) -> None:
        """One digit of the signer's PIN."""
        if self.state.asking_pin:
            self._pin.add(key)

    def erase(self) -> None:
        """The last digit."""
        self._pin.erase()

    def cancel(self) -> None:
        """No PIN: back to the sheet."""
        self._pin.clear()
        self._set(replace(self.state, asking_pin=False))

    def failed(self, error: KioskError) -> None:
        """A PIN that is not the signer's, or a row that was refused: only that row stops."""
        said = say_error(self._words, error)
        if self.state.asking_pin:
            self._pin.clear(said)
        elif self._ticks.running:
            self._ticks.end("refused", said)
            self._next_one()
        else:
            self._set(replace(self.state, news=said, news_tone="error"))

    def redraw(self) -> None:
        """Everything in words, from what is held."""
        words, count = self._words, len(self._ticks.ticked)
        rows = self._rows()
        plan = self._plans.get(self.state.open_key) or next(iter(self._plans.values()), None)
        signing = self._kind == SIGN
        done = self._ticks.done if signing else []
        if not rows:
            primary, glyph = words("ink.to_queue"), "arrow-right"
        elif done and not count:
            primary, glyph = words("batch.to_paper", count=len(done)), "printer"
        else:
            primary, glyph = words(f"batch.{self._verb()}", count=count), "signature" if signing else "check"
        seen = len(self._ticks.seen & {row.id for row in rows})
        self._set(
            replace(
                self.state,
                title=words(f"batch.title_{self._kind or SIGN}"),
                hint=words("batch.seen", seen=seen, count=len(rows)) if rows else "",
                kinds=batchview.kinds(words, self._found, self._kind),
                rows=tuple(batchview.row(words, row, self._ticks, self.state.open_key) for row in rows),
                changes=batchview.changes(
                    words, self._views.get(self.state.open_key), self._front.language()
                ),
                sheet_said=self._sheet_said(),
                signing=signing and bool(plan),
                next_number=plan.number if plan and signing else "",
                next_day=batchview.say_day(plan.day, self._front.language()) if plan and signing else "",
                modes=batchview.modes(words, self._plans.values(), self._mode) if signing else (),
                signers=batchview.signers(words, self._plans.values(), self._signer) if signing else (),
                signer_said=batchview.signer_name(self._plans.values(), self._signer) if signing else "",
                mode_said=words(f"batch.mode_{self._mode}_said") if signing and plan else "",
                primary=primary,
                primary_glyph=glyph,
            )
        )

    # --- behind the buttons -----------------------------------------------------------------------------

    def _known(self, rows: Sequence[QueueRow]) -> None:
        self._found = rows
        self._ticks.keep(row.id for row in rows)
        wanted = next((row for row in rows if row.id == self._wanted), None)
        kinds = [kind for kind in (SIGN, PASS) if any(kind_of(row) == kind for row in rows)]
        if wanted is not None:
            self._kind = kind_of(wanted)
        elif self._kind not in kinds:
            self._kind = kinds[0] if kinds else SIGN
        self._open_first()

    def _open_first(self) -> None:
        self.redraw()
        rows = self._rows()
        first = next((row.id for row in rows if row.id == self._wanted), rows[0].id if rows else "")
        self._wanted = ""
        if first and first != self.state.open_key:
            self.look(first)

    def _rows(self) -> list[QueueRow]:
        return [row for row in self._found if kind_of(row) == self._kind]

    def _fetch(self, key: str) -> tuple[str, CaseView, Sequence[bytes], SignPlan | None]:
        view = self._desk.read(key)
        plan = self._desk.plan(key) if self._kind == SIGN else None
        return key, view, self._desk.draw(key), plan

    def _drawn(self, found: tuple[str, CaseView, Sequence[bytes], SignPlan | None]) -> None:
        key, view, pages, plan = found
        before = self._views.get(key)
        if before is not None and before.case.base != view.case.base:
            self._ticks.forget(key)
        self._views[key] = view
        self._acts[key] = self._front.begin(view.case)
        if plan:
            self._plans[key] = plan
            if not self._signer and plan.signers:
                self._signer = plan.signers[0].id
        if key == self.state.open_key:
            self._front.pictures.forget()
            images = tuple(self._front.pictures.put_png(page) for page in pages)
            self._set(replace(self.state, images=images))
        self.redraw()

    def _is_blocked(self, key: str) -> bool:
        found = next(one for one in self._found if one.id == key)
        return bool(batchview.blocking(found))

    def _needs_pin(self) -> bool:
        return any(self._mode in plan.by_pin for plan in self._plans.values())

    def _verb(self) -> str:
        if self._kind != SIGN:
            return "pass_seen"
        return "sign_seen" if self._needs_pin() else "record_seen"

    def _sheet_said(self) -> str:
        if not self.state.images:
            return ""
        return self._words("batch.sheet_seen" if self.state.open_key in self._ticks.seen else "batch.scroll")

    def _tell(self, code: str, tone: str, **details: object) -> None:
        self._set(replace(self.state, news=self._words(code, **details), news_tone=tone))

    def _try_pin(self) -> None:
        signer, pin = self._signer, self._pin.take()
        if pin:
            self._run(lambda: self._desk.check_pin(signer, pin), lambda _nothing: self._start())

    def _show_pin(self, digits: int, problem: str) -> None:
        self._set(replace(self.state, digits=digits, pin_problem=problem))

    def _start(self) -> None:
        self._ticks.start(row.id for row in self._rows())
        self._pin.clear()
        self._set(replace(self.state, asking_pin=False, news=""))
        self._next_one()

    def _next_one(self) -> None:
        self.redraw()
        key = self._ticks.running
        if not key:
            self._finish()
            return
        act, mode, signer, by_pin = self._acts[key], self._mode, self._signer, self._needs_pin()
        if self._kind == SIGN:
            self._run(
                lambda: self._desk.sign(act, signer=signer, mode=mode, as_signer=by_pin), self._one_done
            )
        else:
            self._run(lambda: self._desk.pass_on(act), self._one_done)

    def _one_done(self, case: Permohonan) -> None:
        said = case.sign.get("number", "") if self._kind == SIGN else self._words("batch.passed")
        self._ticks.end("done", str(said))
        self._next_one()

    def _finish(self) -> None:
        done, refused = self._ticks.finish()
        tone = "done" if not refused else "first"
        self._tell(
            f"batch.result_{self._kind}" if not refused else "batch.result_some",
            tone,
            done=done,
            refused=refused,
        )
        self.redraw()


EXAMPLES = {name: State(**changes) for name, changes in batches.BATCHES.items()}
