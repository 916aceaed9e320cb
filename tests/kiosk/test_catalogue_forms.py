"""Forms that go with a surat: who is on them, who signs them, what stands in boxes and what stays open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.page import Attachment, Entries, Ink, Inks, Page, Paragraph, Sheet, Table
from kiosk.domain.service import FormPart, FormRow, Service
from kiosk.domain.surat import compose
from tests.kiosk.test_catalogue import LISTS, SHIPPED
from tests.kiosk.test_catalogue_shipped import EVERY_SURAT, page_of, text_of
from tests.make import OFFICE
from tests.printing.sample import say, sealed


@pytest.mark.parametrize("id_", ["kelahiran", "kematian", "lahir_mati"])
def test_who_reports_stands_in_the_body_and_on_the_form(id_: str) -> None:
    """The holder reports; where somebody else does, both are named and the other one signs."""
    service = SHIPPED.get(id_)
    other = {"nama": "Ahmad Contoh", "nik": "1671990101800001"}
    page = compose_with(service, pelapor=other)
    said = " ".join(block.text for block in page.blocks if isinstance(block, Paragraph))
    assert "atas nama AHMAD CONTOH, NIK 1671990101800001" in said
    assert "LELA MARLINA (CONTOH)" in said
    for given, name in ((page, "AHMAD CONTOH"), (compose_with(service), "LELA MARLINA (CONTOH)")):
        (form,) = given.attachments
        first = next(block for block in form.blocks if isinstance(block, Entries))
        assert (first.heading, first.rows[0].value) == ("A. Pelapor", name)
        assert name in {place.name for place in inks(form)}


def compose_with(service: Service, **more: object) -> Page:
    fields = {**LISTS.example, **service.example, **more}
    return compose(service, sealed(service, fields), office=OFFICE, sheet=Sheet(), say=say)


def inks(form: Attachment) -> tuple[Ink, ...]:
    """Everybody who signs a form."""
    return tuple(place for block in form.blocks if isinstance(block, Inks) for place in block.places)


def test_the_forms_of_a_marriage_follow_on_pages_of_their_own() -> None:
    pages = text_of("pengantar_nikah")
    for code in ("N2", "N4", "N5", "N6"):
        assert sum(code in page.split() and "Lampiran surat Nomor" in page for page in pages) == 1


FORMS = {
    "pengantar_nikah": ("N2", "N4", "N5", "N6"),
    "nikah_non_islam": ("F-2.12",),
    "kelahiran": ("F-2.01",),
    "kematian": ("F-2.01",),
    "lahir_mati": ("F-2.01",),
    "pindah": ("F-1.03",),
    "pengantar_kk": ("F-1.02",),
    "pengantar_ktp": ("F-1.02",),
    "perubahan_data": ("F-1.06",),
}
SIGNING = {
    "N2": ("Calon istri",),
    "N4": ("Calon pasangan", "Calon istri"),
    "N5": ("Ayah", "Ibu"),
    "N6": ("LURAH SIALANG",),
    "F-2.12": (
        *("Calon suami", "Calon istri", "Ayah calon suami", "Ibu calon suami"),
        *("Ayah calon istri", "Ibu calon istri", "Saksi 1", "Saksi 2", "LURAH SIALANG"),
    ),
    "F-1.03": ("LURAH SIALANG", "Pemohon"),
    "F-1.02": ("Pemohon",),
    "F-1.06": ("Yang menyatakan",),
}


@EVERY_SURAT
def test_forms_repeat_number_and_date_and_have_room_for_all_who_sign(service: Service) -> None:
    page = page_of(service.id)
    assert tuple(form.code for form in page.attachments) == FORMS.get(service.id, ())
    for form in page.attachments:
        number = f"{service.code}/007/KEL-SLG/XI/2026"
        assert form.note == f"Lampiran surat Nomor {number} tanggal 24 November 2026"
        assert "contoh belum disetujui" in form.mark
        if form.code in SIGNING:
            assert tuple(place.posts[0] for place in inks(form)) == SIGNING[form.code]


def test_digits_of_a_civil_registry_form_stand_in_boxes_and_choices_are_ticked() -> None:
    (form,) = page_of("kelahiran").attachments
    rows = {row.label: row for block in form.blocks if isinstance(block, Entries) for row in block.rows}
    assert rows["NIK"].boxes == ("1671997011830009",)
    assert rows["Tanggal lahir"].boxes == ("30", "11", "1983")
    assert rows["Pukul lahir"].boxes == ("04", "35")
    sex = rows["Jenis kelamin"]
    assert (sex.options, sex.chosen) == (("laki-laki", "perempuan"), 0)
    assert rows["Diterima tanggal"].boxes == (" " * 8,)
    assert form.place[-1].boxes == ("16", "71", "08", "1006")


def test_an_open_answer_leaves_its_row_empty_to_be_written_by_hand() -> None:
    service = SHIPPED.get("kelahiran")
    fields = {**LISTS.example, **service.example}
    del fields["ayah"]
    del fields["berat"]
    page = compose(service, sealed(service, fields), office=OFFICE, sheet=Sheet(), say=say)
    parts = {one.heading[3:]: one for one in page.attachments[0].blocks if isinstance(one, Entries)}
    father = {row.label: row for row in parts["Ayah"].rows}
    assert father["Nama"].value == ""
    assert father["NIK"].boxes == (" " * 16,)
    assert next(row for row in parts["Anak"].rows if row.label == "Berat").value == ""


def test_a_part_for_each_row_has_rows_to_write_by_hand_and_the_first_column_answered() -> None:
    service = SHIPPED.get("kematian")
    assert service.surat is not None
    (form,) = service.surat.attachments
    part = FormPart(
        title="Saksi",
        each="saksi",
        rows=(FormRow(("alamat", "nama"), "Siapa"), FormRow((), "Paraf saksi", 8)),
    )
    words = replace(service.surat, attachments=(replace(form, parts=(part,)),))
    witnesses = [{"nama": f"Saksi Ke-{n} CONTOH", "nik": f"167199450789000{n}"} for n in (1, 2)]
    page = compose_with(replace(service, surat=words), saksi=witnesses)
    parts = [one for one in page.attachments[0].blocks if isinstance(one, Entries)]
    assert [row.label for row in parts[1].rows] == ["Siapa", "Paraf saksi"]
    assert parts[1].rows[0].value.casefold() == "saksi ke-2 contoh"
    assert parts[1].rows[1].boxes == (" " * 8,)


def test_a_form_for_the_widowed_is_not_made_for_others() -> None:
    page = compose_with(SHIPPED.get("pengantar_nikah"), pernah_menikah="tidak")
    assert [one.code for one in page.attachments] == ["N2", "N4", "N5"]


def test_every_heir_and_witness_has_room_to_sign() -> None:
    """Heirs in a table with their relation, witnesses in a row below the lurah (letters.md 2.4)."""
    page = page_of("ahli_waris")
    (signed,) = [block for block in page.blocks if isinstance(block, Table) and block.ink]
    example = SHIPPED.get("ahli_waris").example
    assert len(signed.rows) == len(example["ahli_waris"])
    assert signed.head == ("No.", "Nama", "Hubungan", "Tanda tangan")
    assert all(not row[-1] for row in signed.rows)
    assert [one.name for one in page.witnesses] == [one["nama"].upper() for one in example["saksi"]]
    assert page.holder is not None
    assert page.holder.duty
    assert page.camat
