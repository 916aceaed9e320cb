"""What the lobby offers: a tile per service or page that works here; it draws nothing and opens nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from kiosk.domain.service import Service

GROUPS = ("surat", "check", "tell", "info")
"""Groups of the home page in their order; one without a tile is not shown."""

GROUP_GLYPHS = {
    "all": "squares-four",
    "surat": "scroll",
    "check": "file-magnifying-glass",
    "tell": "megaphone",
    "info": "info",
}

DIRECT = 12
"""Up to so many services are shown one by one: a touch less than by categories."""

CATEGORY_TINTS = {
    "kependudukan": "teal",
    "usaha": "gold",
    "sosial": "orange",
    "perkawinan": "plum",
    "catatan sipil": "teal",
    "keamanan": "blue",
    "waris dan tanah": "plum",
    "umum": "blue",
}


@dataclass(frozen=True, slots=True)
class Menu:
    """One tile: words per language, and the page it opens with what that page has to know."""

    key: str
    group: str
    glyph: str
    tint: str
    title: Mapping[str, str]
    hint: Mapping[str, str]
    page: str
    args: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain values, as kept in `home.json` for the next start's first frame."""
        return {
            "key": self.key,
            "group": self.group,
            "glyph": self.glyph,
            "tint": self.tint,
            "title": dict(self.title),
            "hint": dict(self.hint),
            "page": self.page,
            "args": dict(self.args),
        }


def menu_of(entry: Mapping[str, Any]) -> Menu:
    """A tile from one table of a menu file or of `home.json`."""
    return Menu(
        key=entry["key"],
        group=entry["group"],
        glyph=entry["glyph"],
        tint=entry["tint"],
        title=dict(entry["title"]),
        hint=dict(entry["hint"]),
        page=entry["page"],
        args=dict(entry.get("args", {})),
    )


def tint_of(service: Service) -> str:
    """The hue of a service's category."""
    return CATEGORY_TINTS.get(service.category, "teal")


def tiles(
    services: Iterable[Service], entries: Iterable[Mapping[str, Any]], pages: frozenset[str]
) -> tuple[Menu, ...]:
    """Every tile that works here, in the order of the menu file; a tile that would lead nowhere is left out.

    Up to DIRECT services each has its own tile; beyond that a category stands for its services, but one of
    a single service is that service. `pages` are the pages this window can open.
    """
    offered = [service for service in services if service.status == "ready" and service.self_service]
    known = {service.id for service in offered}
    surat = [service for service in offered if service.category in CATEGORY_TINTS]  # replies have own tiles
    shown: list[Menu] = [service_tile(service) for service in surat] if len(surat) <= DIRECT else []
    for entry in entries:
        args = entry.get("args", {})
        if (
            entry.get("status") == "draft"
            or entry["page"] not in pages
            or args.get("service", "") not in {"", *known}
        ):
            continue
        if entry["page"] != "services":
            shown.append(menu_of(entry))
        elif len(surat) > DIRECT:
            shown.extend(
                _category(entry, [s for s in surat if s.category == args.get("category", s.category)])
            )
    return tuple(shown)


def arrange(menus: Sequence[Menu], order: Sequence[str], hidden: Container[str] = ()) -> tuple[Menu, ...]:
    """The tiles as an office wants them; one it has not placed yet stands where the menu file has it.

    That is behind the tile before it in the file, wherever the office put that one.
    """
    known = {menu.key: menu for menu in menus}
    found = [known[key] for key in order if key in known]
    for at, menu in enumerate(menus):
        if menu not in found:
            found.insert(found.index(menus[at - 1]) + 1 if at else 0, menu)
    return tuple(menu for menu in found if menu.key not in hidden)


def service_tile(service: Service) -> Menu:
    """The tile of one service, with the words of its own file."""
    return Menu(
        key=service.id,
        group="surat",
        glyph=service.icon,
        tint=tint_of(service),
        title=service.label,
        hint=service.hint,
        page="service_info",
        args={"service": service.id},
    )


def _category(entry: Mapping[str, Any], inside: list[Service]) -> list[Menu]:
    if not inside:
        return []
    return [service_tile(inside[0])] if len(inside) == 1 else [menu_of(entry)]
