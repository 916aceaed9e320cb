"""Starts and ends the processes of the demo, keeps its pictures and report; what happens is the story's."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ui.devices.touch import Touch, pause, stopwatch

ROOT: Final = Path(__file__).resolve().parent.parent
OUT: Final = ROOT / "build" / "demo"
BIN: Final = Path(sys.executable).parent
RESOURCES: Final = ROOT / "resources" / "demo"
SIZE: Final = "1920x1080"
PATIENCE_S: Final = 40.0
PATIENCE_MS: Final = 40_000


class FailedStepError(Exception):
    """A step of the demo did not come to what it promises."""


def expect(*, fact: bool, said: str) -> None:
    """A promise of the demo; the sentence is what is read when it does not hold."""
    if not fact:
        raise FailedStepError(said)


def command(*words: str, good: tuple[int, ...] = (0,)) -> str:
    """Run one command of the README and return what it printed; a failing one fails the step."""
    done = subprocess.run(
        [str(BIN / words[0]), *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    if done.returncode not in good:
        raise FailedStepError(f"{' '.join(words)}: exit {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout


def ask(*words: str, good: tuple[int, ...] = (0,)) -> Any:
    """The JSON a command answers."""
    return json.loads(command(*words, "--json", good=good))


def surroundings() -> Mapping[str, str]:
    """What a window is started in: the display there is, else none at all, drawn without a GPU."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return os.environ
    return {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", **os.environ}


def free_port() -> int:
    """A port of the loopback nobody uses now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass(slots=True)
class Program:
    """One process of the product with its own data folder, and the line to touch its window."""

    words: tuple[str, ...]
    home: Path
    process: subprocess.Popen[bytes] | None = None
    touch: Touch | None = None

    def start(self, *, window: bool = True) -> None:
        """Start the process; with a window, wait until it can be touched."""
        drive = self.home / "drive.sock"
        drive.unlink(missing_ok=True)
        log = (OUT / f"{self.home.name}.log").open("ab")
        self.process = subprocess.Popen(
            [str(BIN / self.words[0]), *self.words[1:]], cwd=ROOT, env=surroundings(), stdout=log, stderr=log
        )
        log.close()
        if window:
            self._connect(drive)

    def _connect(self, drive: Path) -> None:
        limit = stopwatch() + PATIENCE_MS
        while not drive.exists():
            self.check_runs()
            expect(fact=stopwatch() < limit, said=f"{self.home.name}: the window did not open")
            pause(0.05)
        self.touch = Touch(drive, patience=PATIENCE_S)

    def check_runs(self) -> None:
        """Fail when the process ended by itself; its log says why."""
        code = self.process.poll() if self.process else None
        expect(fact=code is None, said=f"{self.home.name} ended with {code}; see {self.home.name}.log")

    @property
    def is_running(self) -> bool:
        """Whether the process was started and has not ended."""
        return self.process is not None and self.process.poll() is None

    def get_touch(self) -> Touch:
        """The hand at this window, while its process lives."""
        self.check_runs()
        if self.touch is None:
            raise FailedStepError(f"{self.home.name} has no window open")
        return self.touch

    def wait(self) -> int:
        """Until whoever has the window closes it; the exit code."""
        if self.touch:
            self.touch.close()
            self.touch = None
        return self.process.wait() if self.process else 0

    def end(self, *, kill: bool = False) -> None:
        """End this very process: by asking it, or as a power cut does."""
        if self.touch:
            self.touch.close()
            self.touch = None
        if self.process and self.process.poll() is None:
            self.process.kill() if kill else self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(30)
        self.process = None


@dataclass(slots=True)
class Story:
    """What the demo has come to: its programs, its pictures, the report."""

    steps: list[dict[str, Any]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    pictures: int = 0
    port: int = field(default_factory=free_port)
    center_port: int = field(default_factory=free_port)

    @classmethod
    def begin(cls) -> Story:
        """A new demo: what an earlier one left is gone."""
        if OUT.exists():
            shutil.rmtree(OUT)
        return cls.again()

    @classmethod
    def again(cls) -> Story:
        """The demo's folder as it is."""
        (OUT / "screens").mkdir(parents=True, exist_ok=True)
        return cls()

    def home(self, name: str) -> Path:
        """The data folder of one process."""
        return OUT / "home" / name

    def step(self, name: str, do: Callable[[], None]) -> None:
        """Run one step, say it, and keep it in the report; a failing one ends the demo with exit 1."""
        began = stopwatch()
        error = ""
        try:
            do()
        except Exception as problem:  # noqa: BLE001 - whatever it was, the report must say it
            error = f"{type(problem).__name__}: {problem}"
        took = stopwatch() - began
        self.steps.append({"name": name, "ok": not error, "ms": took} | ({"error": error} if error else {}))
        self.write()
        print(f"{'ok  ' if not error else 'FAIL'} {took:>6} ms  {name}", flush=True)
        if error:
            print(f"     {error}", file=sys.stderr)
            raise SystemExit(1)

    def write(self) -> None:
        """Keep the report after every step: a demo that dies says how far it came."""
        ok = all(step["ok"] for step in self.steps)
        value = {"ok": ok, "steps": self.steps, **self.facts}
        (OUT / "report.json").write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")

    def reach(self, program: Program, url: str) -> None:
        """Wait until a server has said in its log that it listens there."""
        limit = stopwatch() + PATIENCE_MS
        log = OUT / f"{program.home.name}.log"
        while url not in log.read_text("utf-8"):
            program.check_runs()
            expect(fact=stopwatch() < limit, said=f"{url} does not listen")
            pause(0.1)

    def grab(self, touch: Touch, name: str) -> None:
        """A picture of the screen in view."""
        self.pictures += 1
        touch.grab(OUT / "screens" / f"{self.pictures:02}-{name}.png")
