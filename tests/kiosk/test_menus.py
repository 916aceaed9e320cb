"""The home page as data: tiles that lead somewhere, and pages made from what the office has anyway."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk import menus, servicefile
from kiosk.bulletin import Price
from kiosk.domain.errors import Refused
from kiosk.menus import Facts, InfoPage
from kiosk.texts import load as load_texts
from tests.make import OFFICE, RESOURCES, library

FOLDER = RESOURCES / "menus"
SHIPPED = menus.load(FOLDER)
LIBRARY = library()
TODAY = date(2026, 11, 24)
FACTS = Facts(LIBRARY.catalogue.ready(), LIBRARY.reference.papers, OFFICE, LIBRARY.reference.holidays)
LANGUAGES = ("id", "en")
PUBLISHED = {"tax", "civil_registry", "health", "directory"}
"""Pages whose words the city writes: they come as documents, and with them their tiles."""


def filled(key: str, facts: Facts = FACTS) -> InfoPage:
    page = SHIPPED.fill(key, facts, today=TODAY)
    assert page is not None
    return page


def works_alone(tile: object) -> bool:
    """Whether a tile leads somewhere in an office without a center."""
    assert isinstance(tile, dict)
    args = tile.get("args", {})
    if tile["page"] == "services":
        return args.get("category", "umum") in LIBRARY.catalogue.by_category()
    if tile["page"] == "reply":
        service = LIBRARY.catalogue.get(args["service"])
        return service.is_ready and service.self_service
    return tile["page"] != "info" or args["page"] in SHIPPED.pages


def test_an_office_without_a_center_has_twenty_menus_at_least() -> None:
    assert sum(map(works_alone, SHIPPED.tiles)) >= 20


def test_the_menus_are_the_28_of_the_plan_and_drafts_are_not_among_the_tiles() -> None:
    raw = (FOLDER / "menus.toml").read_text(encoding="utf-8")
    assert raw.count("[[menu]]") == 28
    assert raw.count('\nstatus = "draft"') == 28 - len(SHIPPED.tiles)
    assert [tile["order"] for tile in SHIPPED.tiles] == sorted(tile["order"] for tile in SHIPPED.tiles)
    assert len({tile["key"] for tile in SHIPPED.tiles}) == len(SHIPPED.tiles)
    assert {tile["group"] for tile in SHIPPED.tiles} == {"surat", "check", "tell", "info"}


def test_a_tile_names_a_category_a_service_or_a_page_that_is_there() -> None:
    for tile in SHIPPED.tiles:
        args = tile.get("args", {})
        assert args.get("category", "umum") in servicefile.CATEGORIES
        if "service" in args:
            assert LIBRARY.catalogue.get(args["service"]).is_ready
        if tile["page"] == "info":
            assert args["page"] in SHIPPED.pages or args["page"] in PUBLISHED


def test_every_page_has_something_to_say_in_both_languages() -> None:
    facts = replace(FACTS, prices=(Price("Beras medium", "kg", 13_500, 13_300, TODAY),))
    for key in SHIPPED.pages:
        page = filled(key, facts)
        assert page.sections
        for section in page.sections:
            assert section.lines
            head = [section.title] if any(section.title.values()) else []
            for words in (page.title, page.intro, *head, *(line.label for line in section.lines)):
                assert set(words) == set(LANGUAGES)
                assert all(words.values())
            for line in section.lines:
                assert all("{" not in text and text for text in line.said.values())


def test_the_standard_tells_papers_time_cost_and_result_of_every_service() -> None:
    page = filled("standard")
    assert {section.key for section in page.sections} == {one.id for one in LIBRARY.catalogue.ready()}
    usaha = next(section for section in page.sections if section.key == "usaha")
    said = [line.said["id"] for line in usaha.lines]
    assert said[0] == "Pengantar RT/RW; KTP; Kartu Keluarga (KK); Foto tempat usaha"
    assert said[1] == "60 menit kerja sejak berkas lengkap"
    assert said[2] == "Gratis"
    assert said[3] == "Surat Keterangan Usaha, berlaku 90 hari"


def test_papers_of_which_one_will_do_are_joined_by_or() -> None:
    page = filled("standard")
    divorced = next(section for section in page.sections if section.key == "janda_duda")
    assert "Akta cerai atau Akta kematian" in divorced.lines[0].said["id"]
    assert "Divorce certificate or Death certificate" in divorced.lines[0].said["en"]


def test_the_profile_shows_hours_and_people_and_nothing_private() -> None:
    sections = {section.key: section for section in filled("office").sections}
    days = {line.label["id"]: line.said["id"] for line in sections["hours"].lines}
    assert days["Senin"] == "07.30–16.00"
    assert days["Minggu"] == "Tutup"
    shown = str(sections)
    assert OFFICE.staff[0].name in shown
    assert not any(one.nip and one.nip in shown for one in OFFICE.staff)


def test_a_profile_without_people_and_hours_has_no_empty_heading() -> None:
    bare = replace(FACTS, office=replace(OFFICE, staff=(), hours={}))
    assert [section.key for section in filled("office", bare).sections] == ["place"]


def test_holidays_begin_today_and_say_what_is_not_decreed() -> None:
    lines = filled("agenda").sections[0].lines
    assert lines[0].label == {"id": "Kamis, 24 Desember 2026", "en": "Thursday, 24 December 2026"}
    assert "cuti bersama" in lines[0].said["id"]
    assert any("perkiraan" in line.said["id"] for line in lines)
    christmas = SHIPPED.fill("agenda", FACTS, today=date(2026, 12, 25))
    assert christmas is not None
    assert christmas.sections[0].lines[0].said["en"] == "Hari Raya Natal"


def test_without_holidays_the_agenda_says_so() -> None:
    assert "Belum ada" in filled("agenda", replace(FACTS, holidays=())).sections[0].lines[0].said["id"]


def test_112_is_the_first_number() -> None:
    assert filled("phones").sections[0].lines[0].said["id"] == "112"


def test_a_page_that_is_not_there_is_none() -> None:
    assert SHIPPED.fill("tax", FACTS, today=TODAY) is None


def folder_with(tmp_path: Path, menu: str, **pages: str) -> Path:
    (tmp_path / "pages").mkdir()
    (tmp_path / "menus.toml").write_text(menu, encoding="utf-8")
    for name, text in pages.items():
        (tmp_path / "pages" / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


PAGE = """key = "bus"
kind = "text"
title = { id = "Bus", en = "Bus" }
intro = { id = "Jalur", en = "Routes" }
as_of = "2026-11"
"""
TILE = """[[menu]]
key = "bus"
order = 1
group = "info"
glyph = "signpost"
tint = "blue"
title = { id = "Bus", en = "Bus" }
hint = { id = "Jalur", en = "Routes" }
page = "info"
"""


def test_a_draft_page_and_a_draft_tile_are_shown_to_nobody(tmp_path: Path) -> None:
    found = menus.load(folder_with(tmp_path, f'{TILE}status = "draft"\n', bus=f'{PAGE}status = "draft"\n'))
    assert (found.tiles, dict(found.pages)) == ((), {})


def test_a_page_without_text_is_no_page(tmp_path: Path) -> None:
    assert menus.load(folder_with(tmp_path, TILE, bus=PAGE)).fill("bus", FACTS, today=TODAY) is None


@pytest.mark.parametrize(
    ("menu", "page", "code", "line"),
    [
        (TILE.replace("order", "urutan"), PAGE, "toml_key", 3),
        (TILE.replace('"info"\nglyph', '"lain"\nglyph'), PAGE, "toml_value", 4),
        (TILE.replace(', en = "Routes"', ""), PAGE, "toml_label", 8),
        (TILE, PAGE.replace('key = "bus"', 'key = "kapal"'), "toml_shape", 1),
        (TILE, PAGE.replace('"text"', '"office"'), "toml_missing", 1),
        (TILE, f"{PAGE}judul = 1\n", "toml_key", 6),
        (TILE, f'{PAGE}status = "siap"\n', "toml_value", 6),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, menu: str, page: str, code: str, line: int) -> None:
    with pytest.raises(Refused) as caught:
        menus.load(folder_with(tmp_path, menu, bus=page))
    assert (caught.value.code, caught.value.details["line"]) == (code, line)
    for words in load_texts(RESOURCES / "texts").values():
        assert words.has(f"error.{code}")
