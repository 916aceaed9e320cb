"""Owns what holds for every test: only loopback, no unread warning, no screen; the office most begin in."""

from __future__ import annotations

import errno
import ipaddress
import logging
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from kiosk.context import Kiosk
from tests import make
from tests.fakes import FakeWorld

# Set before Qt loads: the same pictures on every machine, without a screen and without a GPU.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
# A frame is drawn as soon as it is asked for: nobody watches, and 5 ms of rest a frame are seconds a run.
os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")

# In CI the examples repeat, so that a red run can be run again; by hand each run looks somewhere new.
# No deadline: two cores shared with others say nothing about an example's speed.
settings.register_profile(
    "ci", deadline=None, derandomize=True, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "hand", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "hand")


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """pytest-qt starts this application: we have no widgets."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - most tests never load Qt

    return QGuiApplication


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test that reaches for the outside is refused there and fails, even where the program forgives it."""
    outside: list[str] = []
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def check(which: socket.socket, address: Any) -> None:
        if which.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(str(address[0])):
            outside.append(str(address[0]))
            raise PermissionError(errno.EPERM, "only loopback in tests", str(address[0]))

    def guarded(self: socket.socket, address: Any) -> None:
        check(self, address)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        check(self, address)
        return connect_ex(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_ex)
    yield
    assert not outside, "a test reached for the outside"


def _is_loopback(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


@pytest.fixture(autouse=True)
def _no_unread_warning(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A logged WARNING nobody expected fails the test; one that belongs to the story is marked `logs`."""
    yield
    if request.node.get_closest_marker("logs"):
        return
    unread = [
        f"{record.name}: {record.getMessage()}"
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING
    ]
    if unread:
        pytest.fail("logged and not expected:\n" + "\n".join(unread), pytrace=False)


@pytest.fixture
def world() -> FakeWorld:
    """Monday morning, and no time passes by itself."""
    return FakeWorld()


@pytest.fixture
def desk(tmp_path: Path, world: FakeWorld) -> Iterator[Kiosk]:
    """The register desk of a fresh office."""
    kiosk = make.make_office(tmp_path / "desk", world=world)
    yield kiosk
    kiosk.db.close()


@pytest.fixture
def lobby(desk: Kiosk, tmp_path: Path) -> Iterator[Kiosk]:
    """A lobby kiosk of the same office; nothing was exchanged yet."""
    kiosk = make.make_lobby(desk, tmp_path / "lobby")
    yield kiosk
    kiosk.db.close()
