"""Words by code: every sentence can be said, and a missing one never stops a screen."""

from __future__ import annotations

import logging
import string
from pathlib import Path

import pytest

from kiosk import texts
from kiosk.domain.errors import Refused

FOLDER = Path(__file__).parents[2] / "resources" / "texts"
ALL = texts.load(FOLDER)


def test_there_are_two_languages_with_the_same_keys() -> None:
    assert set(ALL) == {"id", "en"}
    assert ALL["id"].words.keys() == ALL["en"].words.keys()


def test_a_sentence_is_filled_with_its_details() -> None:
    assert ALL["id"]("error.nik_length", length=15).startswith("NIK harus 16 angka, ini 15.")
    assert (
        ALL["en"].error(Refused("nik_length", length=15)).startswith("A NIK has 16 digits, this one has 15.")
    )


def test_a_detail_that_is_missing_stays_visible() -> None:
    assert "{length}" in ALL["id"]("error.nik_length")


def test_a_detail_is_never_read_as_a_pattern() -> None:
    assert "{0.__class__}" in ALL["id"]("error.nik_length", length="{0.__class__}")


def test_a_key_without_words_is_shown_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="kiosk.texts"):
        assert ALL["id"]("error.tidak_ada") == "error.tidak_ada"
    assert "error.tidak_ada" in caplog.text
    caplog.clear()
    assert not ALL["id"].has("error.tidak_ada")


def test_a_table_is_given_without_its_name() -> None:
    reasons = ALL["id"].table("reason.return")
    assert reasons["data_differs"] == "isian berbeda dengan KTP/KK"
    assert list(reasons)[-1] == "other"


@pytest.mark.parametrize("lang", sorted(ALL))
def test_every_sentence_has_a_form_that_can_be_filled(lang: str) -> None:
    for key, sentence in ALL[lang].words.items():
        names = {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
        assert all(name.strip("{}").isidentifier() for name in names), key
        assert ALL[lang](key, **dict.fromkeys(names, "x"))


@pytest.mark.parametrize("raw", [b"a = ", b"\xff", b"[error]\na = 3", b"a = []"])
def test_a_broken_file_of_words_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "id.toml").write_bytes(raw)
    with pytest.raises(Refused) as caught:
        texts.load(tmp_path)
    assert (caught.value.code, caught.value.details["file"]) == ("bad_texts", "id.toml")
