"""The closed list of Indonesian nouns stays closed: everything else has one English word."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.shape.source import PRODUCT, files

# Words of another language or another trade for what already has its name, with that name.
WORDS = {
    "alamat": "address",
    "antrean": "queue",
    "antrian": "queue",
    "berkas": "papers",
    "cetak": "print",
    "headman": "lurah",
    "jabatan": "post",
    "kades": "lurah",
    "kota": "city",
    "layanan": "service",
    "loket": "desk",
    "nama": "name",
    "nomor": "number",
    "pegawai": "staff",
    "pekerjaan": "job",
    "pemohon": "resident",
    "penduduk": "resident",
    "petugas": "staff",
    "signee": "signer",
    "stempel": "stamp",
    "tandatangan": "signature",
    "tanggal": "date",
    "ttd": "signature",
    "warga": "resident",
}
PAIRS = {("village", "head"): "lurah", ("family", "card"): "kk", ("identity", "number"): "nik"}


def names(text: str) -> Iterator[tuple[str, int]]:
    """Each name this module gives: modules, classes, functions, arguments, variables, fields."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield (node.id if isinstance(node, ast.Name) else node.attr), node.lineno


def strangers(name: str) -> list[str]:
    """The words of a name that the glossary does not know, each with the word to use."""
    words = [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]
    pairs = pairwise(words)
    return [f"{word} -> {WORDS[word]}" for word in words if word in WORDS] + [
        f"{first} {second} -> {PAIRS[first, second]}" for first, second in pairs if (first, second) in PAIRS
    ]


@pytest.mark.parametrize("name", ["pemohon", "nama_warga", "TanggalLahir", "village_head", "NOMOR"])
def test_a_second_word_for_one_thing_is_seen(name: str) -> None:
    assert strangers(name)


@pytest.mark.parametrize(
    "name", ["kelurahan", "kop", "find_nik", "Permohonan", "head_of_village", "pengantar"]
)
def test_the_closed_list_is_at_home(name: str) -> None:
    assert not strangers(name)


def test_one_thing_has_one_word() -> None:
    found = [
        f"{source.place}:{line}: {stranger}"
        for source in files(".py", PRODUCT)
        for name, line in names(source.text)
        for stranger in strangers(name)
    ]
    assert not found


def test_modules_use_the_same_words() -> None:
    assert not {source.place: strangers(source.place) for source in files(".py") if strangers(source.place)}
