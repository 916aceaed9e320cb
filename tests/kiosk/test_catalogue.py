"""Service files are read strictly, and every mistake is named with file, table and line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import catalogue, reference, texts
from kiosk.domain import answers
from kiosk.domain.errors import Refused
from kiosk.domain.service import Kind, Outcome, Service

RESOURCES = Path(__file__).parents[2] / "resources"
LISTS = reference.load(RESOURCES / "reference")
SHIPPED = catalogue.load(RESOURCES / "catalogue", lists=LISTS)
WORDS = texts.load(RESOURCES / "texts")
PATH = RESOURCES / "catalogue" / "tidak_mampu.toml"
FILE = PATH.read_text(encoding="utf-8")
EVERY = pytest.mark.parametrize("service", SHIPPED.services, ids=lambda one: one.id)


def read(text: str, file: str = "tidak_mampu.toml") -> Service:
    return catalogue.read_service(text.encode(), file, lists=LISTS)


def refusal_of(text: str) -> Refused:
    """The refusal of a file, which has whole sentences in every language."""
    with pytest.raises(Refused) as caught:
        read(text)
    for words in WORDS.values():
        assert words.has(f"error.{caught.value.code}")
        assert "{" not in words.error(caught.value).replace("{n}", "")
    return caught.value


def changed(before: str, after: str) -> str:
    assert before in FILE
    return FILE.replace(before, after, 1)


def line_of(text: str, part: str) -> int:
    return 1 + text[: text.index(part)].count("\n")


# --- what is shipped ------------------------------------------------------------------------------


def test_an_office_can_issue_three_surat_on_its_first_day() -> None:
    assert {"domisili", "tidak_mampu", "keterangan_umum"} <= {one.id for one in SHIPPED.ready()}


@EVERY
def test_the_example_of_a_service_fills_its_body(service: Service) -> None:
    assert service.surat is not None
    names = answers.placeholders(service, service.example)
    body = service.surat.body.format_map(names)
    assert "{" not in body
    assert "  " not in body
    for field in service.fields:
        if field.required and f"{{{field.name}}}" in service.surat.body:
            assert answers.printed(field, service.example[field.name]) in body


@EVERY
def test_a_body_ends_as_a_sentence(service: Service) -> None:
    assert service.surat is not None
    assert service.surat.body.endswith((".", "{isi}"))


@EVERY
def test_title_and_facts_fit_the_seal(service: Service) -> None:
    assert len(service.title.encode()) <= 48
    assert len(service.id) <= 24
    facts = answers.fact_lines(service, service.example)
    assert len(facts) == len(service.facts)
    assert all(len(fact.encode()) <= 60 for fact in facts)


@EVERY
def test_a_service_speaks_both_languages(service: Service) -> None:
    labels = [service.label, service.hint]
    for field in service.fields:
        labels += [field.label, *(choice.label for choice in (*field.choices, *field.chips))]
        labels += [part.label for part in field.parts]
    assert all(set(label) == {"id", "en"} and all(label.values()) for label in labels)


@EVERY
def test_a_resident_types_little(service: Service) -> None:
    assert catalogue.typing_count(service) <= catalogue.TYPED_MAX


@EVERY
def test_stored_answers_are_plain_json(service: Service) -> None:
    stored = answers.check_answers(service, service.example, today=catalogue.EXAMPLE_DAY)
    assert json.loads(json.dumps(stored, allow_nan=False)) == stored


def test_services_are_found_by_id_version_and_category() -> None:
    service = SHIPPED.get("domisili")
    assert SHIPPED.get("domisili", service.version) is service
    assert SHIPPED.find("domisili", 99) is None
    assert service in SHIPPED.by_category()["kependudukan"]
    assert "catatan sipil" not in {name for name, found in SHIPPED.by_category().items() if not found}
    with pytest.raises(Refused) as caught:
        SHIPPED.get("domisili", 99)
    assert caught.value.code == "unknown_service"


def test_the_purpose_is_asked_last_with_the_chips_of_the_file() -> None:
    purpose = SHIPPED.get("domisili").fields[-1]
    assert (purpose.name, purpose.kind, purpose.required, purpose.max) == ("keperluan", Kind.TEXT, True, 120)
    assert "melamar kerja" in {chip.value for chip in purpose.chips}
    assert SHIPPED.get("domisili").find_field("keperluan") == purpose


def test_a_surat_that_asks_for_no_purpose_has_no_such_question() -> None:
    start, end = FILE.index("keperluan = ["), FILE.index("[[ask]]")
    text = FILE[:start] + "keperluan = []\n" + FILE[end:]
    text = text.replace('keperluan = "biaya rumah sakit"\n', "").replace(
        '["penghasilan", "keperluan"]', '["penghasilan"]'
    )
    service = read(text)
    assert service.keperluan is None
    assert service.find_field("keperluan") is None


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "code", "table", "at"),
    [
        ('short = "SKTM"', 'shrot = "SKTM"', "toml_key", "-", "shrot"),
        ('label = { id = "Sebab utama"', 'labl = { id = "Sebab utama"', "toml_key", "ask", "labl"),
        ("past = true", "last = true", "toml_key", "ask.parts", "last"),
        ("[surat]\n", '[surat]\nfooter = "x"\n', "toml_key", "surat", "footer"),
        ('kind = "money"', 'kind = "uang"', "toml_value", "ask", 'kind = "uang"'),
        ('kind = "number"', "kind = 7", "toml_type", "ask", "kind = 7"),
        ('unit = "orang"', 'unit = "ekor"', "toml_value", "ask", 'unit = "ekor"'),
        ('sla = "60m"', 'sla = "sejam"', "toml_shape", "-", "sla ="),
        ('code = "100.2.2.5"', 'code = "satu"', "toml_shape", "-", "code ="),
        ("version = 1", "version = 0", "toml_shape", "-", "version"),
        ("version = 1", "version = 9007199254740993", "toml_too_long", "-", "version"),
        ("version = 1", "version = true", "toml_type", "-", "version"),
        ('icon = "hand-heart"', 'icon = "../hand"', "toml_shape", "-", "icon ="),
        (
            'title = "Surat Keterangan Tidak Mampu"',
            f'title = "{"Surat " * 9}"',
            "toml_too_long",
            "-",
            "title",
        ),
        ('"pernyataan", "frumah"', '"pernyataan", "ijazah"', "toml_value", "-", "bring"),
        ("bring = [", 'bring = "ktp" #[', "toml_type", "-", "bring"),
        ('signers = ["lurah", "seklur"]', 'signers = ["lurah", "camat"]', "toml_value", "-", "signers"),
        ('signers = ["lurah", "seklur"]', "signers = []", "toml_missing", "-", "signers"),
        ('signers = ["lurah", "seklur"]', "signers = [1]", "toml_type", "-", "signers"),
        ('identity = ["nama", "nik",', 'identity = ["nama", "umur",', "toml_value", "-", "identity"),
        ('facts = ["penghasilan", "keperluan"]', 'facts = ["umur"]', "service_placeholder", "-", "facts"),
        (
            'facts = ["penghasilan", "keperluan"]',
            'facts = ["pemohon.nik"]',
            "service_placeholder",
            "-",
            "facts",
        ),
        (
            '"penghasilan", "keperluan"]',
            '"penghasilan", "keperluan", "alasan"]',
            "service_facts",
            "-",
            "facts",
        ),
        ("code_confirmed = false", "code_confirmed = false\ncamat = true", "service_camat", "-", "camat"),
        ("{alasan}", "{sebab}", "service_placeholder", "surat", "body"),
        ("{alasan}", "{alasan.__class__}", "service_placeholder", "surat", "body"),
        ("{alasan}", "{alasan}}", "service_braces", "surat", "body"),
        (
            'name = "alasan"',
            'name = "penghasilan"',
            "toml_shape",
            "ask",
            'name = "penghasilan"\nkind = "paragraph"',
        ),
        ('name = "alasan"', 'name = "keperluan"', "toml_shape", "ask", 'name = "keperluan"'),
        ('name = "alasan"', 'name = "Alasan"', "toml_shape", "ask", 'name = "Alasan"'),
        ('on = "kk"', 'on = "ijazah"', "toml_value", "ask", 'on = "ijazah"'),
        ('list = "hubungan"', 'list = "hobi"', "toml_value", "ask.parts", "list ="),
        ('list = "hubungan"', 'choices = ["ya"]', "toml_missing", "ask.parts", None),
        ('list = "hubungan"', 'choices = ["ya", "ya"]', "toml_value", "ask.parts", "choices"),
        ('list = "hubungan"', 'choices = ["ya", 1.5]', "toml_choice", "ask.parts", "choices"),
        ('list = "hubungan"', 'choices = ["ya", { en = "no" }]', "toml_choice", "ask.parts", "choices"),
        ('list = "hubungan"', 'choices = ["ya", { value = [] }]', "toml_type", "ask.parts", "choices"),
        ('list = "hubungan"', f'choices = ["ya", "{"x" * 121}"]', "toml_too_long", "ask.parts", "choices"),
        ('list = "hubungan"', 'choices = "ya"', "toml_type", "ask.parts", "choices"),
        (
            'en = "Main reason" }',
            'eng = "Main reason" }',
            "toml_label",
            "ask",
            'label = { id = "Sebab utama"',
        ),
        ("max = 300", 'max = 300\nwhen = { penghasilan = "1" }', "service_condition", "ask", "when"),
        ("max = 300", 'max = 300\nwhen = { tanggungan = "1" }', "service_condition", "ask", "when"),
        ('alasan = "penghasilan tidak tetap"', "", "service_example", "example", "[example]"),
        (
            "jumlah_tanggungan = 4",
            "jumlah_tanggungan = 40",
            "service_example",
            "example",
            "jumlah_tanggungan = 40",
        ),
        (
            "jumlah_tanggungan = 4",
            "jumlah_tanggungan = 4\numur = 3",
            "service_example",
            "example",
            "umur = 3",
        ),
        (
            'alasan = "penghasilan tidak tetap"',
            f'alasan = "{"sawah " * 9}"',
            "service_typing",
            "-",
            "self_service",
        ),
        ('id = "tidak_mampu"', 'id = "mampu"', "service_file_name", "-", "id ="),
        ('outcome = "surat"', 'outcome = "reply"', "toml_key", "-", "short"),
        ("[example]", "[contoh]", "toml_key", "-", None),
    ],
)
def test_a_mistake_is_named_with_its_table_and_line(
    before: str, after: str, code: str, table: str, at: str | None
) -> None:
    text = changed(before, after)
    refusal = refusal_of(text)
    assert (refusal.code, refusal.details["table"], refusal.details["file"]) == (
        code,
        table,
        "tidak_mampu.toml",
    )
    if at is not None:
        assert refusal.details["line"] == line_of(text, at)


@pytest.mark.parametrize(
    "key",
    [
        "id",
        "version",
        "status",
        "outcome",
        "title",
        "label",
        "hint",
        "icon",
        "short",
        "code",
        "category",
        "layout",
        "kasi",
        "sla",
        "valid_days",
    ],
)
def test_a_key_that_is_missing_is_named(key: str) -> None:
    kept = [line for line in FILE.splitlines() if not line.startswith(f"{key} = ")]
    refusal = refusal_of("\n".join(kept))
    assert refusal.details["key"] == key
    assert refusal.code in {"toml_missing", "toml_value"}


def test_a_missing_purpose_is_named() -> None:
    start, end = FILE.index("keperluan = ["), FILE.index("[[ask]]")
    assert refusal_of(FILE[:start] + FILE[end:]).details["key"] == "keperluan"


def test_a_syntax_error_has_the_line_of_the_parser() -> None:
    text = changed('short = "SKTM"', "short = SKTM")
    refusal = refusal_of(text)
    assert (refusal.code, refusal.details["line"]) == ("toml_syntax", line_of(text, "short ="))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xff\xfe", "toml_not_text"),
        (b"# " + b"x" * 70_000, "toml_too_large"),
        (b"a = " + b"[" * 3000, "toml_syntax"),
        (b"a = " + b"9" * 5000, "toml_syntax"),
        (b"", "toml_missing"),
        (b"outcome = 3", "toml_type"),
        (b"ask = 3\noutcome = 'surat'", "toml_missing"),
    ],
)
def test_a_hostile_file_is_only_refused(raw: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        catalogue.read_service(raw, "x.toml", lists=LISTS)
    assert caught.value.code == code


LINES = FILE.splitlines()
JUNK = st.sampled_from(
    [
        *(
            "a = 1",
            "x",
            "[[ask]]",
            "[surat]",
            "[example]",
            "[[example]]",
            "[ask.x]",
            "ask = []",
            "label = {}",
        ),
        *("bring = [[1]]", "when = 3", "parts = [[]]", "choices = [[]]", "chips = [{}]", "kind = 'list'"),
        *("name = 1979-05-27", "max = 1e400"),
    ]
)


@given(
    st.lists(st.tuples(st.integers(0, len(LINES)), JUNK | st.text(max_size=20)), min_size=1, max_size=4),
    st.data(),
)
def test_a_mangled_file_is_read_or_refused_and_never_breaks(
    junk: list[tuple[int, str]], data: st.DataObject
) -> None:
    lines = list(LINES)
    for place, text in junk:
        lines.insert(place, text)
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    try:
        service = read("\n".join(lines))
    except Refused as caught:
        service = None
        assert caught.details["file"] == "tidak_mampu.toml"  # noqa: PT017  (either way is right)
    assert service is None or service.outcome is Outcome.SURAT


def test_two_services_may_not_certify_in_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "tidak_mampu.toml").write_text(FILE, encoding="utf-8")
    other = changed('id = "tidak_mampu"', 'id = "mampu_sekali"').replace("Keluarga nama", "KELUARGA  nama")
    (tmp_path / "mampu_sekali.toml").write_text(other, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        catalogue.load(tmp_path, lists=LISTS)
    assert (caught.value.code, caught.value.details["table"]) == ("service_body", "surat")


def test_an_older_version_stays_beside_the_newest(tmp_path: Path) -> None:
    (tmp_path / "tidak_mampu.1.toml").write_text(FILE, encoding="utf-8")
    (tmp_path / "tidak_mampu.toml").write_text(changed("version = 1", "version = 2"), encoding="utf-8")
    both = catalogue.load(tmp_path, lists=LISTS)
    assert both.get("tidak_mampu").version == 2
    assert both.get("tidak_mampu", 1).version == 1
    assert [one.version for one in both.ready()] == [2]


def test_one_version_may_not_be_there_twice(tmp_path: Path) -> None:
    for name in ("tidak_mampu.1.toml", "tidak_mampu.toml"):
        (tmp_path / name).write_text(FILE, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        catalogue.load(tmp_path, lists=LISTS)
    assert caught.value.code == "service_twice"


def test_a_draft_is_loaded_and_offered_to_nobody(tmp_path: Path) -> None:
    (tmp_path / "tidak_mampu.toml").write_text(changed('"ready"', '"draft"'), encoding="utf-8")
    drafts = catalogue.load(tmp_path, lists=LISTS)
    assert drafts.ready() == ()
    assert drafts.by_category() == {}
    assert drafts.get("tidak_mampu").id == "tidak_mampu"


# --- groups, conditions and replies -----------------------------------------------------------------


def with_question(question: str, example: str) -> Service:
    text = FILE.replace("[surat]\n", f"[[ask]]\n{question}\n\n[surat]\n", 1).replace(
        "[example]\n", f"[example]\n{example}\n", 1
    )
    return read(text)


LABEL = 'label = { id = "Uji", en = "Test" }'


@pytest.mark.parametrize(
    ("question", "example", "parts"),
    [
        (f'name = "anak"\nkind = "person"\nparts = "child"\n{LABEL}', "", 6),
        (f'name = "anak"\nkind = "person"\nparts = ["nama", "nik"]\n{LABEL}', "", 2),
        (f'name = "tujuan"\nkind = "place"\n{LABEL}', "", 8),
        (
            f'name = "tujuan"\nkind = "place"\nparts = ["kota"]\n{LABEL}',
            'tujuan = { kota = "Kota Jambi" }',
            1,
        ),
        (f'name = "polsek"\nkind = "choice"\nlist = "polsek"\n{LABEL}', 'polsek = "Polsek Sako"', 0),
        (f'name = "sekolah"\nkind = "text"\nlist = "sekolah"\n{LABEL}', "", 0),
        (f'name = "lahir"\nkind = "date"\npast = true\n{LABEL}', "lahir = 2020-01-05", 0),
    ],
)
def test_groups_and_lists_are_read(question: str, example: str, parts: int) -> None:
    service = with_question(question, example)
    assert len(service.ask[-1].parts) == parts


def test_the_old_way_of_the_hostile_is_closed() -> None:
    for question in (
        f'name = "anak"\nkind = "person"\nparts = "umur"\n{LABEL}',
        f'name = "anak"\nkind = "person"\nparts = ["umur"]\n{LABEL}',
        f'name = "anak"\nkind = "person"\n{LABEL}',
        f'name = "anak"\nkind = "place"\nparts = ["nik"]\n{LABEL}',
        f'name = "anak"\nkind = "list"\n{LABEL}',
        f'name = "anak"\nkind = "list"\nparts = [3]\n{LABEL}',
        f'name = "a"\nkind = "list"\nparts = [{{ name = "b", kind = "list", {LABEL}, parts = [] }}]\n{LABEL}',
    ):
        with pytest.raises(Refused) as caught:
            with_question(question, "")
        assert caught.value.code in {"toml_value", "toml_missing", "toml_type"}


def test_a_condition_looks_back_at_a_choice() -> None:
    question = (
        f'name = "tercatat"\nkind = "choice"\nchoices = ["ya", {{ value = "tidak", en = "No" }}]\n{LABEL}\n\n'
        f'[[ask]]\nname = "nomor_akta"\nkind = "text"\nwhen = {{ tercatat = "ya" }}\nrequired = true\n{LABEL}'
    )
    service = with_question(question, 'tercatat = "tidak"')
    assert answers.find_open(service, {**service.example, "tercatat": "ya"}) == ("nomor_akta",)
    with pytest.raises(Refused) as caught:
        with_question(question, 'tercatat = "tidak"\nnomor_akta = "12"')
    assert caught.value.details["reason"] == "answer_not_asked"


REPLY = """
id = "saran"
version = 1
status = "ready"
outcome = "reply"
title = "Saran dan aspirasi"
label = { id = "Saran", en = "Ideas" }
hint = { id = "Sampaikan saran", en = "Share an idea" }
icon = "lightbulb"
category = "layanan"
sla = "5d"
sla_first = "1d"
answered_by = "seklur"
anonymous = true

[[ask]]
name = "uraian"
kind = "paragraph"
label = { id = "Uraian", en = "Your idea" }
required = true

[example]
uraian = "Taman baca di tiap RW."
"""


def test_a_reply_needs_no_surat(tmp_path: Path) -> None:
    (tmp_path / "saran.toml").write_text(REPLY, encoding="utf-8")
    service = catalogue.load(tmp_path, lists=LISTS).get("saran")
    assert (service.outcome, service.surat, service.anonymous) == (Outcome.REPLY, None, True)
    assert service.sla_first == "1d"
    assert [field.name for field in service.fields] == ["uraian"]


def test_papers_may_be_alternatives() -> None:
    service = read(changed('"pernyataan", "frumah"]', '["cerai", "aktamati"]]'))
    assert service.bring[-1] == ("cerai", "aktamati")
    assert service.papers == ("pengantar", "ktp", "kk", "cerai", "aktamati")


def test_a_folder_that_is_not_there_has_no_services(tmp_path: Path) -> None:
    assert catalogue.load(tmp_path / "none", lists=LISTS).services == ()


def test_the_lists_stand_beside_the_catalogue_by_default() -> None:
    found: Any = catalogue.load(RESOURCES / "catalogue")
    assert [one.id for one in found.services] == [one.id for one in SHIPPED.services]
