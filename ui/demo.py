"""Shows the main job by touch: three processes, two residents, two surat anyone can check.

It starts only the commands of the README and touches only what a person could touch. `--kill N` instead ends
the lobby's or the desk's process at N random moments while residents file, and counts what was lost.
"""

from __future__ import annotations

import shutil
import sys
from functools import partial
from typing import Final, NoReturn

from ui.devices.touch import Touch, pause
from ui.stage import OUT, RESOURCES, SIZE, Program, Story, ask, command, expect

KNOWN: Final = {"nik": "1671995708580001", "kk6": "100001"}
UNKNOWN: Final = {"nik": "1671991203850077", "kk6": "100077"}
PINS: Final = {
    "rina": "274951",
    "hasan": "625841",
    "kurnia": "518273",
    "sri": "739164",
    "nurbaiti": "482915",
}


def main(arguments: list[str]) -> NoReturn:
    """Run the demo; exit 0 only when every step came to what it promises."""
    if OUT.exists():
        shutil.rmtree(OUT)
    (OUT / "screens").mkdir(parents=True)
    Demo(Story()).run()
    sys.exit(0)


class Demo:
    """The two residents' day, step by step."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.desk = Program(
            ("kiosk", "desk", "--home", str(story.home("meja-1")), "--size", SIZE), story.home("meja-1")
        )
        self.lobby = Program(
            ("kiosk", "run", "--home", str(story.home("lobi-1")), "--size", SIZE), story.home("lobi-1")
        )

    def run(self) -> None:
        """Every step in its order; whatever happens, no process stays behind."""
        try:
            self.story.step("an office is made, with its people and its last paper number", self.make_office)
            self.story.step("the desk and the lobby start as two processes", self.open_doors)
            self.story.step("a known resident files domisili in the lobby", self.file_known)
            self.story.step("the operator checks identity and papers and passes it on", self.review_known)
        finally:
            self.lobby.end()
            self.desk.end()

    # --- the office -----------------------------------------------------------------------------------

    def make_office(self) -> None:
        home, port = self.story.home("meja-1"), str(self.story.port)
        answers = str(RESOURCES / "office.toml")
        command(
            *("kiosk", "init", "--answers", answers, "--home", str(home), "--port", port),
            *("--listen", "127.0.0.1", "--printer", str(OUT / "paper" / "meja-1")),
        )
        command("kiosk", "import", "residents", str(RESOURCES / "residents.csv"), "--home", str(home))

    def open_doors(self) -> None:
        desk, lobby = self.story.home("meja-1"), self.story.home("lobi-1")
        code = ask("kiosk", "enrol-code", "lobi-1", "--home", str(desk))
        self.desk.start()
        command(
            *("kiosk", "enrol", code["code"], "--kelurahan", code["kelurahan"], "--home", str(lobby)),
            *(
                "--register",
                f"https://127.0.0.1:{self.story.port}",
                "--printer",
                str(OUT / "paper" / "lobi-1"),
            ),
        )
        self.lobby.start()

    # --- the lobby ------------------------------------------------------------------------------------

    def file_known(self) -> None:
        touch = self.get_lobby()
        grab = partial(self.story.grab, touch)
        touch.wait(page="attract")
        grab("attract")
        touch.tap("wake")
        touch.wait(page="home", name="tile_domisili")
        grab("home")
        touch.tap("tile_domisili")
        touch.wait(page="service_info")
        grab("service-info")
        touch.tap("primary")
        touch.wait(page="identity")
        touch.type("nik_input", KNOWN["nik"])
        touch.type("kk_input", KNOWN["kk6"])
        grab("identity")
        touch.tap("primary")
        touch.wait(name="again")
        grab("identity-found")
        touch.tap("primary")
        touch.wait(page="form")
        touch.tap("chip_status_tempat_milik sendiri")
        touch.type("sejak_tahun_input", "1998")
        touch.tap("chip_keperluan_melamar kerja")
        grab("form")
        self.hand_in(touch, "domisili")

    def hand_in(self, touch: Touch, name: str) -> None:
        """From the last question to the ticket."""
        grab = partial(self.story.grab, touch)
        touch.tap("primary")
        touch.wait(page="papers")
        touch.tap("all_brought")
        grab(f"{name}-papers")
        touch.tap("primary")
        touch.wait(page="review")
        grab(f"{name}-review")
        touch.tap("primary")
        touch.wait(page="ekitir")
        pause(0.5)
        grab(f"{name}-ticket")
        print(touch.state())

    # --- the desk -------------------------------------------------------------------------------------

    def review_known(self) -> None:
        touch = self.get_desk()
        grab = partial(self.story.grab, touch)
        grab("desk-sign-in")
        print(touch.state())
        self.sign_in(touch, "rina")
        grab("desk-queue")
        print(touch.state())
        row = next(name for name in touch.state()["names"] if name.startswith("row_"))
        touch.tap(row)
        touch.wait(page="case")
        touch.wait(name="check_identity")
        grab("desk-case")
        for what in ("identity", "ktp", "kk", "tempat"):
            touch.tap(f"check_{what}")
            touch.gone(f"check_{what}")
        touch.tap("edit_pengantar")
        pause(1)
        grab("desk-pengantar")
        print(touch.state())

    def sign_in(self, touch: Touch, person: str) -> None:
        touch.wait(page="sign_in", name=f"person_{person}")
        touch.tap(f"person_{person}")
        for digit in PINS[person]:
            touch.tap(f"key_{digit}")
        touch.tap("primary")
        touch.wait(page="queue")

    def get_desk(self) -> Touch:
        self.desk.check_runs()
        expect(fact=self.desk.touch is not None, said="the desk is not open")
        assert self.desk.touch is not None
        return self.desk.touch

    def get_lobby(self) -> Touch:
        self.lobby.check_runs()
        expect(fact=self.lobby.touch is not None, said="the lobby is not open")
        assert self.lobby.touch is not None
        return self.lobby.touch


if __name__ == "__main__":
    main(sys.argv[1:])
