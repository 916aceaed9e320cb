"""Finds every screen there is with its examples, for tests, pictures and the linter's types."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from typing import Any

from ui.screens.base import Screen

AREAS = ("resident", "desk", "field")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One screen: `resident.service_info`, its class, its State and the examples of it."""

    name: str
    screen: type[Screen[Any]]
    state: type
    examples: dict[str, Any]


def exhibits() -> dict[str, Exhibit]:
    """Every screen module of the three areas, by its name; a module without EXAMPLES is not a screen."""
    found: dict[str, Exhibit] = {}
    for area in AREAS:
        try:
            package = importlib.import_module(f"ui.screens.{area}")
        except ModuleNotFoundError:
            continue
        for info in pkgutil.iter_modules(package.__path__):
            exhibit = exhibit_of(f"{area}.{info.name}")
            if exhibit:
                found[exhibit.name] = exhibit
    return found


def exhibit_of(name: str) -> Exhibit | None:
    """The screen of one module, or None when the module holds none."""
    module = importlib.import_module(f"ui.screens.{name}")
    if not hasattr(module, "EXAMPLES"):
        return None
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Screen) and value.__module__ == module.__name__
    ]
    if len(classes) != 1:
        msg = f"{name}: one Screen a module, found {[c.__name__ for c in classes]}"
        raise TypeError(msg)
    return Exhibit(name, classes[0], module.State, dict(module.EXAMPLES))
