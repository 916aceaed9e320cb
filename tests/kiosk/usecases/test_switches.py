"""What an office decides (letters.md 4.2): every switch changes what its people and papers do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from kiosk.context import Kiosk, as_person
from kiosk.domain.errors import Refused
from kiosk.domain.office import Form, Office
from kiosk.domain.page import Copy
from kiosk.domain.permohonan import Status
from kiosk.domain.seal import Mode
from kiosk.usecases import acts, fitness, offering, permohonan, setup, surat, worklist
from printing import render
from printing.pen import MM
from tests import make

SHIPPED = make.library()
PLACES = SHIPPED.reference.gazetteer.kelurahan


@contextmanager
def office(folder: Path, **switches: Any) -> Iterator[Kiosk]:
    """A running office whose profile differs in these."""
    kiosk = make.make_office(folder, profile=replace(make.OFFICE, **switches))
    try:
        yield kiosk
    finally:
        kiosk.db.close()


def papers(profile: Office, service: str = "domisili") -> set[str]:
    return set(offering.make_local(profile, SHIPPED.catalogue.get(service)).papers)


# --- papers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("switch", "is_asked"), [("rt_rw", True), ("rt", True), ("none", False)])
def test_the_pengantar_is_asked_as_the_office_wants_it(tmp_path: Path, switch: str, is_asked: bool) -> None:  # noqa: FBT001
    with office(tmp_path, pengantar=switch) as kiosk:
        assert ("pengantar" in make.file(kiosk).case.papers) == is_asked
        label = offering.find_papers(kiosk)["pengantar"].label["id"]
        assert label == ("Pengantar RT" if switch == "rt" else "Pengantar RT/RW")


@pytest.mark.parametrize(
    ("switch", "service", "is_asked"),
    [
        ("off", "domisili", False),
        ("advisory", "domisili", False),
        ("required", "domisili", True),
        ("off", "taksiran_tanah", True),
        ("required", "pengaduan", False),
    ],
)
def test_the_proof_of_pbb_is_asked_as_the_office_wants_it(switch: str, service: str, is_asked: bool) -> None:  # noqa: FBT001
    assert ("pbb" in papers(replace(make.OFFICE, pbb=switch), service)) == is_asked


def test_a_surat_waits_for_the_proof_of_pbb_where_it_is_required(tmp_path: Path) -> None:
    with office(tmp_path, pbb="required") as kiosk:
        case = make.file(kiosk).case
        for what in ("identity", *case.get_missing()):
            if what != "pbb":
                case = permohonan.check(kiosk, make.operator, acts.begin(kiosk, case), what=what)
        assert case.get_missing() == ("pbb",)
        while case.get_step() != "signer":
            case = permohonan.pass_on(kiosk, make.STEPS[case.get_step()], acts.begin(kiosk, case))
        with pytest.raises(Refused):
            surat.sign(kiosk, make.operator, acts.begin(kiosk, case))
        case = permohonan.check(
            kiosk, make.kasi, acts.begin(kiosk, case), what="pbb", how="waived", reason="does_not_apply"
        )
        assert surat.sign(kiosk, make.operator, acts.begin(kiosk, case)).status is Status.SIGNED


# --- the chain ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chain", "stamped"),
    [
        (("operator", "kasi", "seklur", "signer"), ("operator", "kasi:pem", "seklur", "signer")),
        (("operator", "kasi", "signer"), ("operator", "kasi:pem", "signer")),
        (("operator", "seklur", "signer"), ("operator", "seklur", "signer")),
        (("operator", "signer"), ("operator", "signer")),
    ],
)
def test_kasi_and_seklur_may_be_left_out(
    tmp_path: Path, chain: tuple[str, ...], stamped: tuple[str, ...]
) -> None:
    with office(tmp_path, chain=chain) as kiosk:
        case = make.at_signer(kiosk)
        assert case.chain == stamped
        assert surat.sign(kiosk, make.operator, acts.begin(kiosk, case)).status is Status.SIGNED


def test_a_kasi_the_office_has_not_is_another(tmp_path: Path) -> None:
    with office(tmp_path, kasi={"pem": "kes"}) as kiosk:
        assert make.file(kiosk).case.chain[1] == "kasi:kes"


@pytest.mark.parametrize("is_allowed", [False, True])
def test_one_person_passes_two_steps_only_where_the_office_allows_it(
    tmp_path: Path,
    is_allowed: bool,  # noqa: FBT001
) -> None:
    both = replace(make.OPERATOR, roles=("operator", "register", "seklur"))
    staff = (make.LURAH, make.KASI, both)
    with office(
        tmp_path, chain=("operator", "seklur", "signer"), same_person=is_allowed, staff=staff
    ) as kiosk:
        who = as_person(both)
        case = make.checked(kiosk, make.file(kiosk).case, who)
        case = permohonan.pass_on(kiosk, who, acts.begin(kiosk, case))
        if is_allowed:
            assert permohonan.pass_on(kiosk, who, acts.begin(kiosk, case)).get_step() == "signer"
        else:
            with pytest.raises(Refused):
                permohonan.pass_on(kiosk, who, acts.begin(kiosk, case))


# --- who signs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "service", "said"),
    [
        (Form.LURAH, "domisili", "LURAH SIALANG"),
        (Form.PLT, "domisili", "Plt. LURAH SIALANG"),
        (Form.PLH, "domisili", "Plh. LURAH SIALANG"),
        (Form.AN, "domisili", "a.n. LURAH SIALANG"),
        (Form.UB, "domisili", "u.b."),
        (Form.AN, "izin_keluarga", ""),
        (Form.UB, "tidak_mampu", ""),
    ],
)
def test_each_form_of_authority_signs_what_it_may(
    tmp_path: Path, form: Form, service: str, said: str
) -> None:
    signer = replace(make.LURAH, id="ttd", form=form, roles=("signer",))
    other = replace(make.LURAH, id="lurah-cuti", since="2030-01-01")
    with office(tmp_path, staff=(signer, other, make.OPERATOR, make.KASI, make.SEKLUR)) as kiosk:
        found = surat.find_signers(kiosk, kiosk.catalogue.get(service))
        assert [one.id for one in found] == (["ttd"] if said else [])
        if said:
            case = make.signed(kiosk)
            page = surat.page(kiosk, case.id, kind=Copy.ORIGINAL)
            assert said in " ".join((page.signature.lead, *page.signature.posts))


def test_a_deputy_signs_only_on_the_days_of_the_decree(tmp_path: Path) -> None:
    deputy = replace(make.SEKLUR_AN, since="2026-11-20", until="2026-11-22")
    with office(tmp_path, staff=(*make.STAFF[:5], deputy)) as kiosk:
        assert deputy not in surat.find_signers(kiosk, kiosk.catalogue.get("domisili"))


# --- numbers, modes, paper ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "scope", "numbers"),
    [
        (
            "{code}/{n:03}/{unit}/{month_roman}/{year}",
            "office",
            ["400.12.2.1/001/KEL-SLG/XI/2026", "400.12.3.2/002/KEL-SLG/XI/2026"],
        ),
        ("{short}/{n}-Kel/{month_roman}/{year}", "service", ["SKD/1-Kel/XI/2026", "SKBM/1-Kel/XI/2026"]),
        ("{code}/{n:02}/{year}", "code", ["400.12.2.1/01/2026", "400.12.3.2/01/2026"]),
    ],
)
def test_a_number_follows_the_offices_pattern_and_scope(
    tmp_path: Path, pattern: str, scope: str, numbers: list[str]
) -> None:
    with office(tmp_path, pattern=pattern, scope=scope) as kiosk:
        other = dict(kiosk.catalogue.get("belum_menikah").example)
        signed = [make.signed(kiosk), make.signed(kiosk, service="belum_menikah", answers=other)]
        assert [case.sign["number"] for case in signed] == numbers


@pytest.mark.parametrize(
    ("seal", "service", "modes"),
    [
        ((), "domisili", ("wet",)),
        (("domisili",), "domisili", ("wet", "seal")),
        (("izin_keluarga",), "izin_keluarga", ("wet",)),
    ],
)
def test_a_seal_is_used_where_office_and_file_allow_it(
    tmp_path: Path, seal: tuple[str, ...], service: str, modes: tuple[str, ...]
) -> None:
    with office(tmp_path, seal=seal) as kiosk:
        assert surat.find_modes(kiosk, kiosk.catalogue.get(service)) == modes


def test_ink_is_recorded_on_order_or_with_the_signers_pin(tmp_path: Path) -> None:
    with office(tmp_path, wet_by="pin") as kiosk:
        case = make.at_signer(kiosk)
        with pytest.raises(Refused):
            surat.sign(kiosk, make.operator, acts.begin(kiosk, case))
        assert surat.sign(kiosk, make.lurah, acts.begin(kiosk, case)).status is Status.SIGNED


@pytest.mark.parametrize(("paper", "size"), [("A4", (210, 297)), ("F4", (215, 330))])
def test_a_surat_lies_on_the_offices_paper(tmp_path: Path, paper: str, size: tuple[int, int]) -> None:
    with office(tmp_path, paper=paper) as kiosk:
        page = surat.page(kiosk, make.signed(kiosk).id, kind=Copy.ORIGINAL)
    with pdfium.PdfDocument(render.pdf(page)) as document:
        assert tuple(round(side / MM) for side in document[0].get_size()) == size


@pytest.mark.parametrize("is_on", [False, True])
def test_a_resident_prints_only_where_the_office_has_it_on(tmp_path: Path, is_on: bool) -> None:  # noqa: FBT001
    with office(tmp_path, self_print=is_on) as kiosk:
        case = make.signed(kiosk, mode=Mode.SEAL)

        def print_it() -> Any:
            return surat.record_print(
                kiosk,
                make.resident,
                acts.begin(kiosk, case),
                kind=Copy.ORIGINAL,
                pdf_sha256="ab" * 32,
                renderer="test 1",
            )

        if is_on:
            assert print_it().attempt
        else:
            with pytest.raises(Refused):
                print_it()


# --- hours --------------------------------------------------------------------------------------------


def test_the_clock_knows_hours_holidays_and_the_days_this_office_is_shut(tmp_path: Path) -> None:
    friday = {4: ("08:00", "11:30")}
    with office(tmp_path, hours={**make.OFFICE.hours, **friday}, closed=("2026-11-25",)) as kiosk:
        hours = worklist.get_hours(kiosk)
        tuesday, local, christmas = date(2026, 11, 24), date(2026, 11, 25), date(2026, 12, 25)
        assert [sum(end - start for start, end in hours.spans(day)) for day in (local, christmas)] == [0, 0]
        lengths = [sum(end - start for start, end in hours.spans(day)) / 60_000 for day in (tuesday,)]
        assert lengths == [510]
        assert sum(end - start for start, end in hours.spans(date(2026, 11, 27))) / 60_000 == 210


@pytest.mark.parametrize(
    ("switch", "value"),
    [
        ("closed", ("25-11-2026",)),
        ("closed", ("2026-02-30",)),
        ("pbb", "maybe"),
        ("pengantar", "rw"),
        ("wet_by", "phone"),
        ("paper", "A5"),
        ("scope", "city"),
        ("unit", ""),
        ("chain", ("operator", "seklur")),
        ("pattern", "{n}"),
    ],
)
def test_a_switch_that_means_nothing_is_refused(switch: str, value: Any) -> None:
    with pytest.raises(Refused):
        fitness.check_office(replace(make.OFFICE, **{switch: value}), SHIPPED.catalogue.ready())


# --- the offices --------------------------------------------------------------------------------------

ANSWERS = """
kelurahan = "{code}"
address = "Jalan Contoh 1"
unit = "KEL-CTH"

[[staff]]
id = "lurah"
name = "Budi Contoh, S.Sos."
post = "Lurah"
roles = ["signer", "lurah", "operator", "register"]
pin = "482915"
"""


def test_there_are_107_offices_in_18_kecamatan() -> None:
    assert len(PLACES) == 107
    assert len({one.kecamatan for one in PLACES}) == 18
    assert len({one.digits for one in PLACES}) == 107


@pytest.mark.parametrize("place", PLACES, ids=lambda one: one.digits)
def test_every_office_can_be_made_from_its_code(place: Any) -> None:
    told = setup.read_answers(ANSWERS.format(code=place.code).encode(), SHIPPED.reference.gazetteer)
    fitness.check_people(told.office, told.pins)
    fitness.check_office(told.office, SHIPPED.catalogue.ready())
    assert (told.office.code, told.office.kelurahan) == (place.digits, place.name)
    assert told.office.kecamatan == place.kecamatan
