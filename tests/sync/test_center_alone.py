"""The center without an office: its command as a process, and how often one address may ask."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import requests

from kiosk.domain.errors import Unavailable
from sync.central.limits import Limit
from tests.fakes import FakeWorld


def test_the_command_starts_serves_and_ends_as_a_process(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sync.central"]
    subprocess.run([*command, "init", "--home", str(tmp_path)], check=True, capture_output=True)
    process = subprocess.Popen(
        [*command, "serve", "--port", "0", "--home", str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    try:
        assert requests.get(f"{url}/health", timeout=20).json() == {"ok": True, "offices": 0}
    finally:
        process.terminate()
        assert process.wait(20) in {0, -15}
        process.stdout.close()


def test_too_many_questions_of_one_address_wait_a_minute() -> None:
    world = FakeWorld()
    limit = Limit(3, lambda: world.at)
    for _ in range(3):
        limit.check("10.0.0.1")
    with pytest.raises(Unavailable) as caught:
        limit.check("10.0.0.1")
    assert 0 < caught.value.details["seconds"] <= 60
    limit.check("10.0.0.2")
    world.pass_time(minutes=1)
    limit.check("10.0.0.1")
