"""All answers once more, as the surat will say them, and the button that files; it decides no rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.domain.answers import is_asked
from kiosk.domain.errors import Refused
from kiosk.domain.printed import printed
from kiosk.domain.resident import SUBJECT
from kiosk.domain.service import Kind
from kiosk.domain.words import mask_nik
from ui.screens.base import Screen, say_error
from ui.screens.resident import asking
from ui.screens.resident.collect import answers_of, filing_of, subject_of
from ui.screens.resident.menu import tint_of
from ui.screens.resident.paperrow import key_of, title_of
from ui.screens.resident.visit import HIMSELF, STEPS

if TYPE_CHECKING:
    from kiosk.domain.errors import KioskError
    from kiosk.domain.service import Field, Service
    from kiosk.domain.service import Paper as PaperKind
    from ui.screens.resident.asking import Here
    from ui.screens.resident.lobby import Lobby
    from ui.screens.resident.visit import Filed, Filing, Visit


class File(Protocol):
    """Files it, durably; twice under one act is once. Refused by a rule, Unavailable by the disk."""

    def __call__(self, filing: Filing) -> Filed: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One answer in words; `is_open` where an officer will write it."""

    key: str
    title: str
    said: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Answers that are mended together: "person", "surat" or "papers"."""

    key: str
    title: str
    glyph: str
    tint: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class State:
    """The whole filing in words; `act` is the id the press will file under."""

    title: str = ""
    glyph: str = ""
    tint: str = "teal"
    said_step: str = ""
    steps: int = STEPS
    act: str = ""
    parts: tuple[Part, ...] = ()
    open_said: str = ""
    problem: str = ""


class Review(Screen[State]):
    """Shows what will be filed, word for word, before anything is."""

    def __init__(self, lobby: Lobby, *, file: File, papers: Mapping[str, PaperKind]) -> None:
        super().__init__(State(), lobby.run)
        self._lobby = lobby
        self._file = file
        self._kinds = papers

    def opened(self) -> None:
        """The button is shown: the act it will be gets its id here, once a visit."""
        visit = self._visit
        if not visit.act:
            visit = self._lobby.visiting.change(act=self._lobby.new_id())
        self._lobby.visiting.change(is_editing=False)
        self._set(replace(self.state, act=visit.act, problem=""))
        self.redraw()

    def closed(self) -> None:
        """Nobody's answers stay in the page."""
        self._set(State())

    def edit(self, key: str) -> None:
        """Ubah: the pages of that part, from its first question."""
        if key == "papers":
            self._lobby.go("papers")
            return
        if key == "person":
            self._lobby.visiting.change(is_editing=True)
            self._lobby.go("form", start=0)
            return
        asks = asking.plan(self._visit, self._lobby.here())
        start = next((at for at, ask in enumerate(asks) if not ask.path.startswith(f"{SUBJECT}.")), 0)
        self._lobby.go("form", start=start)

    def file(self) -> None:
        """Ajukan: durable before the ticket is shown."""
        try:
            filing = filing_of(self._visit, self._lobby.here())
        except Refused as refusal:
            self.failed(refusal)
        else:
            self._run(lambda: self._file(filing), self._filed)

    def failed(self, error: KioskError) -> None:
        """Nothing was filed and nothing typed is lost: says why."""
        self._set(replace(self.state, problem=say_error(self._lobby.words, error)))

    def redraw(self) -> None:
        """Everything in the language now chosen."""
        visit = self._visit
        if visit.service is None:
            return
        service, words, language = visit.service, self._lobby.words, self._lobby.language()
        try:
            parts = self._parts(visit, service)
        except Refused as refusal:
            self.failed(refusal)
            parts = ()
        waiting = sum(line.is_open for part in parts for line in part.lines)
        self._set(
            replace(
                self.state,
                title=service.label[language],
                glyph=service.icon,
                tint=tint_of(service),
                said_step=words("form.step", step=4, name=words("form.step_4")),
                parts=parts,
                open_said=words("review.open", count=waiting) if waiting else "",
            )
        )

    @property
    def _visit(self) -> Visit:
        return self._lobby.visiting.now

    def _filed(self, filed: Filed) -> None:
        self._lobby.visiting.change(filed=filed)
        self._lobby.go("ekitir")

    def _parts(self, visit: Visit, service: Service) -> tuple[Part, ...]:
        here = self._lobby.here()
        parts = [
            Part("person", self._say("part_person"), "user", "teal", self._person(visit, service, here)),
            Part(
                "surat",
                self._say("part_surat"),
                service.icon,
                tint_of(service),
                self._surat(visit, service, here),
            ),
            Part("papers", self._say("part_papers"), "files", "gold", self._papers(visit, service)),
        ]
        return tuple(part for part in parts if part.lines)

    def _person(self, visit: Visit, service: Service, here: Here) -> tuple[Line, ...]:
        """The rows of the identity table; only the NIK is masked, all else has to be checked."""
        if not visit.nik:
            return ()
        subject = subject_of(visit, here)
        wanted = asking.wanted_parts(service)
        shown = [part for part in service.subject.parts if part.name in wanted]
        lines = [self._line(part, f"{SUBJECT}.{part.name}", subject.get(part.name)) for part in shown]
        lines = self._born_in_one(lines)
        if visit.relation != HIMSELF:
            key = visit.relation.replace(" ", "_").lower()
            said = self._lobby.words(f"identity.relation_{key}")
            lines.insert(0, Line("relation", self._say("filed_by"), said))
        return tuple(lines)

    def _born_in_one(self, lines: list[Line]) -> list[Line]:
        """Place and day of birth in one line, as the KTP and the surat have them."""
        known = {line.key: line for line in lines}
        where, when = known.get(f"{SUBJECT}.tempat_lahir"), known.get(f"{SUBJECT}.tanggal_lahir")
        if where is None or when is None or where.is_open or when.is_open:
            return lines
        born = Line(where.key, self._say("born"), f"{where.said}, {when.said}")
        return [born if line is where else line for line in lines if line is not when]

    def _surat(self, visit: Visit, service: Service, here: Here) -> tuple[Line, ...]:
        """Each question with its answer; what staff write only where the surat cannot do without it."""
        answers = answers_of(visit, here)
        return tuple(
            self._line(field, field.name, answers.get(field.name))
            for field in service.fields
            if is_asked(field, answers) and (field.name in answers or field.required)
        )

    def _papers(self, visit: Visit, service: Service) -> tuple[Line, ...]:
        lines = []
        for codes in service.bring:
            key, title = key_of(codes), title_of(self._lobby, self._kinds, codes)
            lines.append(Line(key, title, self._say(f"paper_{visit.papers.get(key, 'later')}")))
        return tuple(lines)

    def _line(self, field: Field, path: str, value: Any) -> Line:
        label = field.label[self._lobby.language()]
        if value in (None, "", {}, []):
            return Line(path, label, self._say("by_staff"), is_open=True)
        return Line(path, label, mask_nik(value) if field.kind is Kind.NIK else printed(field, value))

    def _say(self, key: str) -> str:
        return self._lobby.words(f"review.{key}")


_PERSON = Part(
    "person",
    "Data diri",
    "user",
    "teal",
    (
        Line("pemohon.nama", "Nama", "SITI AMINAH BINTI SYARIFUDDIN (CONTOH)"),
        Line("pemohon.nik", "NIK", "1671********0003"),
        Line("pemohon.kk", "Nomor KK", "Ditulis petugas", is_open=True),
        Line("pemohon.tempat_lahir", "Tempat, tanggal lahir", "Palembang, 5 Mei 1978"),
        Line("pemohon.jenis_kelamin", "Jenis kelamin", "Perempuan"),
        Line("pemohon.agama", "Agama", "Islam"),
        Line("pemohon.status_kawin", "Status perkawinan", "Kawin"),
        Line("pemohon.pekerjaan", "Pekerjaan", "Mengurus rumah tangga"),
        Line(
            "pemohon.alamat",
            "Alamat",
            "Jl. Sultan M. Mansyur Lr. Kebun Duku No. 1421 RT 003 RW 012, Kelurahan Bukit Lama, "
            "Kecamatan Ilir Barat I, Kota Palembang",
        ),
    ),
)
_SURAT = Part(
    "surat",
    "Isian surat",
    "house-line",
    "teal",
    (
        Line("status_tempat", "Rumah yang ditempati", "rumah keluarga"),
        Line("sejak_tahun", "Tinggal di sini sejak tahun", "2015"),
        Line("keperluan", "Keperluan surat", "sekolah anak"),
    ),
)
_PAPERS = Part(
    "papers",
    "Berkas",
    "files",
    "gold",
    (
        Line("pengantar", "Pengantar RT/RW", "menyusul"),
        Line("ktp", "KTP", "dibawa"),
        Line("kk", "Kartu Keluarga (KK)", "dibawa"),
    ),
)
_PAGE = State(
    title="Keterangan domisili",
    glyph="house-line",
    tint="teal",
    said_step="Langkah 4 dari 4: Periksa",
    act="01937f4e-0000-7000-8000-000000000001",
    parts=(_PERSON, _SURAT, _PAPERS),
    open_said="1 isian ditulis petugas dari berkas Bapak/Ibu.",
)
EXAMPLES = {
    "filled": _PAGE,
    "other": replace(
        _PAGE,
        title="Keterangan tidak mampu",
        glyph="hand-heart",
        tint="orange",
        parts=(
            replace(_PERSON, lines=(Line("relation", "Diajukan oleh", "Anaknya"), *_PERSON.lines)),
            replace(
                _SURAT,
                glyph="hand-heart",
                tint="orange",
                lines=(
                    Line(
                        "penghasilan", "Penghasilan sebulan", "Rp1.500.000 (satu juta lima ratus ribu rupiah)"
                    ),
                    Line("jumlah_tanggungan", "Jumlah tanggungan", "4 orang"),
                    Line("alasan", "Alasan", "penghasilan tidak tetap"),
                    Line("keperluan", "Keperluan surat", "biaya rumah sakit"),
                ),
            ),
            _PAPERS,
        ),
    ),
    "anonymous": replace(
        _PAGE,
        title="Pengaduan masyarakat",
        glyph="megaphone",
        parts=(
            replace(
                _SURAT,
                title="Isi pengaduan",
                lines=(
                    Line("kategori", "Tentang", "Jalan"),
                    Line(
                        "uraian",
                        "Uraian",
                        "Jalan di depan sekolah berlubang besar dan tergenang setiap hujan sejak bulan lalu.",
                    ),
                ),
            ),
        ),
        open_said="",
    ),
    "refused": replace(
        _PAGE, problem="Penyimpanan alat ini penuh. Isian Bapak/Ibu tidak hilang; panggil petugas."
    ),
}
