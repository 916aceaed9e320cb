"""Owns the practice office the stories happen in: one for each module, founded once; no story."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk import world
from tests.story.place import Place, bring_residents


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A register desk and a lobby kiosk that knows the residents, both running, exchanging over TLS."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world, "real", world.real)  # whatever a Place puts there is undone
        made = Place(tmp_path_factory.mktemp("office"))
        try:
            made.found()
            bring_residents(made)
            made.enrol_lobby()
            yield made
        finally:
            made.close()
