"""A checkout belongs to no machine: no path, no host of an index, no package without a hash."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.shape.source import ROOT, tracked

# One letter in a class: so this file does not name what it forbids.
PATHS = re.compile(r"(?<![A-Za-z0-9_.-])/(?:w[o]rk|r[o]ot|h[o]me/[a-z]+|[o]pt/pypi)/")
HOSTS = re.compile(r"p[y]pi\.org|p[y]thonhosted|n[p]mjs\.(?:org|com)|d[e]bian\.org/debian")
ENTRY = re.compile(r"^\S+==\S+ \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", re.MULTILINE)
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def test_no_file_names_a_path_of_one_machine() -> None:
    assert PATHS.search(f"/{'work'}/main")
    assert not [source.place for source in tracked() if PATHS.search(source.text)]


def test_no_file_names_the_host_of_an_index() -> None:
    assert HOSTS.search(f"{'pypi'}.org/simple")
    assert not [source.place for source in tracked() if HOSTS.search(source.text)]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_hashes_and_comes_from_nowhere_in_particular(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    rest = ENTRY.sub("", text)
    assert len(ENTRY.findall(text)) > 20
    assert not [line for line in rest.splitlines() if line and not line.startswith("# ")]


def test_the_locks_hold_what_the_lists_ask_for() -> None:
    for list_, lock in zip(("requirements.in", "requirements-dev.in"), LOCKS, strict=True):
        asked = set(_pins((ROOT / list_).read_text(encoding="utf-8")))
        assert asked <= set(_pins((ROOT / lock).read_text(encoding="utf-8")))


def test_the_locks_agree_with_each_other() -> None:
    first, second = (dict(_pins((ROOT / lock).read_text(encoding="utf-8"))) for lock in LOCKS)
    assert {
        name: (first[name], second[name])
        for name in first.keys() & second.keys()
        if first[name] != second[name]
    } == {}


def test_the_commands_of_the_readme_are_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(project["scripts"]) == {"kiosk", "central"}


def _pins(text: str) -> list[tuple[str, str]]:
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^\s\\]+)", text, re.MULTILINE)
    return [(re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in pins]
