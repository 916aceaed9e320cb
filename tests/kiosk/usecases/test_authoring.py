"""An author begins a file, is told every mistake, and looks at what a resident will see."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import catalogue, servicefile
from kiosk.domain.errors import Refused
from kiosk.domain.service import Outcome
from kiosk.usecases import authoring
from tests.make import RESOURCES, library

STARTERS = sorted((RESOURCES / "starter").glob("*.toml"))
SHIPPED = library().catalogue
LISTS = library().reference


@pytest.mark.parametrize("template", STARTERS, ids=lambda path: path.stem)
def test_a_new_file_passes_every_check_as_it_is(template: Path, tmp_path: Path) -> None:
    path = authoring.begin("izin_reklame", tmp_path, template=template)
    good, mistakes = authoring.check([path], SHIPPED, LISTS)
    assert (mistakes, [one.id for one in good]) == ([], ["izin_reklame"])
    assert not good[0].is_ready
    assert (good[0].outcome is Outcome.REPLY) == template.stem.startswith("reply")


def test_there_is_a_first_file_of_each_outcome_in_each_language() -> None:
    assert {path.stem for path in STARTERS} == {"surat.id", "surat.en", "reply.id", "reply.en"}


@pytest.mark.parametrize("id_", ["", "x", "Izin", "izin reklame", "../izin", "izin-reklame", "i" * 25])
def test_an_id_that_is_none_is_refused(id_: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        authoring.begin(id_, tmp_path, template=STARTERS[0])
    assert caught.value.code == "service_id"
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "usaha.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        authoring.begin("usaha", tmp_path, template=STARTERS[0])
    assert caught.value.code == "service_exists"
    assert (tmp_path / "usaha.toml").read_text("utf-8") == "mine"


def test_every_mistake_of_a_folder_is_told_at_once(tmp_path: Path) -> None:
    for name in ("satu", "dua", "tiga"):
        authoring.begin(name, tmp_path, template=RESOURCES / "starter" / "surat.id.toml")
    for name, before, after in (
        ("satu", 'kind = "text"', 'kind = "teks"'),
        ("dua", "{perihal}", "{perihl}"),
    ):
        path = tmp_path / f"{name}.toml"
        path.write_text(path.read_text("utf-8").replace(before, after, 1), encoding="utf-8")
    good, mistakes = authoring.check([tmp_path], SHIPPED, LISTS)
    assert [one.id for one in good] == ["tiga"]
    assert [(one.details["file"], one.code) for one in mistakes] == [
        ("dua.toml", "service_placeholder"),
        ("satu.toml", "toml_value"),
    ]
    assert all(one.details["line"] > 1 for one in mistakes)


def test_words_of_a_shipped_surat_are_taken(tmp_path: Path) -> None:
    text = (RESOURCES / "catalogue" / "usaha.toml").read_text("utf-8")
    (tmp_path / "usaha_lain.toml").write_text(text.replace('id = "usaha"', 'id = "usaha_lain"'), "utf-8")
    (tmp_path / "usaha.toml").write_text(text.replace("version = 1", "version = 2"), "utf-8")
    good, (mistake,) = authoring.check([tmp_path], SHIPPED, LISTS)
    assert [(one.id, one.version) for one in good] == [("usaha", 2)]
    assert (mistake.code, mistake.details["other"]) == ("service_body", "usaha")


def test_an_unknown_key_names_the_one_that_was_meant(tmp_path: Path) -> None:
    path = authoring.begin("satu", tmp_path, template=RESOURCES / "starter" / "surat.id.toml")
    path.write_text(path.read_text("utf-8").replace("required = true", "requierd = true"), encoding="utf-8")
    _, (mistake,) = authoring.check([path], SHIPPED, LISTS)
    assert (mistake.code, mistake.details["key"]) == ("toml_key", "requierd")
    assert str(mistake.details["near"]).startswith("required")


def test_an_example_says_which_answer_and_why(tmp_path: Path) -> None:
    path = authoring.begin("satu", tmp_path, template=RESOURCES / "starter" / "surat.id.toml")
    text = path.read_text("utf-8").replace('perihal = "tanggungan keluarga"\n', "", 1)
    path.write_text(text, encoding="utf-8")
    _, (mistake,) = authoring.check([path], SHIPPED, LISTS)
    assert mistake.code == "service_example"
    assert isinstance(mistake.__cause__, Refused)
    assert mistake.__cause__.code == "answer_missing"


# --- what passed at release ---------------------------------------------------------------------------


def test_what_passed_at_release_reads_the_same(tmp_path: Path) -> None:
    tried = tmp_path / catalogue.TRIED
    folder = RESOURCES / "catalogue"
    assert catalogue.write_tried(folder, tried, lists=LISTS) == len(list(folder.glob("*.toml")))
    assert catalogue.load(folder, lists=LISTS, tried=tried) == catalogue.load(folder, lists=LISTS)


def test_a_file_changed_after_release_is_read_strictly(tmp_path: Path) -> None:
    folder, tried = tmp_path / "catalogue", tmp_path / catalogue.TRIED
    path = authoring.begin("satu", folder, template=RESOURCES / "starter" / "surat.id.toml")
    catalogue.write_tried(folder, tried, lists=LISTS)
    path.write_text(path.read_text("utf-8").replace("{perihal}", "{perihl}", 1), encoding="utf-8")
    with pytest.raises(Refused) as caught:
        catalogue.load(folder, lists=LISTS, tried=tried)
    assert caught.value.code == "service_placeholder"


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"ab": 3}', b"\xff"])
def test_what_was_kept_at_release_may_be_lost_or_cut_off(content: bytes, tmp_path: Path) -> None:
    tried = tmp_path / catalogue.TRIED
    tried.write_bytes(content)
    found = catalogue.load(RESOURCES / "catalogue", lists=LISTS, tried=tried)
    assert [one.id for one in found.services] == [one.id for one in SHIPPED.services]


def test_an_example_is_tried_on_one_day_for_ever() -> None:
    assert servicefile.EXAMPLE_DAY.isoformat() == "2026-11-24"
