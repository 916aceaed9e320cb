"""Every code a person may meet has words, in every language the same keys with the same places."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache

import pytest

from tests.shape.source import ROOT, Source, files

TEXTS = ROOT / "resources" / "texts"
LANGUAGES = sorted(path.stem for path in TEXTS.glob("*.toml"))
RAISED = ("Refused", "Unavailable")


@cache
def words(language: str) -> dict[str, str]:
    """Every sentence of a language by its dotted key."""
    return dict(_flat(tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8")), ""))


def _flat(table: dict[str, object], start: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{start}{key}.")
        else:
            yield f"{start}{key}", str(value)


def places(sentence: str) -> set[str]:
    """The names of the places a sentence leaves for details; `label_en` is `label` said in its language."""
    found = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
    return {re.sub(rf"_(?:{'|'.join(LANGUAGES)})$", "", name) for name in found}


def raised(source: Source) -> Iterator[tuple[str, re.Pattern[str], set[str] | None]]:
    """Each code given to an error of ours: where, which, its details (None: not all are known)."""
    calls = [
        node
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in RAISED and node.args
    ]
    adds_later = any(not list(_codes(node.args[0])) for node in calls)  # raised again with more details
    for node in calls:
        details = {keyword.arg for keyword in node.keywords} | ({None} if adds_later else set())
        for code in _codes(node.args[0]):
            known = None if None in details else {name for name in details if name}
            yield f"{source.place}:{node.lineno}", code, known


def _codes(node: ast.expr) -> Iterator[re.Pattern[str]]:
    """A literal code as itself, a choice as both, an f-string as what it may become; a variable as none."""
    match node:
        case ast.Constant(value=str(code)):
            yield re.compile(re.escape(code))
        case ast.IfExp(body=body, orelse=other):
            yield from _codes(body)
            yield from _codes(other)
        case ast.JoinedStr(values=parts):
            known = [str(part.value) if isinstance(part, ast.Constant) else None for part in parts]
            yield re.compile("".join(re.escape(text) if text else "[a-z0-9_]+" for text in known))


def test_two_languages_are_here() -> None:
    assert LANGUAGES == ["en", "id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_words(language: str) -> None:
    known = [key.removeprefix("error.") for key in words(language) if key.startswith("error.")]
    found = [(place, code.pattern) for source in files(".py") for place, code, _ in raised(source)]
    assert found
    silent = [
        f"{place}: {code}" for place, code in found if not any(re.fullmatch(code, key) for key in known)
    ]
    assert not silent


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_in_a_sentence_is_filled_where_the_error_is_raised(language: str) -> None:
    unfilled = [
        f"{place}: {code.pattern} leaves {sorted(open_places)}"
        for source in files(".py")
        for place, code, details in raised(source)
        if details is not None and (sentence := words(language).get(f"error.{code.pattern}"))
        if (open_places := places(sentence) - details)
    ]
    assert not unfilled


def test_every_language_has_the_same_keys() -> None:
    first, *others = LANGUAGES
    for other in others:
        assert words(first).keys() ^ words(other).keys() == set()


def test_every_language_leaves_the_same_places() -> None:
    first, *others = LANGUAGES
    differing = {
        key: (sorted(places(words(first)[key])), sorted(places(words(other)[key])))
        for other in others
        for key in words(first).keys() & words(other).keys()
        if places(words(first)[key]) != places(words(other)[key])
    }
    assert not differing


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_untidy(language: str) -> None:
    """A word that joins others, like " or ", brings a space on both sides; nothing else brings any."""
    inside = {
        key: text[1:-1] if text[:1] == text[-1:] == " " else text for key, text in words(language).items()
    }
    assert not [key for key, text in inside.items() if not text or text != text.strip() or "  " in text]


def test_a_code_is_found_however_it_is_chosen() -> None:
    source = Source(
        "x.py", 'raise Refused("a" if b else f"{c}_d", e=1)\nraise errors.Unavailable("f", **g)\n'
    )
    found = {code.pattern: details for _, code, details in raised(source)}
    assert found == {"a": {"e"}, "[a-z0-9_]+_d": {"e"}, "f": None}


def test_every_alarm_says_what_was_found_and_what_to_do() -> None:
    raised = {
        node.args[0].value
        for source in files(".py")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".alarm")
        if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }
    assert "clone" in raised
    assert {"alarm." + one + end for one in raised for end in ("", "_do")} <= words(LANGUAGES[0]).keys()
