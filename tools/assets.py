"""Owns what is made under resources/: fonts and icons from pinned packages, and the services, tried.

Run as `python -m tools.assets`. What it makes is git-ignored and always the same: every font is compared
with its SHA-256 in tools/fonts.sha256, every icon must be tintable, and what no list names is removed. A
service file that is wrong stops it: none leaves this checkout untried.
"""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from kiosk import catalogue, reference, texts
from kiosk.domain.errors import Refused

ROOT = Path(__file__).resolve().parents[1]
RESOURCES = ROOT / "resources"
FONTS = RESOURCES / "fonts"
ICONS = ROOT / "resources" / "icons"
ICON_NAMES = ROOT / "resources" / "icons.txt"
ICON_LICENCE = ROOT / "tools" / "phosphor-licence.txt"
FONT_SUMS = ROOT / "tools" / "fonts.sha256"

COPIED = {  # package: name in the package -> name here
    "fontpkg_pt_serif": {
        f"PT_Serif-Web-{style}.ttf": f"PTSerif-{style}.ttf"
        for style in ("Regular", "Italic", "Bold", "BoldItalic")
    },
    "fontpkg_atkinson_hyperlegible": {
        f"AtkinsonHyperlegible-{style}.ttf": f"AtkinsonHyperlegible-{style}.ttf"
        for style in ("Regular", "Italic", "Bold", "BoldItalic")
    },
}
LICENCES = {
    "fontpkg_pt_serif": "PTSerif-OFL.txt",
    "fontpkg_atkinson_hyperlegible": "AtkinsonHyperlegible-OFL.txt",
    "fontpkg_plus_jakarta_sans": "PlusJakartaSans-OFL.txt",
}
JAKARTA = ("fontpkg_plus_jakarta_sans", "PlusJakartaSans[wght].ttf")
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}
ICON_WEIGHTS = ("duotone", "bold")


class WrongAssetError(Exception):
    """A file is not what this checkout expects: the package changed, or a name is misspelt."""


def main() -> int:
    """Make what is missing or changed; print one line. Returns the exit code."""
    try:
        fonts, icons = make_fonts(FONTS, read_sums(FONT_SUMS)), make_icons(ICONS, read_names(ICON_NAMES))
        services = make_services(RESOURCES)
    except WrongAssetError as wrong:
        print(f"assets: {wrong}", file=sys.stderr)
        return 1
    print(
        f"assets: {len(read_sums(FONT_SUMS))} fonts ({fonts} made), {icons} icon files in place, "
        f"{services} services tried"
    )
    return 0


def make_services(resources: Path) -> int:
    """Try every service file as strictly as `kiosk catalogue check`, and keep what passed; returns how many.

    A start reads what is kept here instead of trying them all again.
    """
    lists = reference.load(resources / "reference")
    try:
        return catalogue.write_tried(resources / "catalogue", resources / catalogue.TRIED, lists=lists)
    except Refused as refusal:
        said = texts.load(resources / "texts")["en"].error(refusal)
        raise WrongAssetError(said) from refusal


def read_sums(path: Path) -> dict[str, str]:
    """File name -> SHA-256 in hex, from lines as sha256sum writes them."""
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines() if line)
    return {name: digest for digest, name in rows}


def read_names(path: Path) -> list[str]:
    """The icon names of the list, one a line, in alphabetical order and each once."""
    names = path.read_text(encoding="utf-8").split()
    if names != sorted(set(names)):
        message = f"{path.name} must be in alphabetical order, each name once: `LC_ALL=C sort -u` does it"
        raise WrongAssetError(message)
    return names


def make_fonts(folder: Path, sums: dict[str, str]) -> int:
    """Fill `folder` with the fonts of `sums` and their licences; returns how many had to be made."""
    folder.mkdir(parents=True, exist_ok=True)
    made = 0
    for name, make in _fonts().items():
        if (folder / name).is_file() and _sum((folder / name).read_bytes()) == sums.get(name):
            continue
        content = make()
        if _sum(content) != sums.get(name):
            message = f"{name} is not the file this checkout expects ({_sum(content)})"
            raise WrongAssetError(message)
        _put(folder / name, content)
        made += 1
    _drop_others(folder, set(sums))
    return made


def make_icons(folder: Path, names: list[str]) -> int:
    """Fill `folder`/duotone and /bold with the named icons, each tintable; returns how many there are."""
    files = {"LICENSE.txt": ICON_LICENCE.read_bytes()}
    missing = [
        name for name in names for weight in ICON_WEIGHTS if not (folder / weight / f"{name}.svg").is_file()
    ]
    if missing:
        files |= {f"{weight}/{name}.svg": _icon(name, weight) for name in names for weight in ICON_WEIGHTS}
    for place, content in files.items():
        _put(folder / place, content)
    for weight in ICON_WEIGHTS:
        _drop_others(folder / weight, {f"{name}.svg" for name in names})
    return len(names) * len(ICON_WEIGHTS)


def _fonts() -> dict[str, Callable[[], bytes]]:
    """Each file of the folder, and how its bytes are made: only a missing one is."""
    fonts = {name: (_folder(package) / "LICENSE").read_bytes for package, name in LICENCES.items()}
    for package, names in COPIED.items():
        files = _folder(package) / "files"
        fonts |= {name: (files / source).read_bytes for source, name in names.items()}
    package, source = JAKARTA
    variable = _folder(package) / "files" / source
    return fonts | {
        f"PlusJakartaSans-{style}.ttf": partial(_instance, variable, weight, style)
        for weight, style in WEIGHTS.items()
    }


def _instance(variable: Path, weight: int, style: str) -> bytes:
    """One static weight of a variable font, in a family of its own weight class, byte-identical on every run.

    Qt draws only the default of a variable font, whatever weight is asked for, and ReportLab prints only it.
    """
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - a warm call needs none of it
    from fontTools.varLib import instancer  # noqa: PLC0415

    font = TTFont(variable, recalcTimestamp=False)
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True, updateFontNames=True)
    font["OS/2"].usWeightClass = weight
    if style == "Bold":
        font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x40 | 0x20
        font["head"].macStyle |= 1
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _icon(name: str, weight: str) -> bytes:
    from py_phosphor_icons import svg_path  # noqa: PLC0415 - a warm call needs none of it

    path = svg_path(name, weight)
    if not path.is_file():
        message = f"Phosphor has no icon named {name} in {weight}"
        raise WrongAssetError(message)
    text = path.read_text(encoding="utf-8").strip()
    if "currentColor" not in text:
        text = text.replace(
            "<svg ", '<svg fill="currentColor" ', 1
        )  # upstream forgot it: it would come out black
    return f"{text}\n".encode()


def _folder(package: str) -> Path:
    (place,) = import_module(package).__path__
    return Path(place)


def _put(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)


def _drop_others(folder: Path, wanted: set[str]) -> None:
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink()


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
