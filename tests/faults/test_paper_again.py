"""Paper that has to come a second time: the printer remembers jobs longer than the office its mistakes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.catalogue import Catalogue
from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.store import cases
from kiosk.usecases import acts, surat
from printing.ipp import IppPrinter
from tests import make
from tests.printing.device import running
from ui import paper


def test_the_surat_after_a_void_one_comes_out_of_the_printer_too(desk: Kiosk) -> None:
    """The first sheet was wrong and never inked; the number is void, and the next surat is another paper."""
    case = make.signed(desk)
    with running() as device:
        printer = IppPrinter(device.url)
        sent = paper.print_surat(desk, printer, make.operator, acts.begin(desk, case))
        case = surat.confirm_paper(desk, make.operator, acts.begin(desk, case), attempt=sent.printed.attempt)
        case = surat.void(desk, make.lurah, acts.begin(desk, case), reason="wrong_data")
        case = surat.sign(desk, make.operator, acts.begin(desk, case))
        again = paper.print_surat(desk, printer, make.operator, acts.begin(desk, case))
        assert again.printed.attempt == sent.printed.attempt == 1
        assert [job["pdf"] for job in device.jobs] == [sent.pdf, again.pdf]
        assert not any("LELA" in job["name"] or make.LELA["nik"] in job["name"] for job in device.jobs)


def test_a_print_sent_twice_is_still_one_paper(desk: Kiosk) -> None:
    case = make.signed(desk)
    with running() as device:
        printer = IppPrinter(device.url)
        sent = paper.print_surat(desk, printer, make.operator, acts.begin(desk, case))
        assert paper.send_print(desk, printer, sent)
        assert len(device.jobs) == 1


def test_a_service_with_a_paper_of_its_own_asks_the_printer_for_that_one(desk: Kiosk) -> None:
    case = make.signed(desk)
    own = tuple(replace(one, paper="F4") for one in desk.catalogue.services)
    there = replace(desk, catalogue=Catalogue(own))
    with running() as device:
        with pytest.raises(Refused, match="no_such_paper"):
            paper.print_surat(there, IppPrinter(device.url), make.operator, acts.begin(desk, case))
        assert cases.get_shown(desk.db, case.id).case.prints == ()
        device.media.append("custom_f4_215x330mm")
        paper.print_surat(there, IppPrinter(device.url), make.operator, acts.begin(desk, case))
        assert device.jobs[0]["asked"]["media"] == ("custom_f4_215x330mm",)
