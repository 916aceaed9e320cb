"""Service files are read strictly, and every mistake is named with file, table and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kiosk import catalogue, reference, texts
from kiosk.domain.errors import Refused
from kiosk.domain.service import Kind, Outcome, Service

RESOURCES = Path(__file__).parents[2] / "resources"
LISTS = reference.load(RESOURCES / "reference")
SHIPPED = catalogue.load(RESOURCES / "catalogue", lists=LISTS)
WORDS = texts.load(RESOURCES / "texts")
PATH = RESOURCES / "catalogue" / "tidak_mampu.toml"
FILE = PATH.read_text(encoding="utf-8")


def read(text: str, file: str = "tidak_mampu.toml") -> Service:
    return catalogue.read_service(text.encode(), file, lists=LISTS)


def changed(before: str, after: str) -> str:
    assert before in FILE
    return FILE.replace(before, after, 1)


def test_services_are_found_by_id_version_and_category() -> None:
    service = SHIPPED.get("domisili")
    assert SHIPPED.get("domisili", service.version) is service
    assert SHIPPED.find("domisili", 99) is None
    assert service in SHIPPED.by_category()["kependudukan"]
    assert "catatan sipil" not in {name for name, found in SHIPPED.by_category().items() if not found}
    with pytest.raises(Refused) as caught:
        SHIPPED.get("domisili", 99)
    assert caught.value.code == "service_version_missing"


def test_the_purpose_is_asked_last_with_the_chips_of_the_file() -> None:
    purpose = SHIPPED.get("domisili").fields[-1]
    assert (purpose.name, purpose.kind, purpose.required, purpose.max) == ("keperluan", Kind.TEXT, True, 120)
    assert "melamar kerja" in {chip.value for chip in purpose.chips}
    assert SHIPPED.get("domisili").find_field("keperluan") == purpose


def test_a_surat_that_asks_for_no_purpose_has_no_such_question() -> None:
    start, end = FILE.index("keperluan = ["), FILE.index("[[ask]]")
    text = FILE[:start] + "keperluan = []\n" + FILE[end:]
    text = text.replace('keperluan = "biaya rumah sakit"\n', "").replace(', "keperluan"]', "]")
    service = read(text)
    assert service.keperluan is None
    assert service.find_field("keperluan") is None


def test_two_services_may_not_certify_in_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "tidak_mampu.toml").write_text(FILE, encoding="utf-8")
    other = changed('id = "tidak_mampu"', 'id = "mampu_sekali"').replace("Keluarga nama", "KELUARGA  nama")
    (tmp_path / "mampu_sekali.toml").write_text(other, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        catalogue.load(tmp_path, lists=LISTS)
    assert (caught.value.code, caught.value.details["table"]) == ("service_body", "surat")


def test_an_older_version_stays_beside_the_newest(tmp_path: Path) -> None:
    (tmp_path / "tidak_mampu.1.toml").write_text(FILE, encoding="utf-8")
    (tmp_path / "tidak_mampu.toml").write_text(changed("version = 1", "version = 2"), encoding="utf-8")
    both = catalogue.load(tmp_path, lists=LISTS)
    assert both.get("tidak_mampu").version == 2
    assert both.get("tidak_mampu", 1).version == 1
    assert [one.version for one in both.ready()] == [2]


def test_one_version_may_not_be_there_twice(tmp_path: Path) -> None:
    for name in ("tidak_mampu.1.toml", "tidak_mampu.toml"):
        (tmp_path / name).write_text(FILE, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        catalogue.load(tmp_path, lists=LISTS)
    assert caught.value.code == "service_twice"


def test_a_draft_is_loaded_and_offered_to_nobody(tmp_path: Path) -> None:
    (tmp_path / "tidak_mampu.toml").write_text(changed('"ready"', '"draft"'), encoding="utf-8")
    drafts = catalogue.load(tmp_path, lists=LISTS)
    assert drafts.ready() == ()
    assert drafts.by_category() == {}
    assert drafts.get("tidak_mampu").id == "tidak_mampu"


REPLY = """
id = "saran"
version = 1
status = "ready"
outcome = "reply"
title = "Saran dan aspirasi"
label = { id = "Saran", en = "Ideas" }
hint = { id = "Sampaikan saran", en = "Share an idea" }
icon = "lightbulb"
category = "layanan"
sla = "5d"
sla_first = "1d"
answered_by = "seklur"
anonymous = true

[[ask]]
name = "uraian"
kind = "paragraph"
label = { id = "Uraian", en = "Your idea" }
required = true

[example]
uraian = "Taman baca di tiap RW."
"""


def test_a_reply_needs_no_surat(tmp_path: Path) -> None:
    (tmp_path / "saran.toml").write_text(REPLY, encoding="utf-8")
    service = catalogue.load(tmp_path, lists=LISTS).get("saran")
    assert (service.outcome, service.surat, service.anonymous) == (Outcome.REPLY, None, True)
    assert service.sla_first == "1d"
    assert [field.name for field in service.fields] == ["uraian"]


def test_papers_may_be_alternatives() -> None:
    service = read(changed('"pernyataan", "frumah"]', '["cerai", "aktamati"]]'))
    assert service.bring[-1] == ("cerai", "aktamati")
    assert service.papers == ("pengantar", "ktp", "kk", "cerai", "aktamati")


def test_a_folder_that_is_not_there_has_no_services(tmp_path: Path) -> None:
    assert catalogue.load(tmp_path / "none", lists=LISTS).services == ()


def test_the_lists_stand_beside_the_catalogue_by_default() -> None:
    found: Any = catalogue.load(RESOURCES / "catalogue")
    assert [one.id for one in found.services] == [one.id for one in SHIPPED.services]
