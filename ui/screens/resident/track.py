"""How far a permohonan has come, opened by its slip: steps, dates, what to bring; it shows nobody's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.domain.words import moment_words
from ui.screens.base import Screen, say_error
from ui.screens.resident import way
from ui.screens.resident.slip import PIN, TICKET, group_code, read_slip
from ui.screens.resident.way import GLYPHS, TONES, Bring, Stop

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from kiosk.domain.service import Paper as PaperKind
    from ui.screens.resident.lobby import Lobby
    from ui.screens.resident.way import Track


@dataclass(frozen=True, slots=True)
class Doings:
    """The use cases behind the page; an act's id is made when its button is shown.

    `complete` says the missing papers are here, `withdraw` ends the asking; both give what stands
    then.
    """

    find: Callable[[str, str], Track]
    complete: Callable[[Track, str], Track]
    withdraw: Callable[[Track, str], Track]
    updated: Callable[[], int] = lambda: 0


@dataclass(frozen=True, slots=True)
class State:
    """`phase` is "ask", "shown" or "withdraw" (the question before it)."""

    phase: str = "ask"
    has_reader: bool = True
    ticket: str = ""
    pin: str = ""
    ticket_problem: str = ""
    pin_problem: str = ""
    problem: str = ""
    service: str = ""
    headline: str = ""
    tone: str = "step"
    glyph: str = ""
    told: str = ""
    answer: str = ""
    stops: tuple[Stop, ...] = ()
    bring: tuple[Bring, ...] = ()
    waits: bool = False
    files: str = ""
    late: str = ""
    updated: str = ""
    may_complete: bool = False
    may_withdraw: bool = False
    may_print: bool = False
    target: str = "ticket"
    nudge: int = 0


class Tracking(Screen[State]):
    """Ticket and PIN, read from the slip or typed; then the way of the surat."""

    def __init__(
        self, lobby: Lobby, *, doings: Doings, papers: Mapping[str, PaperKind], has_reader: bool = True
    ) -> None:
        super().__init__(State(has_reader=has_reader), lobby.run)
        self._lobby = lobby
        self._doings = doings
        self._kinds = papers
        self._track: Track | None = None
        self._pin = ""
        self._acts: dict[str, str] = {}
        self._at = 0

    def closed(self) -> None:
        """Ticket and PIN leave the screen."""
        self._track, self._pin = None, ""
        self._set(State(has_reader=self.state.has_reader))

    def scanned(self, text: str) -> None:
        """A slip under the reader needs no typing."""
        slip = read_slip(text)
        if slip is None:
            self._set(replace(self.state, problem=self._lobby.words("track.not_a_slip")))
            return
        self._set(replace(self.state, ticket=slip[0], pin=slip[1], problem=""))
        self._look_up()

    def type_ticket(self, text: str) -> None:
        """The twelve characters, grouped as they are typed."""
        self._set(replace(self.state, ticket=group_code(text), ticket_problem="", problem=""))

    def type_pin(self, digits: str) -> None:
        """The six digits under the code."""
        self._set(replace(self.state, pin=digits, pin_problem="", problem=""))

    def next(self) -> None:
        """Lihat, then Selesai; "Ya, batalkan" when that was asked."""
        if self.state.phase == "ask":
            self._ask()
        elif self.state.phase == "withdraw":
            self._do("withdraw", self._doings.withdraw)
        else:
            self._lobby.end_visit()

    def complete(self) -> None:
        """Sudah saya lengkapi."""
        self._do("complete", self._doings.complete)

    def withdraw(self) -> None:
        """Batalkan permohonan: asks once more."""
        self._set(replace(self.state, phase="withdraw", problem=""))

    def keep(self) -> None:
        """Jangan batalkan."""
        self._set(replace(self.state, phase="shown"))

    def repeat(self) -> None:
        """Ulangi: the act that came too late, pressed anew on what is shown now."""
        track = self._track
        if track is not None and track.may_complete:
            self.complete()
        elif track is not None and track.may_withdraw:
            self.withdraw()

    def leave(self) -> None:
        """Biarkan: the late act is no longer shown in this visit."""
        self._set(replace(self.state, late=""))

    def print_surat(self) -> None:
        """Cetak surat di sini."""
        if self._track is not None:
            self._lobby.go("self_print", ticket=self._track.ticket, pin=self._pin)

    def failed(self, error: KioskError) -> None:
        """A wrong PIN and an unknown ticket say the same."""
        said = say_error(self._lobby.words, error)
        if error.code == "code_mistyped":
            self._set(replace(self.state, ticket_problem=said))
            self._aim("ticket")
        else:
            self._set(replace(self.state, problem=said))

    def redraw(self) -> None:
        """Everything in the language now chosen."""
        if self._track is not None:
            self._show(self._track)

    # --- inside

    def _ask(self) -> None:
        words, typed = self._lobby.words, len(self.state.ticket.replace("-", ""))
        if typed != TICKET:
            self._set(replace(self.state, ticket_problem=words("track.ticket_short", length=typed)))
            self._aim("ticket")
        elif len(self.state.pin) != PIN:
            self._set(replace(self.state, pin_problem=words("track.pin_short", length=len(self.state.pin))))
            self._aim("pin")
        else:
            self._look_up()

    def _look_up(self) -> None:
        ticket, pin = self.state.ticket, self.state.pin

        def both() -> tuple[Track, int]:
            return self._doings.find(ticket, pin), self._doings.updated()

        def found(result: tuple[Track, int]) -> None:
            self._pin, self._at = pin, result[1]
            self._took(result[0])

        self._run(both, found)

    def _took(self, track: Track) -> None:
        """Shown anew: its buttons are new ones, with new ids."""
        self._track = track
        self._acts = {name: self._lobby.new_id() for name in ("complete", "withdraw")}
        self._set(replace(self.state, phase="shown", problem="", pin=""))
        self._show(track)

    def _do(self, name: str, act: Callable[[Track, str], Track]) -> None:
        track = self._track
        if track is not None:
            self._run(lambda: act(track, self._acts[name]), self._took)

    def _aim(self, target: str) -> None:
        self._set(replace(self.state, target=target, nudge=self.state.nudge + 1))

    def _show(self, track: Track) -> None:
        words, language = self._lobby.words, self._lobby.language()
        pen = way.Pen(words, language, self._kinds)
        tone = TONES[track.status]
        late = words("track.late", verb=words(f"track.verb_{track.refused[-1]}")) if track.refused else ""
        self._set(
            replace(
                self.state,
                service=track.title[language],
                headline=way.headline(track, pen),
                tone=tone,
                glyph=GLYPHS[tone],
                told=words(f"track.told_{track.status}"),
                answer=track.answer,
                stops=way.stops(track, pen),
                bring=way.bring(track, pen),
                waits=track.is_waiting,
                files=words("track.files", arrived=track.arrived[0], count=track.arrived[1])
                if track.arrived[1]
                else "",
                late=late,
                updated=words("track.updated", at=moment_words(self._at, language)) if self._at else "",
                may_complete=track.may_complete,
                may_withdraw=track.may_withdraw,
                may_print=track.may_print,
            )
        )


_DONE = (
    Stop("file", "Diajukan", "24 November 2026 pukul 09.12 WIB", "check", "done"),
    Stop("operator", "Diperiksa petugas", "24 November 2026 pukul 09.30 WIB", "check", "done"),
)
_REVIEW = State(
    phase="shown",
    ticket="M6SC-7N75-YR3R",
    service="Keterangan domisili",
    headline="Sedang diperiksa kepala seksi",
    tone="step",
    glyph="hourglass-medium",
    told="Tidak perlu menunggu di sini. Bawa slip ini saat kembali.",
    stops=(
        *_DONE,
        Stop("kasi:pem", "Diperiksa kepala seksi", "sekarang", "users", "now"),
        Stop("seklur", "Diperiksa sekretaris", "berikutnya", "user-gear", "later"),
        Stop("signer", "Ditandatangani", "berikutnya", "pen-nib", "later"),
        Stop("ready", "Siap diambil", "berikutnya", "scroll", "later"),
    ),
    bring=(Bring("pengantar", "Pengantar RT/RW", "scroll", "gold"),),
    files="2 dari 3 berkas sudah sampai di meja pelayanan.",
    updated="Diperbarui terakhir 24 November 2026 pukul 09.41 WIB.",
    may_withdraw=True,
)
EXAMPLES = {
    "ask": State(),
    "typed": State(ticket="M6SC-7N75", ticket_problem="Nomor tiket 12 tanda, ini baru 8.", has_reader=False),
    "unknown": State(
        ticket="M6SC-7N75-YR3R",
        pin="123456",
        problem="Tiket dan PIN itu tidak ditemukan di kantor ini. Periksa slipnya, atau tanyakan di meja.",
        target="pin",
    ),
    "review": _REVIEW,
    "returned": replace(
        _REVIEW,
        headline="Ada yang perlu dilengkapi",
        tone="back",
        glyph="arrow-u-up-left",
        told="Lengkapi, lalu sentuh tombol di bawah atau datang ke meja.",
        stops=(
            _DONE[0],
            Stop("operator", "Diperiksa petugas", "sekarang", "user-check", "now"),
            *(replace(stop, said="berikutnya", phase="later") for stop in _REVIEW.stops[2:]),
        ),
        bring=(
            Bring(
                "reason_0",
                "pengantar lama atau bukan dari pengurus RT/RW yang menjabat",
                "warning-circle",
                "orange",
            ),
            Bring("pengantar", "Pengantar RT/RW", "scroll", "gold"),
        ),
        late='Sebelumnya: "sudah dilengkapi" belum berlaku, karena keadaan sudah berubah.',
        waits=True,
        may_complete=True,
    ),
    "ready": replace(
        _REVIEW,
        headline="Sudah jadi, silakan ambil",
        tone="done",
        glyph="check-circle",
        told="Ambil di meja pelayanan dengan slip ini. Gratis.",
        stops=tuple(
            replace(stop, said="24 November 2026 pukul 10.05 WIB", glyph="check", phase="done")
            for stop in _REVIEW.stops
        ),
        bring=(),
        may_withdraw=False,
        may_print=True,
    ),
    "answered": replace(
        _REVIEW,
        service="Pengaduan",
        headline="Sudah dijawab",
        tone="done",
        glyph="check-circle",
        told="Jawabannya ada di bawah ini.",
        answer="Lampu jalan di RT 012 sudah diganti hari ini. Terima kasih atas laporannya.",
        stops=(
            *(
                replace(stop, said="24 November 2026 pukul 10.05 WIB", glyph="check", phase="done")
                for stop in _REVIEW.stops[:2]
            ),
            Stop("answered", "Dijawab", "24 November 2026 pukul 10.05 WIB", "check", "done"),
        ),
        bring=(),
        may_withdraw=False,
    ),
    "withdraw": replace(_REVIEW, phase="withdraw"),
}
