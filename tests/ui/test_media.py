"""Sticks are found where a system mounts them, and only those one may write to."""

from __future__ import annotations

from pathlib import Path

from ui.devices.media import find_media


def test_a_stick_of_a_person_and_one_of_the_system_are_found_by_name(tmp_path: Path) -> None:
    mounted = {tmp_path / "petugas" / "KANTOR", tmp_path / "CADANGAN"}
    for path in mounted:
        path.mkdir(parents=True)
    (tmp_path / "petugas" / "bukan").mkdir()
    assert set(find_media([tmp_path], is_mount=mounted.__contains__)) == mounted
    assert find_media([tmp_path / "tidak-ada"]) == ()
    assert find_media([tmp_path]) == ()  # folders alone are no media
