"""Paper never comes twice: whatever the printer does, one attempt is one job."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.errors import Refused, Unavailable
from printing import ipp, spool
from printing.ipp import IppPrinter
from printing.printers import Fate, FilePrinter, Job, NoPrinter, State, Status, job_name
from tests.printing.device import Device, running

JOB = Job(job_name("M6SC-7N75-YR3R", 1), b"%PDF-1.4 contoh")


class SlowPrinter:
    """A printer whose first answer is lost and whose list shows the job only when asked again."""

    def __init__(self, code: str = "printer_silent") -> None:
        self.code = code
        self.arrived: list[str] = []

    def find_status(self) -> Status:
        return Status(State.READY)

    def send(self, job: Job) -> str:
        self.arrived.append(job.name)
        raise Unavailable(self.code)

    def find_job(self, name: str) -> str | None:
        return "7" if name in self.arrived else None

    def get_fate(self, id: str) -> Fate:
        return Fate.FAILED if id == "6" else Fate.WAITING

    def cancel(self, id: str) -> bool:
        return id == "7"


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> Iterator[Device]:
    monkeypatch.setattr(ipp, "TIMEOUT", (1.0, 0.2))
    with running() as one:
        yield one


def test_an_attempt_is_sent_once_however_often_it_is_asked_for(device: Device) -> None:
    printer = IppPrinter(device.url)
    assert [spool.send(printer, JOB) for _ in range(3)] == ["1", "1", "1"]
    assert len(device.jobs) == 1


def test_an_answer_that_was_lost_does_not_print_again(device: Device) -> None:
    device.fault = "silent"
    assert spool.send(IppPrinter(device.url), JOB) == "1"
    assert len(device.jobs) == 1


def test_a_job_that_never_arrived_is_sent_once_more(device: Device) -> None:
    device.fault, device.lose = "silent", True
    with pytest.raises(Unavailable) as unavailable:
        spool.send(IppPrinter(device.url), JOB)
    assert unavailable.value.code == "printer_silent"
    assert device.asked.count(ipp.PRINT_JOB) == 2
    assert not device.jobs


def test_another_failure_is_handed_on_and_not_tried_again(device: Device) -> None:
    device.media = ["na_letter_8.5x11in"]
    with pytest.raises(Refused):
        spool.send(IppPrinter(device.url), JOB)
    with pytest.raises(Unavailable) as unavailable:
        spool.send(NoPrinter(), JOB)
    assert unavailable.value.code == "no_printer"
    garbled = SlowPrinter("printer_garbled")
    with pytest.raises(Unavailable) as unavailable:
        spool.send(garbled, JOB)
    assert (unavailable.value.code, garbled.arrived) == ("printer_garbled", [JOB.name])


def test_a_second_attempt_waits_for_the_first_to_be_gone(device: Device) -> None:
    printer = IppPrinter(device.url)
    id_ = spool.send(printer, JOB)
    device.jobs[0]["state"] = 5
    device.refuse_cancel = True
    with pytest.raises(Refused) as refused:
        spool.take_back(printer, id_)
    assert refused.value.code == "cannot_cancel"
    device.refuse_cancel = False
    spool.take_back(printer, id_)
    asked = len(device.asked)
    spool.take_back(printer, id_)
    assert device.asked[asked:] == [ipp.GET_JOB_ATTRIBUTES]


def test_what_could_not_be_printed_is_known_before_the_number_is_taken(device: Device) -> None:
    printer = IppPrinter(device.url)
    spool.check_ready(printer, "A4")
    with pytest.raises(Refused) as refused:
        spool.check_ready(printer, "F4")
    assert refused.value.code == "no_such_paper"
    device.state, device.reasons = 5, ["media-empty-error"]
    with pytest.raises(Unavailable) as unavailable:
        spool.check_ready(printer, "A4")
    assert (unavailable.value.code, unavailable.value.details["reasons"]) == ("printer_stopped", "paper_out")
    with pytest.raises(Unavailable) as unavailable:
        spool.check_ready(NoPrinter(), "A4")
    assert unavailable.value.code == "no_printer"


def test_the_port_needs_no_more_than_its_five_questions() -> None:
    printer = SlowPrinter()
    spool.check_ready(printer, "F4")
    assert spool.send(printer, JOB) == "7"
    assert printer.arrived == [JOB.name]
    spool.take_back(printer, "6")
    spool.take_back(printer, "7")


def test_an_office_without_a_printer_says_so_to_everything() -> None:
    printer = NoPrinter()
    assert printer.find_status().state is State.ABSENT
    for act in (
        lambda: printer.send(JOB),
        lambda: printer.find_job("x"),
        lambda: printer.get_fate("x"),
        lambda: printer.cancel("x"),
    ):
        with pytest.raises(Unavailable) as unavailable:
            act()
        assert unavailable.value.code == "no_printer"


def test_a_folder_takes_a_sheet_whole_and_never_gives_it_back(tmp_path: Path) -> None:
    printer = FilePrinter(tmp_path)
    assert printer.find_status().state is State.READY
    id_ = spool.send(printer, JOB)
    assert (tmp_path / id_).read_bytes() == JOB.pdf
    assert [path.name for path in tmp_path.iterdir()] == ["M6SC-7N75-YR3R-1.pdf"]
    assert printer.find_job(JOB.name) == id_
    assert printer.get_fate(id_) is Fate.ACCEPTED
    assert not printer.cancel(id_)
    assert printer.cancel("other.pdf")
    assert printer.get_fate("other.pdf") is Fate.UNKNOWN
    assert printer.find_job("other") is None


def test_a_job_name_never_leaves_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "kertas"
    folder.mkdir()
    FilePrinter(folder).send(Job("../../x", b"%PDF"))
    assert [path.parent for path in tmp_path.rglob("*.pdf")] == [folder]


def test_a_folder_that_is_gone_is_no_printer(tmp_path: Path) -> None:
    printer = FilePrinter(tmp_path / "tidak-ada")
    assert printer.find_status().state is State.ABSENT
    with pytest.raises(Unavailable) as unavailable:
        printer.send(JOB)
    assert unavailable.value.code == "no_printer"


def test_a_cut_while_writing_leaves_no_half_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Unavailable):
        FilePrinter(tmp_path).send(JOB)
    assert not list(tmp_path.glob("*.pdf"))
