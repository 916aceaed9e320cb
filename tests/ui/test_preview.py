"""What an author looks at: the lobby's own pages with the example's answers, and the surat on paper."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from kiosk.catalogue import read_service
from kiosk.domain.seal import ticket
from tests import make
from tests.make import RESOURCES, library
from ui import cli, preview
from ui.screens.resident import asking
from ui.screens.resident.collect import answers_of, problem_of

SHIPPED = library().catalogue
LISTS = library().reference
SELF_SERVICE = [one for one in SHIPPED.services if one.self_service]


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli.app, list(words))
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize("service", SELF_SERVICE, ids=lambda one: one.id)
def test_the_example_fills_every_page_a_resident_sees(service: object) -> None:
    visit = preview.answered(service, LISTS)  # type: ignore[arg-type]
    here = preview.HERE
    for ask in asking.plan(visit, here):
        assert problem_of(ask, visit, here) is None or not ask.is_required, ask.path
    stored = answers_of(visit, here)
    example = visit.get_service().example
    seen = {ask.path.partition(".")[0] for ask in asking.plan(visit, here)}
    assert {name: example[name] for name in seen & example.keys()}.keys() <= stored.keys()


def test_a_service_is_drawn_as_the_lobby_draws_it(tmp_path: Path) -> None:
    service = SHIPPED.get("kehilangan")
    paths = [*preview.draw_surat(service, LISTS, tmp_path), *preview.draw_form(service, LISTS, tmp_path)]
    assert [path.name for path in paths][:4] == ["surat.pdf", "surat-1.png", "info.png", "form-1.png"]
    assert paths[-1].name == "papers.png"
    for path in paths[1:]:
        with Image.open(path) as image:
            colours = image.convert("RGB").getcolors(1 << 24)
            assert colours is not None
            assert len(colours) > 50
            assert (image.size == preview.SIZE) == (not path.name.startswith("surat"))


def test_a_reply_has_pages_and_no_surat(tmp_path: Path) -> None:
    assert list(preview.draw_surat(SHIPPED.get("saran"), LISTS, tmp_path)) == []


# --- the commands -------------------------------------------------------------------------------------


def test_the_list_names_36_surat_with_their_status_and_the_replies() -> None:
    code, out, _ = run("catalogue", "list", "--json")
    rows = json.loads(out)
    surat = [row for row in rows if row["outcome"] == "surat"]
    assert (code, len(surat), len(rows) - len(surat)) == (0, 36, 9)
    assert {row["status"] for row in surat} == {"ready", "draft"}
    assert all(set(row) == {"id", "version", "outcome", "status", "title"} for row in rows)


@pytest.mark.parametrize(("lang", "line"), [("id", "baris"), ("en", "line")])
def test_check_names_file_line_and_mend(lang: str, line: str, tmp_path: Path) -> None:
    assert run("catalogue", "new", "reklame", "--out", str(tmp_path))[0] == 0
    path = tmp_path / "reklame.toml"
    assert run("catalogue", "check", str(path))[0] == 0
    text = path.read_text("utf-8").replace('icon = "file-text"', 'icon = "file-txt"')
    path.write_text(text, encoding="utf-8")
    code, _, said = run("catalogue", "check", "--lang", lang, str(path))
    number = next(n for n, one in enumerate(text.splitlines(), 1) if one.startswith("icon"))
    assert code == 2
    assert f"reklame.toml, {line} {number}" in said
    assert "file-text" in said


def test_check_says_why_an_example_is_refused(tmp_path: Path) -> None:
    text = (
        (RESOURCES / "catalogue" / "usaha.toml")
        .read_text("utf-8")
        .replace("lama_usaha = 5", "lama_usaha = 500")
    )
    (tmp_path / "usaha.toml").write_text(text, encoding="utf-8")
    code, _, said = run("catalogue", "check", str(tmp_path))
    number = next(n for n, one in enumerate(text.splitlines(), 1) if one.startswith("lama_usaha = "))
    assert code == 2
    assert f"baris {number}" in said
    assert "Lama usaha" in said


def test_check_names_the_version_an_office_still_needs(tmp_path: Path) -> None:
    """An office whose permohonan was filed under a service this program does not ship."""
    desk = make.make_office(tmp_path / "desk")
    text = (RESOURCES / "catalogue" / "usaha.toml").read_text("utf-8").replace("version = 1", "version = 7")
    seventh = read_service(text.encode(), "usaha.toml", lists=LISTS)
    newer = replace(desk, catalogue=desk.catalogue.adding([seventh]))
    case = make.file(newer, service="usaha", answers=dict(seventh.example)).case
    desk.db.close()
    home = str(desk.config.home)
    code, _, said = run("catalogue", "check", "--home", home)
    assert (code, "usaha.7.toml" in said, ticket(case.id) in said) == (2, True, True)
    (tmp_path / "usaha.7.toml").write_text(text, encoding="utf-8")
    code, _, said = run("catalogue", "check", str(tmp_path / "usaha.7.toml"), "--home", home)
    assert (code, said) == (0, "")


def test_without_a_file_the_shipped_ones_are_checked() -> None:
    code, out, said = run("catalogue", "check")
    assert (code, said, len(out.splitlines())) == (0, "", 45)


def test_preview_of_a_wrong_file_says_what_check_says(tmp_path: Path) -> None:
    path = tmp_path / "reklame.toml"
    path.write_text("id = ", encoding="utf-8")
    code, _, said = run("catalogue", "preview", str(path), "--out", str(tmp_path))
    assert code == 2
    assert "reklame.toml, baris 1" in said
