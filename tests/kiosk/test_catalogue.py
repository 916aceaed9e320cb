"""Service files are read strictly, and every mistake is named with file, table and line."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kiosk import catalogue, reference, texts
from kiosk.domain import answers
from kiosk.domain.errors import Refused
from kiosk.domain.service import Kind, Outcome, Service

RESOURCES = Path(__file__).parents[2] / "resources"
LISTS = reference.load(RESOURCES / "reference")
SHIPPED = catalogue.load(RESOURCES / "catalogue", lists=LISTS)
WORDS = texts.load(RESOURCES / "texts")
PATH = RESOURCES / "catalogue" / "tidak_mampu.toml"
FILE = PATH.read_text(encoding="utf-8")
EVERY = pytest.mark.parametrize("service", SHIPPED.services, ids=lambda one: one.id)


def read(text: str, file: str = "tidak_mampu.toml") -> Service:
    return catalogue.read_service(text.encode(), file, lists=LISTS)


def changed(before: str, after: str) -> str:
    assert before in FILE
    return FILE.replace(before, after, 1)


# --- what is shipped ------------------------------------------------------------------------------


def test_an_office_can_issue_three_surat_on_its_first_day() -> None:
    assert {"domisili", "tidak_mampu", "keterangan_umum"} <= {one.id for one in SHIPPED.ready()}


@EVERY
def test_the_example_of_a_service_fills_its_body(service: Service) -> None:
    assert service.surat is not None
    names = answers.placeholders(service, service.example)
    body = service.surat.body.format_map(names)
    assert "{" not in body
    assert "  " not in body
    for field in service.fields:
        if field.required and f"{{{field.name}}}" in service.surat.body:
            assert answers.printed(field, service.example[field.name]) in body


@EVERY
def test_a_body_ends_as_a_sentence(service: Service) -> None:
    assert service.surat is not None
    assert service.surat.body.endswith((".", "{isi}"))


@EVERY
def test_title_and_facts_fit_the_seal(service: Service) -> None:
    assert len(service.title.encode()) <= 48
    assert len(service.id) <= 24
    facts = answers.fact_lines(service, service.example)
    assert len(facts) == len(service.facts)
    assert all(len(fact.encode()) <= 60 for fact in facts)


@EVERY
def test_a_service_speaks_both_languages(service: Service) -> None:
    labels = [service.label, service.hint]
    for field in service.fields:
        labels += [field.label, *(choice.label for choice in (*field.choices, *field.chips))]
        labels += [part.label for part in field.parts]
    assert all(set(label) == {"id", "en"} and all(label.values()) for label in labels)


@EVERY
def test_a_resident_types_little(service: Service) -> None:
    assert catalogue.typing_count(service) <= catalogue.TYPED_MAX


@EVERY
def test_stored_answers_are_plain_json(service: Service) -> None:
    stored = answers.check_answers(service, service.example, today=catalogue.EXAMPLE_DAY)
    assert json.loads(json.dumps(stored, allow_nan=False)) == stored


def test_services_are_found_by_id_version_and_category() -> None:
    service = SHIPPED.get("domisili")
    assert SHIPPED.get("domisili", service.version) is service
    assert SHIPPED.find("domisili", 99) is None
    assert service in SHIPPED.by_category()["kependudukan"]
    assert "catatan sipil" not in {name for name, found in SHIPPED.by_category().items() if not found}
    with pytest.raises(Refused) as caught:
        SHIPPED.get("domisili", 99)
    assert caught.value.code == "unknown_service"


def test_the_purpose_is_asked_last_with_the_chips_of_the_file() -> None:
    purpose = SHIPPED.get("domisili").fields[-1]
    assert (purpose.name, purpose.kind, purpose.required, purpose.max) == ("keperluan", Kind.TEXT, True, 120)
    assert "melamar kerja" in {chip.value for chip in purpose.chips}
    assert SHIPPED.get("domisili").find_field("keperluan") == purpose


def test_a_surat_that_asks_for_no_purpose_has_no_such_question() -> None:
    start, end = FILE.index("keperluan = ["), FILE.index("[[ask]]")
    text = FILE[:start] + "keperluan = []\n" + FILE[end:]
    text = text.replace('keperluan = "biaya rumah sakit"\n', "").replace(
        '["penghasilan", "keperluan"]', '["penghasilan"]'
    )
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


def test_a_tile_names_a_category_or_page_that_can_exist() -> None:
    menus = tomllib.loads((RESOURCES / "menus" / "menus.toml").read_text(encoding="utf-8"))["menu"]
    assert [menu["order"] for menu in menus] == list(range(1, 29))
    assert len({menu["key"] for menu in menus}) == 28
    assert {menu["group"] for menu in menus} == {"surat", "check", "tell", "info"}
    for menu in menus:
        assert set(menu["title"]) == set(menu["hint"]) == {"id", "en"}
        assert menu.get("args", {}).get("category", "umum") in catalogue.CATEGORIES
