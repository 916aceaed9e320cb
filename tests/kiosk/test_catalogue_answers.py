"""Answers made from each service's own description: every valid set renders, every invalid one is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain import answers, words
from kiosk.domain.errors import Refused
from kiosk.domain.page import Copy, Sheet
from kiosk.domain.service import Field, Kind, Outcome, Service
from kiosk.domain.surat import compose
from kiosk.servicefile import EXAMPLE_DAY
from printing import render
from tests.kiosk.test_catalogue import LISTS, SHIPPED, WORDS
from tests.make import OFFICE
from tests.printing.sample import say, sealed

EVERY = pytest.mark.parametrize("service", SHIPPED.services, ids=lambda one: one.id)
FEW = settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
LETTERS = "aeiou RSTMN é'-/.,()[]{}<>&%0123456789\u200f\u00ad"
"""What people type and what a hostile one does: markup, braces, marks that turn the direction of writing."""

NONSENSE: Mapping[Kind, tuple[Any, ...]] = {
    Kind.TEXT: ("漢字", 7, "x" * 2001, ["a"]),
    Kind.PARAGRAPH: ("漢字", 7, "x" * 2001),
    Kind.DATE: ("31-02-2026", "besok", 20260101, "01/01/0001"),
    Kind.TIME: ("25:61", "siang", 9),
    Kind.NUMBER: ("dua", "-1", "1e9", 10**13, "1.23.4"),
    Kind.MONEY: ("banyak", "-5000", 1.5, 10**13, "Rp1.00"),
    Kind.CHOICE: ("\N{SNOWMAN} bukan pilihan", 7),
    Kind.NIK: ("1234", "1671994507890000", "16719945O7890003", 1671994507890003),
    Kind.KK: ("1234", "enam belas angka", 16),
    Kind.PERSON: ("Lela", {"umur": "7"}, [1], {"nama": 7}),
    Kind.PLACE: ("di sana", {"planet": "Bumi"}, {"alamat": 7}),
    Kind.LIST: ("satu", [7], {"nama": "x"}, [{"bukan bagian": 1}] * 3, [{}] * 999),
}


def texts(most: int, letters: str = LETTERS) -> st.SearchStrategy[str]:
    return st.text(letters, min_size=1, max_size=min(most, 90)).filter(lambda text: bool(words.tidy(text)))


@st.composite
def niks(draw: st.DrawFn) -> str:
    day = draw(st.integers(1, 28)) + 40 * draw(st.integers(0, 1))
    return (
        f"167199{day:02}{draw(st.integers(1, 12)):02}"
        f"{draw(st.integers(0, 99)):02}{draw(st.integers(1, 9999)):04}"
    )


def dates(field: Field) -> st.SearchStrategy[str]:
    first = EXAMPLE_DAY if field.future else date(1900, 1, 1)
    if field.max_age_days is not None:
        first = EXAMPLE_DAY - timedelta(field.max_age_days)
    last = EXAMPLE_DAY if field.past else date(2100, 12, 31)
    return st.dates(first, last).map(lambda day: day.isoformat())


def numbers(field: Field) -> st.SearchStrategy[Any]:
    most = answers.LARGEST if field.max is None else field.max
    if field.unit == "masehi" and field.past:
        most = min(most, EXAMPLE_DAY.year)
    whole = st.integers(field.min or 0, most)
    if field.unit not in answers.MEASURES:
        return whole
    return whole | st.integers(field.min or 0, min(most, 10**6) - 1).map(lambda number: f"{number},5")


@st.composite
def groups(draw: st.DrawFn, field: Field) -> dict[str, Any]:
    """A person, a place or a row: what has to be there, and some of the rest."""
    found: dict[str, Any] = {}
    for part in field.parts:
        if part.required or draw(st.booleans()):
            found[part.name] = draw(values(part, of_place=field.kind is Kind.PLACE))
    return found


def values(field: Field, *, of_place: bool = False) -> st.SearchStrategy[Any]:
    """Anything the description of a question allows."""
    if of_place and field.name in {"rt", "rw"}:
        return st.integers(1, 999).map(str)
    if of_place and field.name == "kode_pos":
        return st.integers(10_000, 99_999).map(str)
    if field.kind is Kind.CHOICE and field.choices:
        return st.sampled_from([choice.value for choice in field.choices])
    rows = st.integers(field.min or 1, min(field.max or answers.ROWS_MAX, 5))
    makers: dict[Kind, Callable[[], st.SearchStrategy[Any]]] = {
        Kind.TEXT: lambda: texts(field.max or answers.TEXT_MAX),
        Kind.CHOICE: lambda: texts(answers.TEXT_MAX),
        Kind.PARAGRAPH: lambda: texts(field.max or answers.PARAGRAPH_MAX, LETTERS + "\n"),
        Kind.DATE: lambda: dates(field),
        Kind.TIME: lambda: st.times().map(lambda clock: f"{clock:%H.%M}"),
        Kind.NUMBER: lambda: numbers(field),
        Kind.MONEY: lambda: st.integers(field.min or 0, answers.LARGEST if field.max is None else field.max),
        Kind.NIK: niks,
        Kind.KK: niks,
        Kind.PERSON: lambda: groups(field),
        Kind.PLACE: lambda: groups(field),
        Kind.LIST: lambda: rows.flatmap(lambda n: st.lists(groups(field), min_size=n, max_size=n)),
    }
    return makers[field.kind]()


@st.composite
def valid(draw: st.DrawFn, service: Service) -> dict[str, Any]:
    """Answers to what is asked, as they depend on each other."""
    found: dict[str, Any] = {}
    for field in service.fields:
        if answers.is_asked(field, found) and (field.required or draw(st.booleans())):
            found[field.name] = draw(values(field))
    return found


def test_the_nonsense_of_each_kind_is_named() -> None:
    assert set(NONSENSE) == set(Kind)


@EVERY
@given(data=st.data())
@FEW
def test_every_valid_set_is_kept_and_rendered(service: Service, data: st.DataObject) -> None:
    given_ = data.draw(valid(service))
    stored = answers.check_answers(service, given_, today=EXAMPLE_DAY)
    assert set(stored) <= set(given_)
    assert answers.check_answers(service, stored, today=EXAMPLE_DAY) == stored
    assert not answers.find_open(service, stored)
    if service.outcome is Outcome.SURAT:
        fields = {**LISTS.example, **stored}
        signed = sealed(service, fields, until="2027-02-22" if service.valid_days else "")
        sheet = Sheet(copy=data.draw(st.sampled_from((Copy.ORIGINAL, Copy.DRAFT))))
        on = replace(service, paper=data.draw(st.sampled_from(("A4", "F4"))))
        pdf = render.pdf(compose(on, signed, office=OFFICE, sheet=sheet, say=say))
        with pdfium.PdfDocument(pdf) as document:
            assert 1 <= len(document) <= 20


@EVERY
@given(data=st.data())
@FEW
def test_one_nonsense_among_the_answers_is_refused_beside_its_field(
    service: Service, data: st.DataObject
) -> None:
    good = dict(service.example)
    asked = [field for field in service.fields if answers.is_asked(field, good)]
    field = data.draw(st.sampled_from(asked))
    value = data.draw(st.sampled_from(NONSENSE[field.kind]))
    with pytest.raises(Refused) as caught:
        answers.check_answers(service, {**good, field.name: value}, today=EXAMPLE_DAY)
    details = caught.value.details
    assert str(details["field"]).split(".")[0] == field.name
    for language in WORDS.values():
        assert language.has(f"error.{caught.value.code}")
        assert "{" not in language.error(caught.value)


def beyond(field: Field) -> Iterator[Any]:
    """Values of the right kind that the description of a question does not allow."""
    day = timedelta(1)
    if field.kind is Kind.TEXT:
        yield "x" * ((field.max or answers.TEXT_MAX) + 1)
    elif field.kind is Kind.PARAGRAPH:
        yield "x " * (field.max or answers.PARAGRAPH_MAX)
    elif field.kind in {Kind.NUMBER, Kind.MONEY}:
        yield (answers.LARGEST if field.max is None else field.max) + 1
        yield from (field.min - 1,) if field.min else ()
    elif field.kind is Kind.DATE:
        yield from ((EXAMPLE_DAY + day).isoformat(),) if field.past else ()
        yield from ((EXAMPLE_DAY - day).isoformat(),) if field.future else ()
        if field.max_age_days is not None:
            yield (EXAMPLE_DAY - timedelta(field.max_age_days + 1)).isoformat()
    elif field.kind is Kind.CHOICE:
        yield from ("bukan pilihan",) if field.choices else ()
    elif field.kind is Kind.LIST:
        yield from ([{}] * (field.min - 1),) if field.min else ()


@EVERY
def test_a_value_beyond_what_a_question_allows_is_refused_beside_it(service: Service) -> None:
    good = dict(service.example)
    for field in service.fields:
        if not answers.is_asked(field, good):
            continue
        tried = list(beyond(field))
        if field.kind is Kind.LIST:
            tried.append([good.get(field.name, [{}])[0]] * ((field.max or answers.ROWS_MAX) + 1))
        for value in tried:
            with pytest.raises(Refused) as caught:
                answers.check_answers(service, {**good, field.name: value}, today=EXAMPLE_DAY)
            assert str(caught.value.details["field"]).split(".")[0] == field.name, value


@EVERY
def test_what_was_not_asked_is_no_answer(service: Service) -> None:
    """A condition that does not hold, and a name nobody asked."""
    with pytest.raises(Refused):
        answers.check_answers(service, {**service.example, "tidak_ditanya": "x"}, today=EXAMPLE_DAY)
    for field in service.fields:
        if field.when and not answers.is_asked(field, service.example):
            given_ = {**service.example, field.name: "x"}
            assert field.name not in answers.check_answers(service, given_, today=EXAMPLE_DAY)


@EVERY
def test_a_required_answer_that_is_missing_is_asked_for(service: Service) -> None:
    for field in service.fields:
        if field.required and answers.is_asked(field, service.example):
            rest = {name: value for name, value in service.example.items() if name != field.name}
            with pytest.raises(Refused) as caught:
                answers.check_answers(service, rest, today=EXAMPLE_DAY)
            assert caught.value.code == "answer_missing"
