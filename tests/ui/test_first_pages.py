"""The pages before the first question, in plain Python, and what the window makes of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize

from tests.shots import Look
from tests.ui.stage import Stage
from tests.ui.test_drive import Lobby
from tests.ui.visitors import CATALOGUE, REFERENCE, Visitor, service_of
from ui.qt.pictures import Pictures
from ui.qt.speech import page_words
from ui.qt.worker import at_once
from ui.screens.gallery import exhibits
from ui.screens.resident.attract import Attract, Card
from ui.screens.resident.service_info import About, ServiceInfo
from ui.screens.resident.services import Services

SERVICES = CATALOGUE.services


class Guest(Visitor):
    """Remembers where the pages sent it, and goes nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.gone: list[tuple[str, dict[str, object]]] = []

    def _go(self, page: str, /, **args: object) -> None:
        self.gone.append((page, args))

    def set_language(self, language: str) -> None:
        self.tongue = language


@pytest.fixture
def visitor() -> Guest:
    return Guest()


def info(visitor: Guest, name: str, mode: str = "wet") -> ServiceInfo:
    return ServiceInfo(visitor.lobby, About(service_of(name), REFERENCE.papers, mode), has_counter=True)


def test_a_visitor_learns_papers_cost_time_and_signature_before_the_first_question(visitor: Guest) -> None:
    state = info(visitor, "tidak_mampu").state
    assert [paper.key for paper in state.papers] == ["+".join(row) for row in service_of("tidak_mampu").bring]
    assert [fact.title for fact in state.facts] == ["Gratis", "Biasanya 60 menit", "Tinta dan cap"]
    assert len(state.notice) == 4


def test_how_it_is_signed_here_is_said_as_it_is(visitor: Guest) -> None:
    said = {mode: info(visitor, "domisili", mode).state.facts[-1].said for mode in ("wet", "seal", "tte")}
    assert "kiosk" in said["seal"]
    assert "kiosk" not in said["wet"] + said["tte"]
    assert "pena" in said["wet"] or "kertas" in said["wet"]


def test_the_whole_notice_is_one_touch_away_and_back(visitor: Guest) -> None:
    page = info(visitor, "domisili")
    short = page.state.notice
    page.read_more()
    assert all(len(long.said) > len(line.said) for long, line in zip(page.state.notice, short, strict=True))
    page.read_more()
    assert page.state.notice == short


def test_a_start_and_a_way_through_staff_lead_on(visitor: Guest) -> None:
    page = info(visitor, "domisili")
    page.start()
    page.to_counter()
    assert visitor.gone == [("identity", {"service": "domisili"}), ("queue_ticket", {})]


def services(visitor: Guest, category: str = "") -> Services:
    return Services(visitor.lobby, SERVICES, category=category)


def test_the_whole_list_goes_by_title_and_is_searched_anywhere_in_it(visitor: Guest) -> None:
    page = services(visitor)
    page.fits(100)
    titles = [offer.title for offer in page.state.offers]
    assert titles == sorted(titles, key=str.casefold)
    assert len(titles) == len(SERVICES)
    page.search("mampu")
    assert {offer.key for offer in page.state.offers} == {"tidak_mampu", "tidak_mampu_sekolah"}
    page.search("paspor")
    assert page.state.offers == ()


def test_a_letter_narrows_the_list_and_the_same_letter_widens_it(visitor: Guest) -> None:
    page = services(visitor)
    page.fits(100)
    page.by_letter("U" if "U" in page.state.letters else page.state.letters[0])
    assert all(offer.title.upper().startswith(page.state.letter) for offer in page.state.offers)
    page.by_letter(page.state.letter)
    assert len(page.state.offers) == len(SERVICES)


def test_a_category_shows_its_own_and_no_search(visitor: Guest) -> None:
    page = services(visitor, "sosial")
    assert {offer.key for offer in page.state.offers} <= {
        one.id for one in SERVICES if one.category == "sosial"
    }
    assert page.state.letters == ()
    page.choose("tidak_mampu")
    assert visitor.gone == [("service_info", {"service": "tidak_mampu"})]


def test_cards_come_round_with_the_news_of_the_day(visitor: Guest) -> None:
    page = Attract(at_once, words=visitor.say, go=visitor.lobby.go, set_language=visitor.set_language)
    page.learn([Card("price", "Beras", "Rp13.500", "grains", "gold")], "Printer mati.")
    seen = []
    for _ in range(4):
        page.turn()
        seen.append(page.state.cards[page.state.at].key)
    assert seen == ["steps", "voice", "price", "free"]
    assert page.state.notice == "Printer mati."
    page.wake_in("en")
    assert (visitor.tongue, visitor.gone) == ("en", [("home", {})])


def test_a_code_is_enlarged_by_whole_modules_and_dies_with_the_visit() -> None:
    pictures = Pictures()
    address = pictures.put_code([[True, False], [False, True]])
    key = address.rpartition("/")[2]
    image = pictures.requestImage(key, QSize(), QSize(105, 105))
    assert (image.width(), image.height()) == (100, 100)
    assert {image.pixelColor(x, y).name() for x in range(100) for y in range(0, 100, 7)} == {
        "#000000",
        "#ffffff",
    }
    assert image.pixelColor(45, 45).name() == "#000000"
    pictures.forget()
    assert pictures.requestImage(key, QSize(), QSize(10, 10)).isNull()
    with pytest.raises(ValueError, match="not a picture"):
        pictures.put_png(b"no picture")


@pytest.fixture
def lobby() -> Iterator[Lobby]:
    lobby = Lobby()
    yield lobby
    lobby.window.close()


def test_the_voice_reads_the_heading_first_and_never_what_was_typed(lobby: Lobby) -> None:
    lobby.driver.tap("tile_list")
    lobby.driver.type("search", "1671")
    read = page_words(lobby.window)
    assert read.startswith("Semua surat, A sampai Z. ")
    assert "Panggil petugas" in read
    assert "1671" not in read


def test_the_tabulator_walks_every_control_and_comes_round(lobby: Lobby) -> None:
    seen: list[str] = []
    for _ in range(40):
        lobby.driver.press("Tab")
        item = lobby.window.view.activeFocusItem()
        assert item.property("visualFocus") or item.inherits("QQuickTextInput")
        if item.objectName() in seen:
            break
        seen.append(item.objectName())
    wanted = {
        "group_all",
        "group_surat",
        "tile_list",
        "tool_text",
        "tool_contrast",
        "tool_language",
        "call_staff",
    }
    assert wanted <= set(seen)


def test_a_picture_is_drawn_in_the_size_that_was_asked_for() -> None:
    stage = Stage(Look(size=(1366, 768)))
    stage.show(exhibits()["resident.home"], "few")
    assert stage.grab().size() == QSize(1366, 768)
    stage.close()
