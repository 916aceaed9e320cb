"""What every refusal owes a person: a sentence in both languages that names what is wrong; none of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kiosk.domain.errors import KioskError
from kiosk.domain.verdict import Verdict
from tests.make import library

LANGUAGES = ("id", "en")
SHORTEST, LONGEST = 12, 240
PROGRAM_WORDS = re.compile(r"[{}_]|\b(?:Error|Exception|Traceback|None|null|NULL|sqlite|utf)\b")

QUOTED = re.compile(r'"[^"]*"|/\S+')  # what stands in a file, and where a file stands, is shown as it is


@contextmanager
def refused(code: str, *named: str) -> Iterator[None]:
    """Inside, exactly this refusal comes, and its sentence names these details in both languages."""
    with pytest.raises(KioskError) as caught:
        yield
    assert caught.value.code == code
    check_sentence(caught.value, *named)


def check_sentence(error: KioskError, *named: str) -> None:
    """The words of an error are there, readable, and hold the details."""
    for language, text in say(error).items():
        check_readable(language, text)
        assert not [detail for detail in named if detail not in text], (language, text)


def say(error: KioskError) -> dict[str, str]:
    """The sentence in each language."""
    texts = library().texts
    for language in LANGUAGES:
        assert texts[language].has(f"error.{error.code}"), f"no words in {language} for {error.code}"
    return {language: texts[language].error(error) for language in LANGUAGES}


def check_readable(language: str, text: str) -> None:
    """A sentence for a person: it begins and ends like one and speaks no program; a file keeps its name."""
    assert SHORTEST <= len(text) <= LONGEST, (language, text)
    first = text.split(maxsplit=1)[0]
    assert not first[0].islower() or ".toml" in first, (language, text)
    assert text.rstrip('")')[-1] in ".?!", (language, text)
    assert not PROGRAM_WORDS.search(QUOTED.sub("", text)), (language, text)


def check_verdict(verdict: Verdict, *named: str) -> None:
    """The headline and the lines of a check have words in both languages; the lines name these details."""
    texts = library().texts
    for language in LANGUAGES:
        assert texts[language].has(verdict.headline)
        lines = [texts[language](line.key, **line.details) for line in verdict.lines]
        assert all(texts[language].has(line.key) for line in verdict.lines)
        for line in lines:
            check_readable(language, line)
        assert not [detail for detail in named if detail not in " ".join(lines)], (language, lines)
