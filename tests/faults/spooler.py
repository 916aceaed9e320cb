"""A real queue of CUPS and a real IPP printer behind it, as processes one may kill; it judges nothing.

The printer is `ippeveprinter` (CUPS's own test printer): its works are a script that lays each sheet into a
tray, unless a file says that something is wrong. All of it lives in one folder and on loopback; nothing of
the machine's own CUPS is touched.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from printing.ipp import IppPrinter
from printing.printers import State
from tests.faults.crew import wait_for
from tests.waiting import free_port

QUEUE: Final = "uji"
PIECE: Final = 4_096
_WORKS: Final = """#!/bin/sh
# The works of a printer: a sheet falls into the tray, unless something is wrong.
cd "$(dirname "$0")" || exit 1
while [ -e wrong ]; do
    reason=$(cat wrong)
    [ "$reason" = eaten ] && exit 1
    echo "STATE: +$reason" >&2
    sleep 0.05
done
echo "STATE: -media-jam-error,media-empty-error,cover-open-error" >&2
cp "$1" "tray/.$$" && mv "tray/.$$" "tray/$IPP_JOB_NAME.$(date +%s%N).pdf"
"""
_CUPSD: Final = """Listen 127.0.0.1:{port}
Browsing No
WebInterface No
DefaultAuthType None
ErrorPolicy retry-current-job
JobRetryInterval 1
PreserveJobHistory Yes
PreserveJobFiles No
DirtyCleanInterval 0
LogLevel warn
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
_FILES: Final = """ServerRoot {folder}/root
RequestRoot {folder}/spool
TempDir {folder}/temp
CacheDir {folder}/cache
StateDir {folder}/state
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
Sandboxing relaxed
"""
_WITH_US: Final = ("setpriv", "--pdeathsig", "KILL")  # whoever ends the trial ends these
_PASSED_ON: Final = "application/pdf application/vnd.cups-pdf 0 -\n"  # the very bytes: no filter is installed


@dataclass
class Cable:
    """The way from the desk to the queue: it may be cut once, after so many bytes of one direction."""

    to: int
    cut_after: int | None = None
    is_answer: bool = False
    threads: list[threading.Thread] = field(default_factory=list)
    listening: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    @property
    def port(self) -> int:
        return int(self.listening.getsockname()[1])

    def open(self) -> None:
        self._begin(self._accept)

    def close(self) -> None:
        """Once nobody is at either end any more."""
        self.listening.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join()
        self.listening.close()

    def _begin(self, work: Callable[..., None], *given: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=given, daemon=True)
        self.threads = [one for one in self.threads if one.is_alive()]
        self.threads.append(thread)
        thread.start()
        return thread

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listening.accept()
                self._begin(self._join, near)

    def _join(self, near: socket.socket) -> None:
        with near, suppress(OSError), socket.create_connection(("127.0.0.1", self.to)) as far:
            back = threading.Thread(target=self._carry, args=(far, near), kwargs={"is_answer": True})
            back.start()
            self._carry(near, far, is_answer=False)
            back.join()

    def _carry(self, source: socket.socket, target: socket.socket, *, is_answer: bool) -> None:
        with suppress(OSError):
            while data := source.recv(PIECE):
                left = self.cut_after if is_answer is self.is_answer else None
                target.sendall(data[:left])
                if left is not None and len(data) >= left:
                    self.cut_after = None
                    break
                if left is not None:
                    self.cut_after = left - len(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@dataclass
class Spooler:
    """The three processes and their folder; `url` is what a desk is told."""

    folder: Path
    ports: tuple[int, int]  # of the printer, of the queue
    cable: Cable
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @classmethod
    def build(cls) -> Spooler:
        """A queue that works. Its folder is one a process of another user may enter: CUPS's own helpers."""
        folder = Path(tempfile.mkdtemp(prefix="spooler-"))
        folder.chmod(0o755)
        for name in ("root", "spool", "temp", "cache", "state", "tray", "kept"):
            (folder / name).mkdir()
            if os.geteuid() == 0:
                shutil.chown(folder / name, "lp", "lp")
        ports = free_port(), free_port()
        (folder / "works.sh").write_text(_WORKS, "ascii")
        (folder / "works.sh").chmod(0o755)
        (folder / "cupsd.conf").write_text(_CUPSD.format(port=ports[1]), "ascii")
        (folder / "files.conf").write_text(_FILES.format(folder=folder), "ascii")
        (folder / "root" / "local.convs").write_text(_PASSED_ON, "ascii")
        one = cls(folder, ports, Cable(ports[1]))
        one.cable.open()
        one.start("bus")
        wait_for((folder / "bus").exists)
        one.start("printer")
        one.start("queue")
        one._add_queue()
        return one

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.cable.port}/printers/{QUEUE}"

    @property
    def tray(self) -> Path:
        return self.folder / "tray"

    def _add_queue(self) -> None:
        """As an administrator does once, while the printer is on."""
        address = f"http://localhost:{self.ports[0]}/ipp/print"
        wait_for(lambda: IppPrinter(address).find_status().state is State.READY)
        server = f"127.0.0.1:{self.ports[1]}"
        told = ["lpadmin", "-h", server, "-p", QUEUE, "-E", "-m", "everywhere", "-v", f"ipp{address[4:]}"]
        wait_for(lambda: subprocess.run(told, check=False, capture_output=True).returncode == 0)
        if not wait_for(self.is_ready):
            raise OSError((self.folder / "queue.log").read_text("utf-8", "replace"))

    def is_ready(self) -> bool:
        return IppPrinter(self.url).find_status().state is State.READY

    def start(self, name: str) -> None:
        folder = self.folder
        bus = f"unix:path={folder / 'bus'}"
        command = {
            "bus": f"dbus-daemon --session --nofork --nopidfile --address={bus}",
            "printer": f"ippeveprinter -r off -n localhost -p {self.ports[0]} -d {folder / 'kept'}"
            f" -f application/pdf -c {folder / 'works.sh'} Uji",
            "queue": f"cupsd -f -c {folder / 'cupsd.conf'} -s {folder / 'files.conf'}",
        }[name]
        with (folder / f"{name}.log").open("ab") as said:
            self.processes[name] = subprocess.Popen(
                [*_WITH_US, *command.split()],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
                env=os.environ
                | {"DBUS_SYSTEM_BUS_ADDRESS": bus, "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"},
            )

    def kill(self, name: str, *, children: bool = True) -> None:
        """SIGKILL, as a power cut or the kernel would; `children` are the helpers it started."""
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):
            if children:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()

    def stop(self, name: str) -> None:
        """It answers nobody and does not know that it does not."""
        self.processes[name].send_signal(signal.SIGSTOP)

    def go_on(self, name: str) -> None:
        self.processes[name].send_signal(signal.SIGCONT)

    def break_works(self, reason: str) -> None:
        """What is wrong with the printer until `mend`: a printer-state-reason, or `eaten`."""
        fresh = self.folder / "wrong.new"
        fresh.write_text(reason, "ascii")
        fresh.replace(self.folder / "wrong")

    def mend(self) -> None:
        (self.folder / "wrong").unlink(missing_ok=True)

    def find_sheets(self) -> dict[str, list[Path]]:
        """What fell into the tray, by the name of its job."""
        found: dict[str, list[Path]] = {}
        for path in sorted(self.tray.glob("[!.]*.pdf")):
            found.setdefault(path.name.split(".")[0], []).append(path)
        return found

    def close(self) -> None:
        for name in tuple(self.processes):
            self.kill(name)
        self.cable.close()
        end = time.monotonic() + 5
        while time.monotonic() < end:  # a helper may still write
            with suppress(OSError):
                shutil.rmtree(self.folder)
                return
