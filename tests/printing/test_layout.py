"""Lines and pages: nothing is lost, nothing too wide, and the signature is never alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import Refused
from printing.fonts import SERIF
from printing.layout import Bar, Line, Text, break_text, get_layout, height, paginate, paragraph, stretch
from printing.pen import Style

STYLE = Style(SERIF, 11)
WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzATVWYm/-.", min_size=1, max_size=30), max_size=60)


@given(words=WORDS, width=st.floats(40, 480), first=st.floats(0, 30))
def test_breaking_loses_no_letter_and_no_line_is_too_wide(
    words: list[str], width: float, first: float
) -> None:
    lines = break_text(" ".join(words), STYLE, width, first=first)
    assert "".join("".join(lines).split()) == "".join(words)
    for at, line in enumerate(lines):
        room = width - (first if at == 0 else 0)
        closed = STYLE.width(line) - line.count(" ") * STYLE.width(" ") * 0.12
        assert closed <= room + 0.01 or len(line) == 1


def test_words_that_name_what_follows_stay_with_it() -> None:
    lines = break_text("kata " * 11 + "RT 012 RW 004 Nomor 045/XI", STYLE, 170)
    assert not [line for line in lines if line.endswith(("RT", "RW", "Nomor"))]


@pytest.mark.parametrize("width", range(130, 400, 10))
def test_a_date_stays_on_one_line(width: int) -> None:
    lines = break_text("kata " * 9 + "berlaku sampai 22 Februari 2027.", STYLE, width)
    assert lines[-1].endswith("22\u00a0Februari\u00a02027.")


def test_a_number_too_long_for_its_line_breaks_at_a_slash() -> None:
    width = STYLE.width("400.12.2.1/007/KEL-SLG/X")
    assert break_text("400.12.2.1/007/KEL-SLG/XI/2026", STYLE, width) == [
        "400.12.2.1/007/KEL-SLG/",
        "XI/2026",
    ]


def test_a_word_without_any_joint_is_cut_where_the_line_ends() -> None:
    lines = break_text("a" * 300, STYLE, 100)
    assert "".join(lines) == "a" * 300
    assert all(STYLE.width(line) <= 100 for line in lines)


def test_spaces_are_even_rather_than_greedy() -> None:
    """The greedy break of the same text leaves a line with one word less and twice the gaps."""
    text = (
        "Keluarga nama tersebut menyatakan berpenghasilan Rp1.500.000 (satu juta lima ratus ribu rupiah) "
        "sebulan untuk empat orang tanggungan, karena penghasilan tidak tetap sebagai buruh harian dan "
        "banyak tanggungan."
    )
    width = 300.0
    slack = [width - STYLE.width(line) for line in break_text(text, STYLE, width)[:-1]]
    greedy: list[str] = [""]
    for word in text.split():
        joined = f"{greedy[-1]} {word}".strip()
        greedy = [*greedy[:-1], joined] if STYLE.width(joined) <= width else [*greedy, word]
    assert max(slack) <= max(width - STYLE.width(line) for line in greedy[:-1])


def test_a_paragraph_is_flush_at_both_edges_and_ragged_at_its_end() -> None:
    layout = get_layout("A4")
    lines = paragraph("Nama tersebut tinggal di alamat itu sejak lama. " * 6, STYLE, layout, gap=5, indent=28)
    marks = [mark for line in lines for mark in line.marks if isinstance(mark, Text)]
    ends = [
        mark.x + STYLE.width(mark.text) + mark.word * (mark.text.count(" ") + mark.text.count("\u00a0"))
        for mark in marks
    ]
    assert marks[0].x == 28
    assert all(end == pytest.approx(layout.measure, abs=0.01) for end in ends[:-1])
    assert marks[-1].word == 0
    assert [line.gap for line in lines] == [5] + [0] * (len(lines) - 1)


def lines(count: int, *, each: float = 14, keep: bool = False) -> list[Line]:
    return [Line(each, (Text(0, 11, str(n), STYLE),), gap=2, keep=keep) for n in range(count)]


@given(
    count=st.integers(2, 120),
    kept=st.sets(st.integers(0, 119)),
    room=st.floats(120, 400),
    tail=st.floats(20, 80),
)
def test_pages_hold_every_line_in_order_and_the_tail_never_stands_alone(
    count: int, kept: set[int], room: float, tail: float
) -> None:
    given_ = [
        Line(14, (Text(0, 11, str(n), STYLE),), gap=2, keep=n in kept and n < count - 1) for n in range(count)
    ]
    pages = paginate(given_, first=room, rest=room, tail=tail)
    assert [line for page in pages for line in page] == given_
    assert all(height(page) <= room for page in pages)
    assert height(pages[-1]) + tail <= room
    assert len(pages) == 1 or len(pages[-1]) >= 2


def test_a_page_does_not_begin_after_a_kept_line() -> None:
    kept = lines(10)
    kept[4] = Line(14, kept[4].marks, gap=2, keep=True)
    first, second = paginate(kept, first=5 * 16, rest=400, tail=20)
    assert (len(first), len(second)) == (4, 6)


def test_a_head_is_repeated_on_the_page_that_goes_on() -> None:
    head = Line(14, (Text(0, 11, "kepala", STYLE),))
    rows = [Line(14, (Text(0, 11, str(n), STYLE),), head=head) for n in range(10)]
    first, second = paginate(rows, first=70, rest=400, tail=20)
    assert second[0] == head
    assert [*first, *second[1:]] == rows


def test_a_table_that_runs_over_is_ruled_off_below_its_last_row_of_the_page() -> None:
    head = Line(14, (Bar(0, 0, 400, 0.8), Text(0, 11, "kepala", STYLE)))
    rows = [Line(14, (Text(0, 11, str(n), STYLE),), head=head) for n in range(10)]
    first, second = paginate(rows, first=70, rest=400, tail=20)
    assert first[-1].marks[-1] == Bar(0, 14, 400, 0.8)
    assert second[-1] == rows[-1]


def test_a_line_taller_than_a_page_ends_in_a_page_for_the_signature_alone() -> None:
    giant = [Line(600, ())]
    assert paginate(giant, first=500, rest=500, tail=100) == [giant, []]


def test_stretching_moves_gaps_and_leaves_lines() -> None:
    opened = stretch(lines(3), 1.5)
    assert [line.gap for line in opened] == [3, 3, 3]
    assert height(opened) == height(lines(3)) + 2


def test_measures_come_from_a_file_in_millimetres(tmp_path: Path) -> None:
    source = (Path(__file__).parents[2] / "resources" / "layouts" / "A4.toml").read_text(encoding="utf-8")
    (tmp_path / "A4.toml").write_text(source.replace("left = 25", "left = 50"), encoding="utf-8")
    assert get_layout("A4", tmp_path).measure == pytest.approx(get_layout("A4").measure - 25 * 72 / 25.4)
    with pytest.raises(Refused):
        get_layout("F4", tmp_path)
