"""qmllint knows every screen, row and word: a misspelt one is found before it is drawn."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import texts
from ui.qt import qmltypes
from ui.qt.items import RESOURCES
from ui.qt.window import QML

LINTER = Path(sys.executable).with_name("pyside6-qmllint")
# Not asked for: `import ".."` brings a whole folder on purpose, and delegates read their own required roles.
QUIET = ("--unused-imports", "disable", "--missing-property", "warning")


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("types")
    qmltypes.write(folder, texts.load(RESOURCES / "texts")["id"].words)
    return folder


def lint(types: Path, *pages: Path) -> subprocess.CompletedProcess[str]:
    command: list[str | Path] = [LINTER, "-W", "0", *QUIET, "-I", types, *pages]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_every_page_reads_only_what_its_screen_shows(types: Path) -> None:
    run = lint(types, *sorted(QML.rglob("*.qml")))
    assert run.returncode == 0, run.stderr or run.stdout


def test_a_misspelt_field_verb_or_word_is_found(types: Path, tmp_path: Path) -> None:
    copy = tmp_path / "qml"
    shutil.copytree(QML, copy)
    sound = (QML / "resident" / "Services.qml").read_text(encoding="utf-8")
    for right, wrong in (
        ("screen.letters", "screen.leters"),
        ("screen.by_letter", "screen.by_lettr"),
        ("Words.services_search_example", "Words.services_serch_example"),
    ):
        assert right in sound
        page = copy / "resident" / "Services.qml"
        page.write_text(sound.replace(right, wrong), encoding="utf-8")
        assert lint(types, page).returncode != 0, wrong
