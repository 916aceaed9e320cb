"""What is made: the same bytes each time, nothing unnamed left behind, a wrong thing said by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import assets

SUMS = assets.read_sums(assets.FONT_SUMS)


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder filled once: cutting five weights takes two seconds."""
    folder = tmp_path_factory.mktemp("fonts")
    assert assets.make_fonts(folder, SUMS) == len(SUMS)
    return folder


def test_fonts_are_made_once_and_then_left_alone(fonts: Path) -> None:
    assert assets.make_fonts(fonts, SUMS) == 0


def test_a_font_that_was_touched_is_made_again(fonts: Path) -> None:
    (fonts / "PTSerif-Regular.ttf").write_bytes(b"not a font")
    (fonts / "Stray.ttf").write_bytes(b"nobody asked for it")
    assert assets.make_fonts(fonts, SUMS) == 1
    assert {path.name for path in fonts.iterdir()} == SUMS.keys()


def test_a_font_other_than_expected_is_refused_by_name(tmp_path: Path) -> None:
    sums = SUMS | {"PTSerif-Bold.ttf": "0" * 64}
    with pytest.raises(assets.WrongAssetError, match=r"PTSerif-Bold\.ttf"):
        assets.make_fonts(tmp_path, sums)


def test_an_icon_nobody_lists_any_more_goes(tmp_path: Path) -> None:
    assets.make_icons(tmp_path, ["house", "tray"])
    assets.make_icons(tmp_path, ["house"])
    assert [path.name for path in (tmp_path / "bold").iterdir()] == ["house.svg"]
    assert "Phosphor" in (tmp_path / "LICENSE.txt").read_text(encoding="utf-8")


def test_an_icon_upstream_forgot_to_make_tintable_is_mended(tmp_path: Path) -> None:
    assets.make_icons(tmp_path, ["signature"])
    assert "currentColor" in (tmp_path / "duotone" / "signature.svg").read_text(encoding="utf-8")


def test_a_misspelt_icon_is_named(tmp_path: Path) -> None:
    with pytest.raises(assets.WrongAssetError, match="hause"):
        assets.make_icons(tmp_path, ["hause"])


def test_the_list_of_icons_is_kept_in_order(tmp_path: Path) -> None:
    listed = tmp_path / "icons.txt"
    listed.write_text("tray\nhouse\n", encoding="utf-8")
    with pytest.raises(assets.WrongAssetError, match="alphabetical"):
        assets.read_names(listed)


def test_a_service_that_is_wrong_stops_the_release_with_its_line(tmp_path: Path) -> None:
    for name in ("reference", "texts", "icons.txt"):
        (tmp_path / name).symlink_to(assets.RESOURCES / name)
    (tmp_path / "catalogue").mkdir()
    text = (assets.RESOURCES / "catalogue" / "saran.toml").read_text("utf-8")
    (tmp_path / "catalogue" / "saran.toml").write_text(text, encoding="utf-8")
    assert assets.make_services(tmp_path) == 1
    (tmp_path / "catalogue" / "saran.toml").write_text(text.replace("[example]", "[exampel]"), "utf-8")
    with pytest.raises(assets.WrongAssetError, match=r"saran\.toml, line \d+.*example"):
        assets.make_services(tmp_path)
