"""Shows the main job by touch: three processes, two residents, two surat anyone can check.

It starts only the commands of the README and touches only what a person could touch. `--kill N` instead ends
the lobby's or the desk's process at N random moments while residents file, and counts what was lost.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NoReturn

from ui.devices.touch import Touch, pause
from ui.stage import OUT, RESOURCES, SIZE, Program, Story, ask, command, expect
from ui.visitor import SITI, Visitor

PINS: Final[Mapping[str, str]] = {
    "rina": "274951",
    "hasan": "625841",
    "kurnia": "518273",
    "sri": "739164",
    "nurbaiti": "482915",
}


def main(arguments: list[str]) -> NoReturn:
    """Run the demo; exit 0 only when every step came to what it promises."""
    match arguments:
        case []:
            Demo(Story.begin()).run()
        case ["--kill", count]:
            from ui.kills import run_kills  # noqa: PLC0415 - it tells the same residents' day

            run_kills(int(count))
        case _:
            sys.exit(__doc__ or "")
    sys.exit(0)


def open_for_hands(*, desk: bool) -> int:
    """The practice office for hands: made on first use, its windows left open until they are closed."""
    demo = Demo(Story.again())
    if not demo.desk.home.exists():
        demo.make_office()
    demo.open_doors()
    shown, other = (demo.desk, demo.lobby) if desk else (demo.lobby, demo.desk)
    try:
        return shown.wait()
    finally:
        other.end()


class Demo:
    """The two residents' day, step by step."""

    def __init__(self, story: Story) -> None:
        self.story = story
        desk, lobby, center = (story.home(name) for name in ("meja-1", "lobi-1", "pusat"))
        self.desk = Program(("kiosk", "desk", "--home", str(desk), "--size", SIZE), desk)
        self.lobby = Program(("kiosk", "run", "--home", str(lobby), "--size", SIZE), lobby)
        self.center = Program(
            ("central", "serve", "--home", str(center), "--port", str(story.center_port)), center
        )
        self.visitor = Visitor(story, self.lobby)
        self.sealed = ""
        self.inked = ""

    def run(self) -> None:
        """Every step in its order; whatever happens, no process stays behind."""
        step = self.story.step
        try:
            step("an office is made, with its people and its last paper number", self.make_office)
            step("desk and lobby open as two processes with two databases", self.open_doors)
            step("a known resident files domisili in the lobby by touch", self.visitor.file_known)
            step("the operator checks identity, papers and pengantar", self.check_known)
            step("kasi and sekretaris agree, the lurah seals it with her PIN", self.seal_known)
            step("the resident prints it at the kiosk with the e-kitir", self.print_known)
            step("check: green", self.check_sealed)
            step("an unknown resident files tidak_mampu in the lobby", self.visitor.file_unknown)
            step("desk and chain pass it, it is numbered on the lurah's order", self.sign_unknown)
            step("the desk prints it and a person says the paper came out", self.print_unknown)
            step("check: yellow, awaiting ink", self.check_awaiting)
            step("ink is confirmed", self.ink_unknown)
            step("check: green, recorded", self.check_inked)
            step("the center starts, adopts the office and catches up", self.adopt)
            step("the center answers the same QR; one changed digit is refused", self.ask_center)
            step("the desk is killed and started again, and nothing is missing", self.kill_desk)
            step("the buku register, the anchors and what the README names are written", self.write_papers)
        finally:
            for program in (self.lobby, self.desk, self.center):
                program.end()

    # --- the office -------------------------------------------------------------------------------------

    def make_office(self) -> None:
        home = str(self.desk.home)
        command(
            *("kiosk", "init", "--answers", str(RESOURCES / "office.toml"), "--home", home),
            *("--port", str(self.story.port), "--listen", "127.0.0.1"),
            *("--printer", str(OUT / "paper" / "meja-1")),
        )
        command("kiosk", "import", "residents", str(RESOURCES / "residents.csv"), "--home", home)
        code = ask("kiosk", "enrol-code", "lobi-1", "--home", home)
        self.desk.start()
        command(
            *("kiosk", "enrol", code["code"], "--kelurahan", code["kelurahan"]),
            *("--home", str(self.lobby.home), "--register", f"https://127.0.0.1:{self.story.port}"),
            *("--printer", str(OUT / "paper" / "lobi-1")),
        )

    def open_doors(self) -> None:
        if not self.desk.is_running:
            self.desk.start()
        self.lobby.start()

    # --- the lobby --------------------------------------------------------------------------------------

    def print_known(self) -> None:
        slip = self.newest("lobi-1", "slip-*.pdf")
        (OUT / "tiket.pdf").write_bytes(slip.read_bytes())
        touch = self.lobby.get_touch()
        touch.tap("tile_self_print")
        touch.wait(page="self_print")
        self.story.grab(touch, "self-print")
        touch.scan(self.read(slip))
        touch.wait(name="kk_input")
        touch.type("kk_input", SITI[1])
        touch.tap("primary")
        touch.gone("kk_input")
        self.story.grab(touch, "self-print-preview")
        touch.tap("primary")
        touch.wait(name="paper_bad")
        self.story.grab(touch, "self-print-paper")
        touch.tap("primary")
        touch.gone("paper_bad")
        self.story.grab(touch, "self-print-done")
        touch.tap("primary")
        touch.wait(page="home")
        sheet = self.newest("lobi-1", "*original*.pdf")
        (OUT / "surat-seal.pdf").write_bytes(sheet.read_bytes())
        self.sealed = self.read(sheet)
        (OUT / "qr.txt").write_text(self.sealed + "\n", encoding="ascii")

    # --- the desk ---------------------------------------------------------------------------------------

    def sign_in(self, person: str) -> Touch:
        touch = self.desk.get_touch()
        if touch.state()["page"] != "sign_in":
            touch.tap("lock")
        touch.wait(page="sign_in", name=f"person_{person}")
        touch.tap(f"person_{person}")
        self.type_pin(touch, person)
        touch.wait(page="queue")
        return touch

    def type_pin(self, touch: Touch, person: str) -> None:
        for digit in PINS[person]:
            touch.tap(f"key_{digit}")
        touch.tap("primary")

    def check_known(self) -> None:
        touch = self.desk.get_touch()
        touch.wait(page="sign_in", name="person_rina")
        self.story.grab(touch, "desk-sign-in")
        touch = self.sign_in("rina")
        touch.wait(name=self.row(touch))
        self.story.grab(touch, "desk-queue")
        self.check(touch, ("ktp", "kk", "tempat"))

    def check(self, touch: Touch, papers: tuple[str, ...], *, gaps: Mapping[str, str] | None = None) -> None:
        """Open the first row, check identity and papers, write the pengantar, pass it on."""
        touch.tap(self.row(touch))
        touch.wait(page="case", name="check_identity")
        self.story.grab(touch, "desk-case")
        for what in ("identity", *papers):
            touch.tap(f"check_{what}")
            touch.gone(f"check_{what}")
        touch.tap("edit_pengantar")
        touch.wait(name="field_pengantar.rt_input")
        letter = {"rt": "012", "rw": "004", "nomor": "045/RT012/XI/2026", "tanggal": "20112026"}
        for name, text in letter.items():
            touch.type(f"field_pengantar.{name}", text)
        self.story.grab(touch, "desk-pengantar")
        touch.tap("primary")
        touch.gone("field_pengantar.rt_input")
        if gaps:
            self.fill(touch, gaps)
        touch.wait(name="edit_pengantar")
        self.story.grab(touch, "desk-case-checked")
        touch.tap("primary")
        touch.rest()

    def fill(self, touch: Touch, gaps: Mapping[str, str]) -> None:
        """What the resident left to the desk, read from the papers."""
        touch.wait(name="edit_subject")
        touch.tap("edit_subject")
        for name, text in gaps.items():
            touch.wait(name=f"field_{name}_input")
            touch.type(f"field_{name}", text)
        self.story.grab(touch, "desk-gaps")
        touch.tap("primary")
        touch.gone("cancel")

    def row(self, touch: Touch) -> str:
        """The first row of the list in view."""
        for _ in range(100):
            found = [name for name in touch.state()["names"] if name.startswith("row_")]
            if found:
                return str(found[0])
            pause(0.1)
        expect(fact=False, said="the list is empty")
        return ""

    def agree(self, person: str) -> None:
        """A step of the chain, by batch: the page seen to its end, ticked, passed."""
        touch = self.sign_in(person)
        touch.tap("rail_batch")
        touch.wait(page="batch", name=self.row(touch))
        self.see(touch)
        self.story.grab(touch, f"desk-batch-{person}")
        touch.tap("primary")
        touch.rest()

    def see(self, touch: Touch) -> None:
        """Look at the page in view to its end and tick its row."""
        touch.see_all("sheet")
        touch.tap("tick_all_seen")
        touch.rest()

    def seal_known(self) -> None:
        self.agree("hasan")
        self.agree("sri")
        touch = self.sign_in("nurbaiti")
        touch.tap("rail_batch")
        touch.wait(page="batch", name="mode_seal")
        touch.tap("mode_seal")
        self.see(touch)
        self.story.grab(touch, "desk-sign")
        touch.tap("primary")
        touch.wait(name="key_4")
        self.story.grab(touch, "desk-sign-pin")
        self.type_pin(touch, "nurbaiti")
        touch.wait(name="mode_seal")
        self.story.grab(touch, "desk-signed")

    def sign_unknown(self) -> None:
        touch = self.sign_in("rina")
        self.check(touch, ("ktp", "kk", "pernyataan", "frumah"), gaps={"pemohon.kk": "1671990101100077"})
        self.agree("kurnia")
        self.agree("sri")
        touch = self.sign_in("rina")
        touch.tap("rail_batch")
        touch.wait(page="batch", name=self.row(touch))
        self.see(touch)
        self.story.grab(touch, "desk-on-order")
        touch.tap("primary")
        self.story.grab(touch, "desk-numbered")

    def print_unknown(self) -> None:
        touch = self.desk.get_touch()
        touch.tap("rail_paper")
        touch.wait(page="paper", name=self.row(touch))
        self.story.grab(touch, "desk-paper")
        touch.tap("primary")
        self.story.grab(touch, "desk-paper-question")
        touch.tap("primary")
        self.story.grab(touch, "desk-paper-done")
        sheet = self.newest("meja-1", "*original*.pdf")
        (OUT / "surat-wet.pdf").write_bytes(sheet.read_bytes())
        self.inked = self.read(sheet)

    def ink_unknown(self) -> None:
        touch = self.desk.get_touch()
        touch.tap("rail_ink")
        touch.wait(page="ink", name=self.row(touch))
        touch.tap("tick_all")
        self.story.grab(touch, "desk-ink")
        touch.tap("primary")
        self.story.grab(touch, "desk-inked")

    # --- checking ---------------------------------------------------------------------------------------

    def check_sealed(self) -> None:
        said = self.visitor.verify(self.sealed, "sealed")
        expect(fact="ASLI DAN TERDAFTAR" in said.upper(), said=f"the lobby says: {said}")
        verdict = self.ask_trust(self.sealed)
        expect(fact=verdict["colour"] == "yellow", said=f"without a ledger: {verdict}")

    def check_awaiting(self) -> None:
        said = self.visitor.verify(self.inked, "awaiting")
        expect(fact="MENUNGGU TINTA" in said.upper(), said=f"the lobby says: {said}")

    def check_inked(self) -> None:
        said = self.visitor.verify(self.inked, "inked")
        expect(fact="TERCATAT DI KELURAHAN" in said.upper(), said=f"the lobby says: {said}")

    def ask_trust(self, text: str) -> dict[str, Any]:
        """A stranger's check, with nothing but the anchors of this office."""
        anchors = OUT / "trust"
        command("kiosk", "export", "--trust", str(anchors), "--home", str(self.desk.home))
        verdict: dict[str, Any] = ask("kiosk", "verify", "--trust", str(anchors), text, good=(0, 1))
        return verdict

    # --- the center -------------------------------------------------------------------------------------

    def adopt(self) -> None:
        command("central", "init", "--home", str(self.center.home))
        self.center.start(window=False)
        url = f"http://127.0.0.1:{self.story.center_port}"
        self.story.reach(self.center, url)
        kelurahan = ask("kiosk", "digest", "--home", str(self.desk.home))["kelurahan"]
        code = command("central", "enrol-code", kelurahan, "--home", str(self.center.home)).split()[-1]
        self.desk.end()
        command("kiosk", "enrol", code, "--center", url, "--home", str(self.desk.home))
        self.desk.start()
        for _ in range(100):
            theirs = ask("central", "digest", kelurahan, "--home", str(self.center.home))
            mine = ask("kiosk", "digest", "--home", str(self.desk.home))
            if theirs == mine:
                return
            pause(0.3)
        expect(fact=False, said=f"the center holds {theirs}, the office {mine}")

    def ask_center(self) -> None:
        url = f"http://127.0.0.1:{self.story.center_port}"
        for text in (self.sealed, self.inked):
            answer = ask("kiosk", "verify", "--center", url, text)
            expect(fact=answer["state"] == "valid", said=f"the center says: {answer}")
        last = str((int(self.sealed[-1]) + 1) % 10)
        answer = ask("kiosk", "verify", "--center", url, self.sealed[:-1] + last, good=(1,))
        expect(fact=answer["colour"] == "red", said=f"one changed digit: {answer}")

    def kill_desk(self) -> None:
        before = ask("kiosk", "digest", "--home", str(self.desk.home))
        self.desk.end(kill=True)
        self.desk.start()
        after = ask("kiosk", "digest", "--home", str(self.desk.home))
        expect(fact=after["n"] > before["n"] and after["fold"] == before["fold"], said=f"{before} {after}")

    # --- paper ------------------------------------------------------------------------------------------

    def write_papers(self) -> None:
        command("kiosk", "export", "--book", str(OUT / "book.pdf"), "--home", str(self.desk.home))
        for name in ("surat-seal.pdf", "surat-wet.pdf", "tiket.pdf", "book.pdf", "qr.txt", "trust"):
            expect(fact=(OUT / name).stat().st_size > 0, said=f"{name} is empty")

    def newest(self, device: str, pattern: str) -> Path:
        """The last paper that came out of a device's printer."""
        found = sorted((OUT / "paper" / device).glob(pattern), key=lambda path: path.stat().st_mtime_ns)
        expect(fact=bool(found), said=f"{device}: no paper {pattern}")
        return found[-1]

    def read(self, sheet: Path) -> str:
        """The QR of a sheet, from a picture of its page."""
        return command("kiosk", "surat", "read", str(sheet)).split()[0]


if __name__ == "__main__":
    main(sys.argv[1:])
