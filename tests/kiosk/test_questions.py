"""Mistakes in a service file: each is refused with its file, table and line, and none breaks the program."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import catalogue
from kiosk.domain import answers
from kiosk.domain.errors import Refused
from kiosk.domain.service import Outcome, Service
from tests.kiosk.test_catalogue import FILE, LISTS, WORDS, changed, read

FACTS = next(line for line in FILE.splitlines() if line.startswith("facts = "))
FACT_LABEL = ("service_fact_label", "-", "facts")
PART = '[[surat.attachment.part]]\ntitle = "Bagian"\n'
NO_ROW = ("service_placeholder", "surat.attachment.part", "rows")
BAD_ROW = ("toml_row", "surat.attachment.part", "rows")
FORM = '[[surat.attachment]]\ncode = "N2"\ntitle = "Permohonan"\n'
"""A form that goes with the surat, still without its words."""


def refusal_of(text: str) -> Refused:
    """The refusal of a file, which has whole sentences in every language."""
    with pytest.raises(Refused) as caught:
        read(text)
    for words in WORDS.values():
        assert words.has(f"error.{caught.value.code}")
        assert "{" not in words.error(caught.value).replace("{n}", "")
    return caught.value


def line_of(text: str, part: str) -> int:
    return 1 + text[: text.index(part)].count("\n")


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
        ('icon = "hand-heart"', 'icon = "../hand"', "service_icon", "-", "icon ="),
        ('icon = "hand-heart"', 'icon = "hand-hart"', "service_icon", "-", "icon ="),
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
        (FACTS, 'facts = ["umur"]', "service_placeholder", "-", "facts"),
        (FACTS, 'facts = ["pemohon.nik"]', "service_placeholder", "-", "facts"),
        (FACTS, 'facts = ["keperluan", "alasan", "penghasilan"]', "service_facts", "-", "facts"),
        (FACTS, 'facts = ["penghasilan"]', "service_fact_label", "-", "facts"),
        (FACTS, 'facts = [{ name = "keperluan", id = "Untuk apa?", en = "Why" }]', *FACT_LABEL),
        (FACTS, 'facts = [{ name = "keperluan", id = "Keperluan" }]', *FACT_LABEL),
        (FACTS, 'facts = [{ id = "Keperluan", en = "Purpose" }]', "toml_type", "-", "facts"),
        (FACTS, 'facts = "keperluan"', "toml_type", "-", "facts"),
        ("code_confirmed = false", "code_confirmed = false\ncamat = true", "service_camat", "-", "camat"),
        ("{alasan}", "{sebab}", "service_placeholder", "surat", "body"),
        ("{alasan}", "{alasan.__class__}", "service_placeholder", "surat", "body"),
        ("{alasan}", "{alasan}}", "service_braces", "surat", "body"),
        ("{alasan}", "[{alasan}", "service_brackets", "surat", "body"),
        ("{alasan}", "{alasan} [tanpa isian]", "service_brackets", "surat", "body"),
        ("[surat]\n", '[surat]\nsign = ["pemohon"]\n', "service_ink", "surat", "sign = ["),
        ("[surat]\n", '[surat]\nsign = ["alasan"]\n', "service_placeholder", "surat", "sign = ["),
        ("[surat]\n", '[surat]\nsign = ["lurah"]\n', "service_placeholder", "surat", "sign = ["),
        ('layout = "keterangan"', 'layout = "pengantar"', "toml_missing", "surat", None),
        ("[example]\n", f"{FORM}kode = 1\n[example]\n", "toml_key", "surat.attachment", "kode"),
        ("[example]\n", f"{FORM}[example]\n", "toml_missing", "surat.attachment", None),
        (
            "[example]\n",
            f'{FORM}body = "{{umur}}"\n[example]\n',
            "service_placeholder",
            "surat.attachment",
            'body = "{umur}"',
        ),
        (
            "[example]\n",
            f"{FORM}{PART}rows = []\n[example]\n",
            "toml_missing",
            "surat.attachment.part",
            "rows",
        ),
        ("[example]\n", f"{FORM}{PART}rows = [7]\n[example]\n", "toml_row", "surat.attachment.part", "rows"),
        ("[example]\n", f'{FORM}{PART}rows = ["umur"]\n[example]\n', *NO_ROW),
        ("[example]\n", f'{FORM}{PART}rows = ["nomor"]\n[example]\n', *NO_ROW),
        ("[example]\n", f'{FORM}{PART}rows = [["alasan", "umur"]]\n[example]\n', *NO_ROW),
        ("[example]\n", f'{FORM}{PART}rows = [{{ label = "Diisi", boxes = 21 }}]\n[example]\n', *BAD_ROW),
        ("[example]\n", f"{FORM}{PART}rows = [{{ boxes = 3 }}]\n[example]\n", *BAD_ROW),
        ("[example]\n", f'{FORM}{PART}rows = [{{ label = "Diisi", kind = "text" }}]\n[example]\n', *BAD_ROW),
        (
            "[example]\n",
            f'{FORM}{PART}each = "alasan"\nrows = ["nama"]\n[example]\n',
            "service_placeholder",
            "surat.attachment.part",
            "each",
        ),
        (
            "[example]\n",
            f'{FORM}{PART}each = "tanggungan"\nrows = ["nik"]\n[example]\n',
            *NO_ROW,
        ),
        (
            "[example]\n",
            f'{FORM}body = "x"\nsign = [{{ name = "pemohon", label = "{{umur}}" }}]\n[example]\n',
            "service_placeholder",
            "surat.attachment",
            "sign = ",
        ),
        (
            "[example]\n",
            f'{FORM}body = "x"\nsign = ["camat"]\n[example]\n',
            "service_placeholder",
            "surat.attachment",
            'sign = ["camat"]',
        ),
        (
            "[example]\n",
            f'{FORM}body = "x"\nwhen = {{ alasan = "lanjut usia" }}\n[example]\n',
            "service_condition",
            "surat.attachment",
            "when = ",
        ),
        (
            'name = "alasan"',
            'name = "penghasilan"',
            "service_name_taken",
            "ask",
            'name = "penghasilan"\nkind = "paragraph"',
        ),
        ('name = "alasan"', 'name = "keperluan"', "service_name_taken", "ask", 'name = "keperluan"'),
        ('name = "alasan"', 'name = "Alasan"', "toml_shape", "ask", 'name = "Alasan"'),
        ('on = "kk"', 'on = "ijazah"', "toml_value", "ask", 'on = "ijazah"'),
        ('list = "hubungan"', 'list = "hobi"', "toml_value", "ask.parts", "list ="),
        ('list = "hubungan"', 'choices = ["ya"]', "toml_missing", "ask.parts", None),
        ('list = "hubungan"', 'choices = ["ya", "ya"]', "service_choice_twice", "ask.parts", "choices"),
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
    assert (caught.value.code, caught.value.details["key"]) == ("service_not_asked", "nomor_akta")
