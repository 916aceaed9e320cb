"""IPP on the wire: what we send, what we understand, and that no answer of a printer breaks the program."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import Refused, Unavailable
from printing import ipp, render
from printing.ipp import IppPrinter
from printing.printers import Fate, Job, State, Status, job_name
from tests.printing.device import Device, make_answer, running
from tests.printing.sample import page_of

PDF = render.pdf(page_of())
JOB = Job(job_name("M6SC-7N75-YR3R", 1), PDF)


@pytest.fixture
def device() -> Iterator[Device]:
    with running() as one:
        yield one


def code_of(refusal: pytest.ExceptionInfo[Refused] | pytest.ExceptionInfo[Unavailable]) -> str:
    return refusal.value.code


def test_a_request_begins_with_charset_language_and_printer() -> None:
    """RFC 8010, 3.1.1, and RFC 8011, 4.1.4: every byte as the standard's own example lays it out."""
    raw = ipp.encode(11, 7, [(1, 0x47, "attributes-charset", "utf-8"), (1, 0x21, "job-id", 147)])
    assert raw == (
        b"\x01\x01\x00\x0b\x00\x00\x00\x07\x01"
        b"\x47\x00\x12attributes-charset\x00\x05utf-8"
        b"\x21\x00\x06job-id\x00\x04\x00\x00\x00\x93\x03"
    )


def test_a_job_arrives_whole_under_its_name_on_its_paper(device: Device) -> None:
    printer = IppPrinter(device.url)
    assert printer.send(JOB) == "1"
    (job,) = device.jobs
    assert job["pdf"] == PDF
    assert (job["name"], job["format"]) == ("M6SC-7N75-YR3R-1", "application/pdf")
    assert job["asked"] == {"media": ("iso_a4_210x297mm",), "print-scaling": ("none",)}
    assert printer.get_fate("1") is Fate.ACCEPTED


def test_f4_is_offered_only_where_the_printer_has_it(device: Device) -> None:
    printer = IppPrinter(device.url)
    assert printer.find_status().papers == ("A4",)
    with pytest.raises(Refused) as refused:
        printer.send(Job("x", PDF, paper="F4"))
    assert code_of(refused) == "no_such_paper"
    assert not device.jobs
    device.media.append("na_foolscap_8.5x13in")
    assert printer.find_status().papers == ("A4", "F4")
    printer.send(Job("x", PDF, paper="F4"))
    assert device.jobs[0]["asked"]["media"] == ("na_foolscap_8.5x13in",)


def test_a_printer_that_names_no_paper_is_asked_for_ours(device: Device) -> None:
    device.media = []
    IppPrinter(device.url).send(JOB)
    assert device.jobs[0]["asked"]["media"] == ("iso_a4_210x297mm",)


@pytest.mark.parametrize(
    ("stated", "known"),
    [
        ("media-empty-error", "paper_out"),
        ("media-empty-warning", "paper_out"),
        ("media-needed", "paper_out"),
        ("media-jam-error", "jam"),
        ("door-open-report", "cover"),
        ("offline-report", "offline"),
        ("marker-supply-low-warning", "toner_low"),
        ("toner-empty", "toner_out"),
        ("paused", "paused"),
        ("cups-waiting-for-job-completed", ""),
        ("none", ""),
        ("spool-area-full-report", ""),
    ],
)
def test_a_reason_is_known_by_its_stem(device: Device, stated: str, known: str) -> None:
    device.reasons = [stated]
    assert IppPrinter(device.url).find_status().reasons == ((known,) if known else ())


def test_a_stopped_printer_says_why(device: Device) -> None:
    device.state, device.reasons = 5, ["media-jam-error", "cover-open-warning", "media-jam"]
    status = IppPrinter(device.url).find_status()
    assert status == Status(State.STOPPED, ("jam", "cover"), "Tray 1", ("A4",))


def test_a_job_is_found_by_its_name_whether_waiting_or_done(device: Device) -> None:
    printer = IppPrinter(device.url)
    printer.send(JOB)
    printer.send(Job("M6SC-7N75-YR3R-2", PDF))
    device.jobs[1]["state"] = 5
    assert printer.find_job("M6SC-7N75-YR3R-1") == "1"
    assert printer.find_job("M6SC-7N75-YR3R-2") == "2"
    assert printer.find_job("M6SC-7N75-YR3R-3") is None


@pytest.mark.parametrize(
    ("state", "fate"),
    [(3, Fate.WAITING), (4, Fate.WAITING), (5, Fate.WAITING), (6, Fate.WAITING), (7, Fate.FAILED),
     (8, Fate.FAILED), (9, Fate.ACCEPTED), (0, Fate.UNKNOWN)],
)  # fmt: skip
def test_the_state_of_a_job_tells_its_fate(device: Device, state: int, fate: Fate) -> None:
    printer = IppPrinter(device.url)
    printer.send(JOB)
    device.jobs[0]["state"] = state
    assert printer.get_fate("1") is fate


def test_a_cancelled_job_is_read_back_and_a_refused_cancel_is_believed(device: Device) -> None:
    printer = IppPrinter(device.url)
    printer.send(JOB)
    device.jobs[0]["state"] = 5
    device.refuse_cancel = True
    assert not printer.cancel("1")
    device.refuse_cancel = False
    assert printer.cancel("1")
    assert printer.get_fate("1") is Fate.FAILED


@pytest.mark.parametrize("fault", ["garbage", "cut", "http", "huge", "other_id"])
def test_an_answer_that_is_none_is_said_so(device: Device, fault: str) -> None:
    device.fault = fault
    with pytest.raises(Unavailable) as unavailable:
        IppPrinter(device.url).find_job("x")
    assert code_of(unavailable) == "printer_garbled"


def test_a_printer_nobody_reaches_is_absent() -> None:
    with running() as one:
        url = one.url
    printer = IppPrinter(url)
    assert printer.find_status() == Status(State.ABSENT, ("none",))
    with pytest.raises(Unavailable) as unavailable:
        printer.send(JOB)
    assert code_of(unavailable) == "no_printer"


def test_a_printer_that_talks_nonsense_counts_as_not_connected(device: Device) -> None:
    device.fault = "garbage"
    assert IppPrinter(device.url).find_status() == Status(State.ABSENT, ("offline",))


def test_a_printer_that_falls_silent_is_not_called_absent(
    device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ipp, "TIMEOUT", (1.0, 0.2))
    device.fault = "silent"
    with pytest.raises(Unavailable) as unavailable:
        IppPrinter(device.url).send(JOB)
    assert code_of(unavailable) == "printer_silent"


@pytest.mark.parametrize("fault", ["drop", "half"])
def test_a_line_cut_in_mid_answer_leaves_the_fate_unknown(device: Device, fault: str) -> None:
    device.fault = fault
    with pytest.raises(Unavailable) as unavailable:
        IppPrinter(device.url).find_job("x")
    assert code_of(unavailable) == "printer_silent"


def test_only_what_was_never_sent_is_no_printer() -> None:
    assert ipp._never_sent(requests.ConnectTimeout())
    assert not ipp._never_sent(requests.ReadTimeout())
    assert not ipp._never_sent(requests.ConnectionError("cut"))


# --- the decoder ------------------------------------------------------------------------------------------


def attribute(tag: int, name: str, value: bytes) -> bytes:
    return struct.pack(f">BH{len(name)}sH", tag, len(name), name.encode(), len(value)) + value


def answer(*parts: bytes) -> bytes:
    return b"\x01\x01\x00\x00\x00\x00\x00\x01" + b"".join(parts) + b"\x03"


def test_values_keep_their_kinds() -> None:
    raw = answer(
        b"\x04",
        attribute(0x21, "number", b"\xff\xff\xff\xfe"),
        attribute(0x22, "flag", b"\x01"),
        attribute(0x44, "word", b"satu"),
        attribute(0x44, "", b"dua"),
        attribute(0x35, "text", b"\x00\x02id\x00\x05macet"),
        attribute(0x33, "range", b"\x00\x00\x00\x01\x00\x00\x00\x09"),
        attribute(0x13, "nothing", b""),
    )
    ((tag, found),) = ipp.decode(raw).groups
    assert tag == 4
    assert found == {
        "number": (-2,),
        "flag": (True,),
        "word": ("satu", "dua"),
        "text": ("macet",),
        "range": (b"\x00\x00\x00\x01\x00\x00\x00\x09",),
    }


def test_collections_are_skipped_to_their_own_end() -> None:
    inner = attribute(0x34, "", b"") + attribute(0x21, "", b"\x00\x00\x00\x05") + attribute(0x37, "", b"")
    raw = answer(
        b"\x04",
        attribute(0x34, "media-col", b""),
        attribute(0x4A, "", b"size"),
        inner,
        attribute(0x37, "", b""),
        attribute(0x44, "media", b"iso_a4_210x297mm"),
    )
    ((_, found),) = ipp.decode(raw).groups
    assert found == {"media": ("iso_a4_210x297mm",)}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x01\x01\x00\x00",
        answer()[:-1],
        answer(b"\x04", attribute(0x37, "x", b"")),
        answer(b"\x04", attribute(0x34, "x", b"")),
        answer(b"\x04", attribute(0x44, "", b"ohne")),
        answer(attribute(0x44, "x", b"y")),
        answer(b"\x00"),
        answer(b"\x04", attribute(0x21, "x", b"\x00\x01")),
        answer(b"\x04", attribute(0x44, "x", b"\xff\xfe")),
        answer(b"\x04", attribute(0x35, "x", b"\x00\x09id")),
        answer(b"\x04", b"\x44\x7f\xff"),
    ],
)
def test_a_message_that_lies_about_a_length_is_garbled(raw: bytes) -> None:
    with pytest.raises(Unavailable) as unavailable:
        ipp.decode(raw)
    assert code_of(unavailable) == "printer_garbled"


@given(noise=st.binary(max_size=120), at=st.integers(0, 200))
def test_no_byte_of_a_printer_breaks_the_decoder(noise: bytes, at: int) -> None:
    good = make_answer([(4, 0x44, "media-supported", "iso_a4_210x297mm"), (4, 0x23, "printer-state", 3)])
    with suppress(Unavailable):
        ipp.decode(good[:at] + noise + good[at + len(noise) :])
    with suppress(Unavailable):
        ipp.decode(noise)


def test_an_attribute_of_very_many_values_costs_no_minute() -> None:
    """A megabyte of them took the work thread over a minute when each was added to a copy of all before."""
    one, more = b"\x44\x00\x01a\x00\x00", b"\x44\x00\x00\x00\x00"
    answer = ipp.decode(b"\x01\x01\x00\x00\x00\x00\x00\x01\x04" + one + more * 200_000 + b"\x03")
    assert len(answer.groups[0][1]["a"]) == 200_001


def test_an_answer_that_names_no_job_leaves_the_fate_unknown(
    device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = IppPrinter(device.url)
    printer.find_status()
    for groups in (
        (),
        ((2, {"job-name": (JOB.name,)}),),
        ((2, {"job-name": (JOB.name,), "job-id": ("1",)}),),
    ):
        monkeypatch.setattr(printer, "_ask", lambda *_, groups=groups: ipp.Answer(0, 1, groups))
        with pytest.raises(Unavailable, match="printer_silent"):
            printer.send(JOB)
        assert printer.find_job(JOB.name) is None
