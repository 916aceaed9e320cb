"""The home's menus at the desk: ordered, hidden, saved, followed by the lobby, taken back."""

from __future__ import annotations

from kiosk.store import documents
from kiosk.usecases import intake, office
from tests import make
from tests.ui.deskroom import Room
from tests.ui.test_desk_hours import last_settings
from ui.lobbywork import find_tiles, load_menus
from ui.screens.desk.menus import MenusPage
from ui.screens.resident.menu import Menu, arrange

PAGES = frozenset(tile["page"] for tile in load_menus().tiles) | {"service_info"}


def keys(page: MenusPage) -> list[str]:
    """The tiles of the picture, page after page."""
    return [tile.key for sheet in page.state.sheets for tile in sheet.tiles]


def test_an_office_has_twenty_menus_and_each_is_a_row(room: Room) -> None:
    page = room.menus()
    tiles = find_tiles(room.work.kiosk, PAGES)
    assert len(tiles) >= 20
    assert [row.key for row in page.state.rows] == [menu.key for menu in tiles]
    assert keys(page) == [row.key for row in page.state.rows]
    assert {one["page"] for one in load_menus().tiles if one["key"] in keys(page)} >= {"info", "services"}


def test_what_is_moved_and_hidden_is_the_lobby_s_home_and_comes_back(room: Room) -> None:
    page = room.menus()
    first, second, third = (row.key for row in page.state.rows[:3])
    page.down(first)
    page.toggle(third)
    assert keys(page)[:2] == [second, first]
    assert third not in keys(page)
    assert room.work.kiosk.office.hidden == ()
    page.next()
    held = room.work.kiosk.office
    assert (held.menus[:3], held.hidden) == ((second, first, third), (third,))
    assert last_settings(room)["hidden"] == [third]
    home = arrange(find_tiles(room.work.kiosk, PAGES), held.menus, held.hidden)
    assert [menu.key for menu in home] == keys(page)
    page.undo()
    assert (room.work.kiosk.office.menus, room.work.kiosk.office.hidden) == ((), ())
    assert last_settings(room)["hidden"] is False
    assert keys(page)[:3] == [first, second, third]


def test_the_ends_stay_and_a_move_back_is_no_change(room: Room) -> None:
    page = room.menus()
    rows = page.state.rows
    page.up(rows[0].key)
    page.down(rows[-1].key)
    page.down(rows[0].key)
    page.up(rows[0].key)
    page.next()
    assert room.work.kiosk.office.menus == ()
    assert page.state.news_tone == "first"
    assert (rows[0].first, rows[-1].last, page.state.hand) == (True, True, rows[0].key)


def test_the_usual_order_is_one_press_and_an_empty_home_is_none(room: Room) -> None:
    page = room.menus()
    for row in page.state.rows:
        page.toggle(row.key)
    page.next()
    assert (room.work.kiosk.office.hidden, page.state.news_tone) == ((), "first")
    page.reset()
    assert not page.state.can_reset
    assert len(keys(page)) == len(page.state.rows)


def test_nobody_without_the_right_orders_menus(room: Room) -> None:
    room.sign_in(make.operator_2)
    page = room.menus()
    page.toggle(page.state.rows[0].key)
    page.next()
    assert page.state.news_tone == "error"
    assert room.work.kiosk.office.hidden == ()


def menu(key: str) -> Menu:
    return Menu(key, "info", "info", "blue", {"id": key, "en": key}, {}, "info")


def test_a_new_menu_stands_where_the_city_put_it_and_a_lost_one_is_forgotten() -> None:
    ordered = ("d", "lost", "a", "b")
    home = arrange([menu(key) for key in "abcde"], ordered, {"b"})
    assert [one.key for one in home] == ["d", "e", "a", "c"]
    assert [one.key for one in arrange([menu("new"), menu("a")], ("a",))] == ["new", "a"]
    assert [one.key for one in arrange([menu("a"), menu("b")], ())] == ["a", "b"]


def test_the_order_reaches_the_lobby_with_the_office_s_documents(room: Room) -> None:
    lobby = make.make_lobby(room.kiosk, room.folder / "lobby")
    page = room.menus()
    page.toggle(page.state.rows[0].key)
    page.next()
    last, _ = documents.find_end(lobby.db, lobby.office.code)
    documents.put(lobby.db, documents.find_after(room.kiosk.db, lobby.office.code, last))
    assert intake.apply(lobby)
    assert office.reload(lobby).office.hidden == (page.state.rows[0].key,)
    lobby.db.close()
