"""Every page, every example, several looks: no warning; names, sizes, contrast; nothing cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QImage

from tests.shots import Look
from tests.ui import survey
from tests.ui.stage import Stage
from ui.screens.gallery import exhibits

EXHIBITS = exhibits()
LANDSCAPE, PORTRAIT, SMALL = (1920, 1080), (1080, 1920), (1366, 768)
# Each size meets each text step and each language without drawing all eighteen combinations.
LOOKS = (
    Look(LANDSCAPE, "id", 1.0),
    Look(LANDSCAPE, "en", 1.5),
    Look(PORTRAIT, "en", 1.0),
    Look(PORTRAIT, "id", 1.5),
    Look(SMALL, "id", 1.25),
    Look(SMALL, "en", 1.5, contrast=True),
)
CASES = [
    pytest.param(look, name, example, id=f"{name}-{example}-{look.name}")
    for name, exhibit in EXHIBITS.items()
    for example in exhibit.examples
    for look in LOOKS
]
SMALLEST_TEXT = {"resident": 26, "field": 26, "desk": 20}
SLACK = 1.0  # pixels lost to rounding


@pytest.fixture(scope="module")
def stages() -> Iterator[dict[Look, Stage]]:
    """A window for each look, made when it is first needed."""
    QAccessible.setActive(True)
    stages: dict[Look, Stage] = {}
    yield stages
    for stage in stages.values():
        stage.close()


@pytest.mark.parametrize(("look", "name", "example"), CASES)
def test_a_page_can_be_seen_named_and_pressed(
    look: Look, name: str, example: str, stages: dict[Look, Stage]
) -> None:
    if look not in stages:
        stages[look] = Stage(look)
    stage = stages[look]
    stage.show(EXHIBITS[name], example)
    area = name.partition(".")[0]
    view = list(stage.items())
    controls, texts = survey.controls(view), survey.texts(view)
    unit = min(stage.look.size) / 1080
    window = QRectF(0, 0, *stage.look.size)
    faults = [
        *name_faults(controls),
        *size_faults(controls, window, unit),
        *overlap_faults(controls),
        *reach_faults(controls, window, area),
        *text_faults(texts, window, SMALLEST_TEXT[area] * unit),
        *primary_faults(controls, window),
        *contrast_faults(texts, stage.grab()),
    ]
    headings = survey.headings(view)
    if len(headings) != 1 or not headings[0]:
        faults.append(f"one heading a page, found {headings}")
    assert not faults, "\n".join(faults)


def name_faults(controls: list[survey.Control]) -> Iterator[str]:
    for name, times in Counter(control.name for control in controls).items():
        if not name:
            yield f"without objectName: {[c.said for c in controls if not c.name]}"
        elif times > 1:
            yield f"{name}: {times} controls of one name"
    for control in controls:
        if not control.said:
            yield f"{control.name}: nothing a screen reader could say"


def size_faults(controls: list[survey.Control], window: QRectF, unit: float) -> Iterator[str]:
    for control in controls:
        if not window.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(control.seen):
            yield f"{control.name}: outside the window at {control.whole}"
        if control.is_input or control.is_cut:
            continue
        if min(control.whole.width(), control.whole.height()) < 80 * unit - SLACK:
            size = f"{control.whole.width():.0f}x{control.whole.height():.0f}"
            yield f"{control.name}: {size} is under 80 units"


def overlap_faults(controls: list[survey.Control]) -> Iterator[str]:
    solid = [control for control in controls if control.name != "wake"]
    for one, other in combinations(solid, 2):
        common = one.seen.intersected(other.seen)
        if common.width() <= SLACK or common.height() <= SLACK:
            continue
        if one.item not in parents(other.item) and other.item not in parents(one.item):
            yield f"{one.name} lies on {other.name}"


def reach_faults(controls: list[survey.Control], window: QRectF, area: str) -> Iterator[str]:
    """A portrait panel hangs with its top out of reach: no control in its top 15 % (EN 301 549, 8.3.2)."""
    if area != "resident" or window.height() < window.width():
        return
    for control in controls:
        if (
            control.name != "wake"
            and control.seen.top() < window.height() * 0.15 - SLACK
            and not control.is_cut
        ):
            yield f"{control.name}: out of reach at the top of a portrait panel"


def text_faults(texts: list[survey.Words], window: QRectF, smallest: float) -> Iterator[str]:
    for words in texts:
        if words.is_truncated:
            yield f"cut short: {words.text!r}"
        if words.pixels < smallest - SLACK and not is_mark(words):
            yield f"{words.pixels} px is too small: {words.text!r}"
        if not window.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(words.seen):
            yield f"outside the window: {words.text!r} at {words.whole}"
        button = survey.button_of(words.item)
        if button is not None and button.objectName() != "wake":
            around = survey.rect_of(button).adjusted(-SLACK, -SLACK, SLACK, SLACK)
            if not around.contains(words.whole):
                yield f"words leave their button {button.objectName()}: {words.text!r}"
    for one, other in combinations(texts, 2):
        common = one.seen.intersected(other.seen)
        if common.width() > SLACK and common.height() > one.pixels / 3:
            yield f"{one.text!r} lies on {other.text!r}"


def primary_faults(controls: list[survey.Control], window: QRectF) -> Iterator[str]:
    primaries = [control for control in controls if control.name == "primary"]
    for control in primaries:
        others = [other for other in controls if other.name in {"back", "call_staff"}]
        if control.whole.right() < window.width() * 0.9:
            yield "the primary is not at the right"
        if any(other.whole.top() > control.whole.bottom() + SLACK for other in others):
            yield "the primary is not at the bottom"


def contrast_faults(texts: list[survey.Words], picture: QImage) -> Iterator[str]:
    """Colour of the words against what is painted most often behind them, WCAG 2.2 (1.4.6: 7 to 1)."""
    for words in texts:
        ground = survey.ground_of(words, picture)
        ratio = survey.contrast(words.colour, ground)
        if ratio < 7 - 0.05:
            yield f"{ratio:.1f} to 1: {words.text!r} {words.colour.name()} on {ground.name()}"


def is_mark(words: survey.Words) -> bool:
    parent = words.item.parentItem()
    return parent.objectName() == "training_mark"


def parents(item: object) -> list[object]:
    found = []
    while item is not None:
        item = item.parentItem()  # type: ignore[attr-defined]
        found.append(item)
    return found
