"""What a desk does by itself while nobody presses anything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.usecases import copies
from tests import make
from tests.make import make_office
from ui import station


def test_the_day_s_copy_is_made_beside_the_work_and_once(tmp_path: Path) -> None:
    kiosk = make_office(tmp_path / "desk")
    settings = replace(kiosk.config, port=0, listen="127.0.0.1")  # any free one
    kiosk.db.close()
    opened = station.open_station(settings, make.library(), cost=make.CHEAP)
    try:
        opened.copy_when_due()
        assert opened.copying is not None
        opened.copying.join(20)
        [made] = (settings.home / "backup").glob("*.db")
        first = made.stat().st_mtime_ns
        assert not copies.is_due(opened.kiosk)
        opened.copy_when_due()
        assert (opened.copying.is_alive(), made.stat().st_mtime_ns) == (False, first)
    finally:
        opened.close()


@pytest.mark.logs
def test_a_copy_that_cannot_be_made_stops_no_work_and_is_due_again(tmp_path: Path) -> None:
    kiosk = make_office(tmp_path / "desk")
    settings = replace(kiosk.config, port=0, listen="127.0.0.1")  # any free one
    kiosk.db.close()
    (settings.home / "backup").write_text("a file where the folder should be")
    opened = station.open_station(settings, make.library(), cost=make.CHEAP)
    try:
        opened.copy_when_due()
        assert opened.copying is not None
        opened.copying.join(20)
        assert copies.is_due(opened.kiosk)
        make.file(opened.kiosk)
    finally:
        opened.close()
