"""The palette keeps its contrasts in both themes, and no page brings colours or fonts of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QRawFont
from PySide6.QtQml import QQmlComponent

from kiosk import texts
from tests.shots import Look
from tests.ui import survey
from tests.ui.stage import Stage
from ui.qt.items import RESOURCES
from ui.qt.window import QML

# (text or mark, ground, least ratio): interface.md 3.1. 7 = WCAG AAA for words, 3 = for borders and marks.
PAIRS = (
    ("ink", "card", 7),
    ("ink", "ground", 7),
    ("ink", "bed", 7),
    ("ink", "pressed", 7),
    ("muted", "card", 7),
    ("muted", "ground", 7),
    ("primary_ink", "primary", 7),
    ("primary", "ground", 7),
    ("primary_ink", "primary_deep", 7),
    ("panel_ink", "panel", 7),
    ("panel_ink", "panel_deep", 7),
    ("panel_ink", "panel_item", 6.5),
    ("panel_sheet_ink", "panel_sheet", 7),
    ("gold_ink", "gold", 7),
    ("border", "ground", 3),
    ("border", "card", 3),
    ("border", "bed", 3),
    ("panel_line", "panel", 3),
    ("panel_line", "panel_deep", 3),
    ("focus", "ground", 3),
    ("focus", "card", 3),
    ("focus_gap", "primary", 3),
    ("error", "card", 7),
    ("error", "ground", 7),
    ("error", "error_tint", 7),
    ("good", "card", 7),
    ("good", "ground", 7),
    ("good", "good_tint", 7),
)
WORDS_ON_TINT = ("first", "step", "done", "back", "ended", "mark", "good", "error")
ICONS_ON_TINT = ("teal", "blue", "orange", "gold", "plum")


@pytest.fixture(scope="module", params=[False, True], ids=["normal", "contrast"])
def theme(request: pytest.FixtureRequest) -> Iterator[Any]:
    stage = Stage(Look(contrast=request.param))
    component = QQmlComponent(stage.window.view.engine())
    component.setData(
        b'import QtQuick\nimport "."\nQtObject { property QtObject theme: Theme\n'
        b" function tint(name: string): color { return Theme.tint(name) }\n"
        b" function tint_ink(name: string): color { return Theme.tint_ink(name) } }",
        QUrl.fromLocalFile(str(QML / "probe.qml")),
    )
    probe = component.create()
    assert probe is not None, component.errorString()
    yield probe
    probe.deleteLater()
    stage.close()


@pytest.mark.parametrize(("mark", "ground", "least"), PAIRS, ids=str)
def test_a_pair_of_colours_can_be_told_apart(theme: Any, mark: str, ground: str, least: float) -> None:
    colours = theme.property("theme")
    ratio = survey.contrast(QColor(colours.property(mark)), QColor(colours.property(ground)))
    assert ratio >= least - 0.05, f"{mark} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("name", [*WORDS_ON_TINT, *ICONS_ON_TINT])
def test_words_and_icons_stand_out_from_their_tint(theme: Any, name: str) -> None:
    ratio = survey.contrast(QColor(theme.tint_ink(name)), QColor(theme.tint(name)))
    assert ratio >= (6 if name in ICONS_ON_TINT else 7) - 0.05, f"{name}: {ratio:.2f}"


def test_colours_and_fonts_are_named_in_the_theme_alone() -> None:
    faults = []
    for page in sorted(QML.rglob("*.qml")):
        if page.name == "Theme.qml":
            continue
        for at, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(r'"#[0-9A-Fa-f]{3,8}"|color: "(?!transparent)\w+"|font\.family: "', line):
                faults.append(f"{page.relative_to(QML)}:{at}: {line.strip()}")
    assert not faults, "\n".join(faults)


def test_every_letter_of_every_word_is_in_the_fonts() -> None:
    Stage(Look()).close()
    fonts = [
        QRawFont(str(RESOURCES / "fonts" / name), 26)
        for name in ("PlusJakartaSans-Bold.ttf", "AtkinsonHyperlegible-Regular.ttf")
    ]
    missing = {
        (letter, key)
        for language in texts.load(RESOURCES / "texts").values()
        for key, sentence in language.words.items()
        for letter in sentence
        if letter != "\n" and not all(font.supportsCharacter(ord(letter)) for font in fonts)
    }
    assert not missing


def test_every_icon_named_in_a_page_is_in_the_list() -> None:
    listed = set((RESOURCES / "icons.txt").read_text(encoding="utf-8").split())
    used = {
        name
        for page in QML.rglob("*.qml")
        for line in page.read_text(encoding="utf-8").splitlines()
        if "glyph" in line
        for name in re.findall(
            r'"([a-z][a-z0-9-]+)"', re.sub(r'[!=]==? *"[^"]*"', "", line.split("glyph", 1)[1])
        )
    }
    assert used - listed == set()
