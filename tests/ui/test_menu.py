"""Which tiles stand on the home page: those that lead somewhere, and only those."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field

import pytest

from ui.qt.items import RESOURCES
from ui.qt.worker import at_once
from ui.screens.resident.home import Home
from ui.screens.resident.menu import Menu, menu_of, tiles

ENTRIES = tomllib.loads((RESOURCES / "menus" / "menus.toml").read_text(encoding="utf-8"))["menu"]
PAGES = frozenset({"services", "service_info", "queue_ticket", "track"})


@dataclass(frozen=True, slots=True)
class Service:
    """As much of a service as a tile needs."""

    id: str
    category: str = "umum"
    status: str = "ready"
    self_service: bool = True
    icon: str = "scroll"
    label: dict[str, str] = field(default_factory=lambda: {"id": "Surat", "en": "Letter"})
    hint: dict[str, str] = field(default_factory=dict)


def keys(*services: Service) -> list[str]:
    return [menu.key for menu in tiles(services, ENTRIES, PAGES)]  # type: ignore[arg-type]


def test_few_services_have_a_tile_each_and_no_category() -> None:
    assert keys(Service("domisili"), Service("usaha")) == ["domisili", "usaha", "queue_ticket", "track"]


def test_drafts_and_services_of_the_desk_are_not_offered() -> None:
    assert keys(Service("a", status="draft"), Service("b", self_service=False)) == ["queue_ticket", "track"]


def test_many_services_stand_behind_their_categories() -> None:
    many = [Service(f"s{at}", category="sosial") for at in range(12)]
    found = keys(*many, Service("domisili", category="kependudukan"))
    assert found == ["domisili", "sosial", "all_services", "queue_ticket", "track"]


def test_a_reply_has_the_tile_of_its_page_and_no_other() -> None:
    saran = Service("pengaduan", category="layanan")
    assert keys(Service("domisili"), saran) == ["domisili", "queue_ticket", "track"]
    found = tiles([saran], ENTRIES, frozenset({"reply"}))  # type: ignore[list-item]
    assert [menu.key for menu in found] == ["pengaduan"]


def test_a_tile_is_the_same_after_a_night_on_disk() -> None:
    menus = tiles([], ENTRIES, PAGES)
    assert tuple(menu_of(menu.as_json()) for menu in menus) == menus


class Desk:
    """Where a home page goes."""

    def __init__(self) -> None:
        self.gone: list[tuple[str, dict[str, object]]] = []

    def go(self, page: str, /, **args: object) -> None:
        self.gone.append((page, args))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def home(desk: Desk, count: int = 30, language: str = "id") -> Home:
    menus = [
        Menu(
            f"m{at}",
            "surat" if at < 20 else "check",
            "scroll",
            "teal",
            {"id": f"S{at}", "en": f"E{at}"},
            {},
            "x",
            {"n": str(at)},
        )
        for at in range(count)
    ]
    return Home(menus, at_once, words=lambda code, **_: code, language=lambda: language, go=desk.go)


def test_groups_count_their_tiles_and_an_empty_one_is_not_there(desk: Desk) -> None:
    assert [(group.key, group.count) for group in home(desk).state.groups] == [
        ("all", 30),
        ("surat", 20),
        ("check", 10),
    ]


def test_as_many_tiles_as_fit_are_shown_and_the_rest_on_the_next_page(desk: Desk) -> None:
    page = home(desk)
    page.fits(12)
    assert (len(page.state.tiles), page.state.pages) == (12, 3)
    for _ in range(3):
        page.turn(1)
    assert (page.state.page, [tile.key for tile in page.state.tiles]) == (
        3,
        [f"m{at}" for at in range(24, 30)],
    )
    page.group("check")
    assert (page.state.page, page.state.pages, len(page.state.tiles)) == (1, 1, 10)


def test_a_tile_opens_its_page_with_what_that_page_must_know(desk: Desk) -> None:
    home(desk).choose("m3")
    assert desk.gone == [("x", {"n": "3"})]


def test_who_waits_is_counted_when_the_page_comes_into_view(desk: Desk) -> None:
    page = home(desk)
    assert page.state.waiting == -1
    counts = iter([4, 0])
    page.learn([], lambda: next(counts))
    assert (page.state.waiting, page.state.waiting_said) == (4, "home.waiting")
    page.opened()
    assert (page.state.waiting, page.state.waiting_said) == (0, "home.nobody_waiting")
