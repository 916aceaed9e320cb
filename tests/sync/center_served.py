"""A center made by its commands and served over loopback in a thread of the tests' own process."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
import uvicorn

from sync.central.__main__ import main, make_site


@dataclass
class Served:
    """A center that runs: its folder and where it listens."""

    home: Path
    url: str

    def command(self, *arguments: str) -> str:
        """What `central ...` prints; it must end well."""
        printed = io.StringIO()
        with redirect_stdout(printed), pytest.raises(SystemExit) as ended:
            main([*arguments, "--home", str(self.home)])
        assert ended.value.code == 0, printed.getvalue()
        return printed.getvalue().strip()

    def ask(self, route: str, **question: Any) -> Any:
        return requests.post(f"{self.url}{route}", json=question, timeout=20)


@contextmanager
def serve_center(home: Path) -> Iterator[Served]:
    """The center of the commands, its server in a thread of this process."""
    one = Served(home, "")
    one.command("init")
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(make_site(home), log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    one.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    yield one
    server.should_exit = True
    thread.join(20)
    listening.close()
    assert not thread.is_alive()
