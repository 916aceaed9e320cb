"""A hostile service file is refused or drawn as the text it is: it neither crashes nor leaves its place."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk import catalogue
from kiosk.domain import answers
from kiosk.domain.errors import Refused
from kiosk.domain.page import Sheet
from kiosk.domain.service import Service
from kiosk.domain.surat import compose
from kiosk.servicefile import EXAMPLE_DAY
from printing import render
from printing.pen import MM
from tests import make
from tests.printing.sample import say, sealed
from ui import preview

LISTS = make.library().reference
USAHA = (make.RESOURCES / "catalogue" / "usaha.toml").read_text("utf-8")
SURAT = re.search(r'^body = (?:"""\n?|")(.{20})', USAHA, re.MULTILINE)
assert SURAT is not None
BODY = SURAT[1]
WORDS = make.library().texts


def read(text: str | bytes) -> Service:
    raw = text.encode() if isinstance(text, str) else text
    return catalogue.read_service(raw, "usaha.toml", lists=LISTS)


def drawn(service: Service, **more: str) -> list[str]:
    """The text of each page; every letter of it lies on the sheet."""
    fields = {**LISTS.example, **service.example, **more}
    page = compose(service, sealed(service, fields), office=make.OFFICE, sheet=Sheet(), say=say)
    texts = []
    with pdfium.PdfDocument(render.pdf(page)) as document:
        for one in document:
            text = one.get_textpage()
            for at in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(at)
                assert left >= 0 <= bottom
                assert right <= 211 * MM
                assert top <= 298 * MM
            texts.append(text.get_text_range())
    return texts


def test_a_file_of_a_megabyte_is_refused_by_its_size() -> None:
    with pytest.raises(Refused) as caught:
        read(USAHA + "# " + "x" * 2**20)
    assert caught.value.code == "toml_too_large"


def test_a_table_nested_without_end_is_refused_by_its_form() -> None:
    """The TOML reader takes a dotted key of a thousand names, and nobody after it could."""
    with pytest.raises(Refused) as caught:
        read(USAHA + "\n[surat" + ".a" * 1_500 + "]\n")
    assert caught.value.code == "toml_syntax"


def test_a_folder_with_a_huge_file_is_not_read_into_memory(tmp_path: Path) -> None:
    with (tmp_path / "besar.toml").open("wb") as file:
        file.truncate(2**30)
    with pytest.raises(Refused) as caught:
        catalogue.load(tmp_path, lists=LISTS)
    assert caught.value.code == "toml_too_large"


def many(count: int) -> str:
    ask = "".join(
        f'[[ask]]\nname = "f{n}"\nkind = "text"\nlabel = {{ id = "F{n}", en = "F{n}" }}\nby = "staff"\n'
        for n in range(count)
    )
    body = "".join(f"[ {{f{n}}}]" for n in range(80))
    head, _, rest = USAHA.partition("[[ask]]")
    _, _, surat = rest.partition("[surat]")
    text = f"{head}{ask}[[ask]]{rest.partition('[surat]')[0]}[surat]{surat}"
    return text.replace(BODY, f"{body} {BODY}")


def test_a_service_of_five_hundred_questions_is_read_drawn_and_previewed() -> None:
    service = read(many(500))
    assert len(service.ask) > 500
    stored = answers.check_answers(
        service, {**service.example, **{f"f{n}": f"jawaban {n}" for n in range(500)}}, today=EXAMPLE_DAY
    )
    pages = drawn(service, **{name: value for name, value in stored.items() if name.startswith("f")})
    assert "jawaban 79" in " ".join("".join(pages).split())
    assert preview.answered(service, LISTS).service is service


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{pemohon.__class__}", "service_placeholder"),
        ("{0}", "service_placeholder"),
        ("{jenis_usaha!r}", "service_placeholder"),
        ("{jenis_usaha:>99999999}", "service_placeholder"),
        ("{{jenis_usaha}}", "service_braces"),
        ("{jenis_usaha", "service_braces"),
        ("[[{jenis_usaha}]]", "service_brackets"),
    ],
)
def test_braces_reach_nothing_but_answers(body: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read(USAHA.replace(BODY, body + " " + BODY))
    assert caught.value.code == code


@pytest.mark.parametrize(
    "hostile",
    [
        "<b>tebal</b> <img src='file:///etc/passwd'/> <para>",
        "&lt;&amp;&#x41;",
        "%s %(nama)s %n",
        "$HOME $(reboot) `reboot`",
        "\\\\begin{{x}}".replace("{{", "(").replace("}}", ")"),
    ],
)
def test_markup_is_printed_as_the_letters_it_is(hostile: str) -> None:
    service = read(USAHA.replace(BODY, f"{hostile} {BODY}"))
    text = "".join("".join(drawn(service)).split())
    assert "".join(hostile.replace("\\\\", "\\").split()) in text


@pytest.mark.parametrize("mark", list("\u202e\u200f\u2066\u2069\u200b\ufeff\u0007\x1b\u6f22"))
@pytest.mark.parametrize("where", ["body", "title", "label", "choice", "example"])
def test_marks_that_turn_or_hide_letters_never_reach_a_page(mark: str, where: str) -> None:
    before = {
        "body": BODY,
        "title": "Surat Keterangan Usaha",
        "label": "Nama usaha",
        "choice": "warung makan",
        "example": "Pempek Cek Lela",
    }[where]
    escaped = mark.encode("unicode_escape").decode().replace("\\x", "\\u00")
    text = USAHA.replace(f'"{before}', f'"{escaped}{before}')
    assert text != USAHA
    with pytest.raises(Refused) as caught:
        read(text)
    assert caught.value.code in {"toml_characters", "toml_syntax"}
    for words in WORDS.values():
        assert mark not in words.error(caught.value)


def with_form(*, title: str = "Lampiran", part: str = "Isian", label: str = "Paraf", row: str = "") -> str:
    """The service with a form beside its surat; each text stands in its file as a basic string."""
    rows = f'["jenis_usaha", {{ label = "{label}", boxes = 8 }}{row}]'
    form = (
        f'\n[[surat.attachment]]\ncode = "F1"\ntitle = "{title}"\n'
        f'\n[[surat.attachment.part]]\ntitle = "{part}"\nrows = {rows}\n'
    )
    return USAHA.replace("\n[example]", f"{form}\n[example]", 1)


PLACES_OF_FORM = pytest.mark.parametrize("where", ["title", "part", "label"])


@PLACES_OF_FORM
@pytest.mark.parametrize("hostile", ["<b>x</b>", "&lt;&amp;", "%s %n", "$(reboot)"])
def test_markup_in_a_form_is_printed_as_the_letters_it_is(where: str, hostile: str) -> None:
    text = "".join("".join(drawn(read(with_form(**{where: hostile})))).split()).casefold()
    assert "".join(hostile.split()).casefold() in text


@PLACES_OF_FORM
@pytest.mark.parametrize("mark", list("\u202e\u200f\u2066\u200b\ufeff\u0007\u6f22"))
def test_marks_that_turn_or_hide_letters_never_reach_a_form(where: str, mark: str) -> None:
    escaped = mark.encode("unicode_escape").decode().replace("\\x", "\\u00")
    with pytest.raises(Refused) as caught:
        read(with_form(**{where: f"{escaped}Isian"}))
    assert caught.value.code == "toml_characters"
    assert all(mark not in words.error(caught.value) for words in WORDS.values())


@PLACES_OF_FORM
@pytest.mark.parametrize("size", [500, 2**19])
def test_a_heading_of_a_form_without_end_is_refused(where: str, size: int) -> None:
    with pytest.raises(Refused) as caught:
        read(with_form(**{where: "x" * size}))
    assert caught.value.code == ("toml_too_large" if size > 2**18 else "toml_too_long")
    assert all(len(words.error(caught.value)) < 1000 for words in WORDS.values())


@PLACES_OF_FORM
@pytest.mark.parametrize("braces", ["{pemohon.__class__}", "{0}", "{jenis_usaha!r}", "{jenis_usaha", "{{x}}"])
def test_braces_in_a_form_reach_nothing_but_answers(where: str, braces: str) -> None:
    """A heading has no places: what looks like one is printed as the letters it is."""
    text = "".join("".join(drawn(read(with_form(**{where: braces})))).split())
    assert braces.casefold() in text.casefold()


@pytest.mark.parametrize(
    "row",
    [
        ', { name = "pemohon.__class__" }',
        ', "tidak_ditanyakan"',
        ', { label = "x", boxes = -1 }',
        ', { label = "x", boxes = 1000000000 }',
        ', { label = "x", boxes = true, warna = "merah" }',
        ", {}",
        ", []",
        ", 7",
        ", [[[]]]",
        ', { label = ["x"] }',
    ],
)
def test_a_hostile_row_is_refused_with_its_line(row: str) -> None:
    with pytest.raises(Refused) as caught:
        read(with_form(row=row))
    assert caught.value.details["file"] == "usaha.toml"
    assert int(caught.value.details["line"]) > 1
    assert all(words.error(caught.value) for words in WORDS.values())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.integers(0, len(USAHA.encode()) - 1), junk=st.binary(max_size=8), cut=st.integers(0, 40))
def test_a_file_with_any_bytes_in_it_is_read_or_refused(at: int, junk: bytes, cut: int) -> None:
    raw = USAHA.encode()
    try:
        service = read(raw[:at] + junk + raw[at + cut :])
    except Refused as refusal:
        said = [words.error(refusal) for words in WORDS.values()]
    else:
        said = drawn(service)
    assert all(said)
