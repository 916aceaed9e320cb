"""One page of questions, at most three: typed words go to the visit; which questions, `asking` decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.domain.resident import SUBJECT
from kiosk.domain.words import begins
from ui.screens.base import Screen, say_error
from ui.screens.resident import asking, drawing, samples
from ui.screens.resident.collect import problem_of
from ui.screens.resident.drawing import OTHER, STAFF, Question
from ui.screens.resident.menu import tint_of
from ui.screens.resident.visit import STEPS

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError, Refused
    from ui.screens.resident.asking import Ask
    from ui.screens.resident.lobby import Lobby
    from ui.screens.resident.visit import Visit

MOST: Final = 3
"""Questions on a page; one in the largest text (interface.md 2.2)."""

FOUND_MAX: Final = 6
LETTERS: Final = 2


class Suggest(Protocol):
    """Lines of a list kept by office or city ("kota", "sekolah") whose words begin with these letters."""

    def __call__(self, name: str, letters: str) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class State:
    """A page of the form; `target` is the field to go to whenever `nudge` grows; `kept` after "Simpan"."""

    title: str = ""
    glyph: str = ""
    tint: str = "teal"
    said_step: str = ""
    steps: int = STEPS
    questions: tuple[Question, ...] = ()
    can_add: bool = False
    can_remove: bool = False
    add_said: str = ""
    remove_said: str = ""
    can_keep: bool = False
    kept: bool = False
    problem: str = ""
    target: str = ""
    nudge: int = 0


class Form(Screen[State]):
    """Shows the page that holds question `start` and goes on only when nothing required is missing."""

    def __init__(
        self,
        lobby: Lobby,
        start: int = 0,
        *,
        suggest: Suggest,
        save_draft: Callable[[Visit], None],
        keep_draft: Callable[[Visit], None] | None = None,
    ) -> None:
        super().__init__(State(can_keep=keep_draft is not None), lobby.run)
        self._lobby = lobby
        self._words = lobby.words
        self._start = start
        self._suggest = suggest
        self._save = save_draft
        self._keep = keep_draft
        self._most = MOST
        self._found: dict[str, tuple[str, ...]] = {}
        self._letters: dict[str, str] = {}
        self._problems: dict[str, Refused] = {}

    def opened(self) -> None:
        """From the visit, as it is now."""
        self.redraw()

    def closed(self) -> None:
        """Nothing typed stays in the page."""
        self._found.clear()
        self._letters.clear()
        self._set(State())

    def fits(self, most: int) -> None:
        """How many questions the text size leaves room for, which only the drawing knows."""
        if most > 0 and most != self._most:
            self._most = most
            self.redraw()

    # --- answers

    def answer(self, key: str, value: str) -> None:
        """A field was left, or its typing paused."""
        ask = self._ask(key)
        if ask is None:
            return
        if ask.input == "search" and value != self._visit.typed.get(key, ""):
            self._search(ask, value)
            return
        self._change(self._visit.with_answer(key, value))
        self._judge(key)

    def pick(self, key: str, option: str) -> None:
        """A chip: an answer, "Lainnya (ketik)", or "Petugas yang menulis"; a second tap takes it back."""
        ask = self._ask(key)
        if ask is None:
            return
        if option == STAFF:
            self._leave_to_staff(key)
            return
        visit = self._visit
        if option == OTHER:
            typed = visit.without(key).typed
            others = (visit.others - {key}) if key in visit.others else (visit.others | {key})
            left = visit.left - {key}
            self._change(replace(visit, typed=typed, others=others, left=left))
            self._problems.pop(key, None)
            self.redraw()
            if key in self._visit.others and ask.input not in {"person", "place"}:
                self._aim(key)  # only now is there a field to go to
            return
        again = visit.typed.get(key) == option
        self._change(_chosen(visit.without(key), ask, "" if again else option))
        self._problems.pop(key, None)
        self.redraw()

    def choose_found(self, key: str, line: str) -> None:
        """A line that the letters found."""
        self._letters.pop(key, None)
        self._found.pop(key, None)
        visit = self._visit.with_answer(key, line)
        self._change(replace(visit, others=visit.others | {key}, left=visit.left - {key}))
        self._problems.pop(key, None)
        self.redraw()

    def _leave_to_staff(self, key: str) -> None:
        """Petugas yang menulis: open at the desk, never in the way of filing."""
        visit = self._visit
        if key in visit.left:
            self._change(replace(visit, left=visit.left - {key}))
        else:
            cleared = visit.without(key)
            self._change(replace(cleared, left=cleared.left | {key}))
        self._problems.pop(key, None)
        self.redraw()

    def add_row(self) -> None:
        """Tambah: one more of the list, on a page of its own."""
        name, row = self._row()
        rows = {**self._visit.rows, name: row + 1}
        if not self._missing():
            self._change(replace(self._visit, rows=rows))
            self._onward()

    def remove_row(self) -> None:
        """Hapus: this row and what was typed in it; later rows move up."""
        name, row = self._row()
        self._change(self._visit.without_row(name, row))
        self.redraw()

    # --- onward

    def next(self) -> None:
        """Lanjut: to the first question that is missing, or to the next page."""
        if self.state.kept:
            self._lobby.end_visit()
        elif not self._missing():
            self._onward()

    def save_for_later(self) -> None:
        """Simpan untuk nanti: the draft stays three days, and a slip opens it again."""
        if self._keep is not None:
            keep, visit = self._keep, self._visit
            self._run(lambda: keep(visit), lambda _: self._set(replace(self.state, kept=True, problem="")))

    def failed(self, error: KioskError) -> None:
        """The disk said no: what is typed stays on the page."""
        self._set(replace(self.state, problem=say_error(self._words, error)))

    def redraw(self) -> None:
        """The page in the language now chosen, from the visit."""
        visit, language = self._visit, self._lobby.language()
        service, asks = visit.service, self._shown()
        if service is None or not asks:
            return
        pen = drawing.Pen(self._words, language, self._lobby.here())
        pages = asking.pages(self._asks(), self._most)
        at = next(page for page, (first, end) in enumerate(pages, 1) if first <= self._first() < end)
        name, row = self._row()
        self._set(
            replace(
                self.state,
                title=service.label[language],
                glyph=service.icon,
                tint=tint_of(service),
                said_step=self._words("form.step", step=2, name=pen.section(asks[0], service))
                + (f", {self._words('form.page', page=at, pages=len(pages))}" if len(pages) > 1 else ""),
                questions=tuple(self._question(ask, pen) for ask in asks),
                can_add=bool(name) and row == self._rows(name) and row < self._most_rows(name),
                can_remove=bool(name) and self._rows(name) > 1,
                add_said=self._words("form.add_row") if name else "",
                remove_said=self._words("form.remove_row") if name else "",
            )
        )

    # --- inside

    @property
    def _visit(self) -> Visit:
        return self._lobby.visiting.now

    def _asks(self) -> tuple[Ask, ...]:
        if self._visit.service is None:
            return ()
        return asking.plan(self._visit, self._lobby.here())

    def _bounds(self) -> tuple[int, int]:
        pages = asking.pages(self._asks(), self._most)
        inside = [page for page in pages if page[0] <= self._start < page[1]]
        return inside[0] if inside else pages[-1] if pages else (0, 0)

    def _first(self) -> int:
        return self._bounds()[0]

    def _shown(self) -> tuple[Ask, ...]:
        first, end = self._bounds()
        return self._asks()[first:end]

    def _ask(self, key: str) -> Ask | None:
        return next((ask for ask in self._shown() if ask.path == key), None)

    def _question(self, ask: Ask, pen: drawing.Pen) -> Question:
        problem = self._problems.get(ask.path)
        found = self._found.get(ask.path, ())
        return pen.question(ask, self._visit, problem, found, self._letters.get(ask.path, ""))

    def _change(self, visit: Visit) -> None:
        """Every answer is also a draft: a power cut loses nothing."""
        if visit == self._visit:
            return
        self._lobby.visiting.now = visit
        self._run(lambda: self._save(visit), lambda _: None, hold=False)

    def _judge(self, key: str) -> None:
        """Says at once what a rule has against the answer, but not that it is still missing."""
        ask = self._ask(key)
        if ask is not None and self._visit.typed.get(key):
            problem = problem_of(ask, self._visit, self._lobby.here())
            self._problems.pop(key, None)
            if problem:
                self._problems[key] = problem
        self.redraw()

    def _search(self, ask: Ask, letters: str) -> None:
        """Letters find lines: of the field's own choices here, of a kept list by the work thread."""
        self._letters[ask.path] = letters
        self._change(self._visit.with_answer(ask.path, "" if ask.field.choices else letters))
        if len(letters.strip()) < LETTERS:
            self._show_found(ask.path, ())
        elif ask.field.choices:
            language = self._lobby.language()
            self._show_found(ask.path, matching(letters, [one.label[language] for one in ask.field.choices]))
        else:
            self._run(
                lambda: tuple(self._suggest(ask.list, letters))[:FOUND_MAX],
                lambda lines: self._show_found(ask.path, lines),
                hold=False,
            )

    def _show_found(self, key: str, lines: tuple[str, ...]) -> None:
        self._found[key] = lines
        self.redraw()

    def _missing(self) -> bool:
        """Goes to the first question that stops the page; False when none does."""
        here = self._lobby.here()
        self._problems = {}
        for ask in self._shown():
            problem = problem_of(ask, self._visit, here)
            if problem:
                self._problems[ask.path] = problem
        self.redraw()
        if self._problems:
            self._aim(next(iter(self._problems)))
        return bool(self._problems)

    def _aim(self, key: str) -> None:
        self._set(replace(self.state, target=key, nudge=self.state.nudge + 1))

    def _onward(self) -> None:
        page, told = asking.onward(self._visit, self._lobby.here(), self._bounds()[1])
        self._lobby.go(page, **told)

    def _row(self) -> tuple[str, int]:
        """(list field, row) of this page, or ("", 0)."""
        asks = self._shown()
        name, _, row = asks[0].section.partition(".") if asks else ("", "", "")
        return (name, int(row)) if row.isdigit() else ("", 0)

    def _rows(self, name: str) -> int:
        return self._visit.rows.get(name, 1)

    def _most_rows(self, name: str) -> int:
        field = self._visit.get_service().find_field(name)
        return (field.max if field else None) or 20


def matching(letters: str, lines: Sequence[str]) -> tuple[str, ...]:
    """Lines with a word that begins so, those that begin so themselves first."""
    wanted = letters.casefold().strip()
    found = [line for line in lines if begins(line, letters)]
    return tuple(sorted(found, key=lambda line: not line.casefold().startswith(wanted))[:FOUND_MAX])


def _chosen(visit: Visit, ask: Ask, option: str) -> Visit:
    """The visit with a chip tapped; the day of birth that a tap confirms also says the sex."""
    visit = visit.with_answer(ask.path, option)
    if ask.path != f"{SUBJECT}.born":
        return visit
    day = "" if option == "no" else option
    visit = visit.with_answer(f"{SUBJECT}.tanggal_lahir", day)
    return visit.with_answer(f"{SUBJECT}.jenis_kelamin", drawing.sex_of(visit.nik) if day else "")


_PAGE = State(
    title="Keterangan domisili",
    glyph="house-line",
    tint="teal",
    said_step="Langkah 2 dari 4: Isian surat",
    can_keep=True,
)
_SURAT = (samples.HOUSE, samples.YEAR, samples.PURPOSE)
EXAMPLES = {
    "surat": replace(_PAGE, questions=_SURAT),
    "errors": replace(_PAGE, questions=samples.ERRORS, target="status_tempat"),
    "person": replace(
        _PAGE,
        said_step="Langkah 2 dari 4: Data diri, halaman 1 dari 4",
        questions=(samples.NAME, samples.BORN_AT, samples.BORN),
    ),
    "address": replace(
        _PAGE,
        said_step="Langkah 2 dari 4: Alamat rumah, halaman 3 dari 4",
        questions=samples.ADDRESS,
    ),
    "row": replace(
        _PAGE,
        title="Pengantar laporan kehilangan",
        glyph="detective",
        tint="blue",
        questions=samples.ROW,
        can_add=True,
        can_remove=True,
        add_said="Tambah lagi",
        remove_said="Hapus yang ini",
    ),
    "money": replace(
        _PAGE, title="Keterangan tidak mampu", glyph="hand-heart", tint="orange", questions=(samples.MONEY,)
    ),
    "left": replace(
        _PAGE, title="Keterangan janda atau duda", glyph="user-circle", tint="plum", questions=samples.LEFT
    ),
    "kept": replace(_PAGE, questions=_SURAT, kept=True),
}
