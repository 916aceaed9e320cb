"""Paper that has to come a second time: the printer remembers jobs longer than the office its mistakes."""

from __future__ import annotations

from pathlib import Path

from kiosk.usecases import acts, surat
from printing.ipp import IppPrinter
from tests import make
from tests.printing.device import running
from ui import paper


def test_the_surat_after_a_void_one_comes_out_of_the_printer_too(tmp_path: Path) -> None:
    """The first sheet was wrong and never inked; the number is void, and the next surat is another paper."""
    desk = make.make_office(tmp_path)
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
    desk.db.close()


def test_a_print_sent_twice_is_still_one_paper(tmp_path: Path) -> None:
    desk = make.make_office(tmp_path)
    case = make.signed(desk)
    with running() as device:
        printer = IppPrinter(device.url)
        sent = paper.print_surat(desk, printer, make.operator, acts.begin(desk, case))
        assert paper.send_print(desk, printer, sent)
        assert len(device.jobs) == 1
    desk.db.close()
