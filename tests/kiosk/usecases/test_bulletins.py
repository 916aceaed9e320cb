"""What an office publishes to be read stands on its kiosks, and the ledger says so."""

from __future__ import annotations

import pytest

from kiosk import menus
from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.event import read
from kiosk.store import ledger
from kiosk.usecases import acts, bulletins, profile
from tests import make
from tests.kiosk.test_bulletin import PRICES
from tests.kiosk.test_menus import SHIPPED

PAGE = b"""key = "tax"
kind = "text"
title = { id = "Pajak dan PBB", en = "Taxes" }
intro = { id = "Keterangan dari kota", en = "From the city" }
as_of = "2026-11"

[[section]]
title = { id = "PBB", en = "Land tax" }
lines = [{ label = { id = "Jatuh tempo", en = "Due" }, said = { id = "31 Agustus", en = "31 August" } }]
"""


def publish(desk: Kiosk, raw: bytes, file: str) -> str:
    return bulletins.publish(desk, make.operator, acts.begin(desk), raw=raw, file=file)


def test_prices_and_a_page_of_an_opd_are_read_at_the_kiosk(desk: Kiosk) -> None:
    assert bulletins.fill(SHIPPED, desk, "prices") is None
    assert bulletins.fill(SHIPPED, desk, "tax") is None
    raw = PRICES.replace("2026-11-24", "2026-11-23").encode()
    assert publish(desk, raw, "harga.csv") == "prices"
    assert publish(desk, b"# of the tax office\n" + PAGE, "tax.toml") == "tax"
    prices, tax = bulletins.fill(SHIPPED, desk, "prices"), bulletins.fill(SHIPPED, desk, "tax")
    assert prices is not None
    assert prices.sections[0].lines[0].said["id"] == "Rp13.500"
    assert tax is not None
    assert tax.sections[0].lines[0].said["en"] == "31 August"


def test_the_newest_list_counts_and_each_stands_in_the_ledger(desk: Kiosk) -> None:
    publish(desk, PRICES.encode(), "harga.csv")
    publish(desk, PRICES.replace("13.500", "14.000").encode(), "harga.csv")
    page = bulletins.fill(SHIPPED, desk, "prices")
    assert page is not None
    assert page.sections[0].lines[0].said["id"] == "Rp14.000"
    events = [read(entry.event) for entry in ledger.all_entries(desk.db)]
    assert [event.data["counts"] for event in events if event.data.get("what") == "info"] == [
        {"prices": 1},
        {"prices": 1},
    ]


def test_who_does_not_hold_the_register_publishes_nothing(desk: Kiosk) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        bulletins.publish(desk, make.kasi, acts.begin(desk), raw=PRICES.encode(), file="harga.csv")


@pytest.mark.logs
def test_a_page_no_program_can_read_leaves_the_others(desk: Kiosk) -> None:
    profile.publish(desk.db, desk.keys.device, bulletins.KIND, b"key = nonsense", name="bus")
    profile.publish(desk.db, desk.keys.device, bulletins.KIND, b"\xff\xff", name="prices")
    assert bulletins.fill(SHIPPED, desk, "prices") is None
    assert isinstance(bulletins.fill(SHIPPED, desk, "phones"), menus.InfoPage)
