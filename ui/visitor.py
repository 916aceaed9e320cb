"""Two made-up residents at the lobby's screen, by touch alone: how they file, and how a surat is checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ui.devices.touch import Touch
from ui.stage import Program, Story

SITI: Final = ("1671995708580001", "100001")
"""NIK and last six digits of the KK of a resident the office's list knows."""
RUSLI: Final = ("1671991203850077", "100077")
"""The same of one it does not know."""


@dataclass(slots=True)
class Visitor:
    """A hand in the lobby; every page it passes becomes a picture of the story."""

    story: Story
    program: Program

    def begin(self, service: str, person: tuple[str, str]) -> Touch:
        """From whatever page is in view to the form of a service, as this person."""
        touch = self.program.get_touch()
        if "wake" in touch.state()["names"]:
            self.story.grab(touch, "attract")
            touch.tap("wake")
        touch.wait(page="home", name=f"tile_{service}")
        self.story.grab(touch, "home")
        touch.tap(f"tile_{service}")
        touch.wait(page="service_info")
        self.story.grab(touch, f"{service}-info")
        touch.tap("primary")
        touch.wait(page="identity", name="nik_input")
        nik, kk6 = person
        touch.type("nik_input", nik)
        touch.type("kk_input", kk6)
        self.story.grab(touch, f"{service}-identity")
        touch.tap("primary")
        touch.wait(name="again")
        self.story.grab(touch, f"{service}-identity-answer")
        touch.tap("primary")
        touch.wait(page="form")
        return touch

    def file_known(self) -> None:
        touch = self.begin("domisili", SITI)
        touch.tap("chip_status_tempat_milik sendiri")
        touch.type("sejak_tahun_input", "1998")
        touch.tap("key_ok")
        touch.tap("chip_keperluan_melamar kerja")
        self.story.grab(touch, "domisili-form")
        touch.tap("primary")
        self.hand_in(touch, "domisili")

    def file_unknown(self) -> None:
        touch = self.begin("tidak_mampu", RUSLI)
        for page in _rusli():
            for name, text in page.items():
                if text:
                    touch.wait(name=name)
                    touch.type(name, text)
                else:
                    touch.tap(name)
            if "keyboard" in touch.state()["names"]:
                touch.tap("key_ok")
            self.story.grab(touch, "tidak_mampu-form")
            touch.tap("primary")
            touch.rest()
        self.hand_in(touch, "tidak_mampu")

    def hand_in(self, touch: Touch, name: str) -> None:
        """From the papers to the ticket, and the ticket to Selesai."""
        touch.wait(page="papers")
        touch.tap("all_brought")
        self.story.grab(touch, f"{name}-papers")
        touch.tap("primary")
        touch.wait(page="review")
        self.story.grab(touch, f"{name}-review")
        touch.tap("primary")
        touch.wait(page="ekitir")
        self.story.grab(touch, f"{name}-ticket")
        touch.tap("primary")
        touch.wait(page="home")

    def verify(self, text: str, name: str) -> str:
        """What the lobby says of a code held under its reader."""
        touch = self.program.get_touch()
        touch.wait(page="home", name="tile_verify")
        touch.tap("tile_verify")
        touch.wait(page="verify")
        touch.scan(text)
        touch.wait(name="verdict")
        self.story.grab(touch, f"verify-{name}")
        said = touch.read("verdict")
        touch.tap("done")
        touch.wait(page="home")
        return said


def _rusli() -> Iterator[Mapping[str, str]]:
    """The pages of the form as an unknown resident fills them: a field and its text, or a chip."""
    yield {
        "pemohon.nama_input": "RUSLI EFENDI CONTOH",
        "chip_pemohon.tempat_lahir_Palembang": "",
        "chip_pemohon.born_1985-03-12": "",
    }
    yield {"chip_pemohon.pekerjaan_Buruh harian lepas": ""}
    yield {
        "pemohon.alamat.alamat_input": "JALAN CONTOH GG. MAWAR 12",
        "pemohon.alamat.rt_rw_input": "012004",
    }
    yield {"chip_penghasilan_1500000": "", "chip_jumlah_tanggungan_4": ""}
    yield {"chip_alasan_penghasilan tidak tetap": "", "chip_keperluan_biaya rumah sakit": ""}
