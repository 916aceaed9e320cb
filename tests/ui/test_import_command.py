"""`kiosk import residents` as an officer types it: read first, taken, and taken back as a whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk import config as configs
from kiosk import sheets
from kiosk.store import residents
from tests import make
from tests.kiosk.usecases.test_intake import BUDI, HEAD, LELA
from tests.ui.test_sticks import reopened, run
from ui.commands.console import WARNING


@pytest.fixture
def home(tmp_path: Path) -> Path:
    desk = make.make_office(tmp_path / "desk")
    configs.save(desk.config)
    desk.db.close()
    again = ("1671994507890011", *LELA[1:])
    rows = [HEAD, LELA, BUDI, again, ("123", *LELA[1:])]
    (tmp_path / "warga.xlsx").write_bytes(sheets.write_xlsx("warga", rows))
    return tmp_path / "desk"


def count(home: Path) -> int:
    kiosk = reopened(home)
    found = residents.count(kiosk.db)
    kiosk.db.close()
    return found


def test_a_table_is_told_taken_and_taken_back(home: Path) -> None:
    table, mended = str(home.parent / "warga.xlsx"), home.parent / "mend.xlsx"
    place = ("--home", str(home))
    said = run("import", "residents", table, "--dry-run", "--refused", str(mended), *place, ends=WARNING)
    assert "Baru 3, berubah 0, sama 0, tidak terbaca 1." in said
    assert "****0011" in said
    assert "****0003" in said
    assert mended.exists()
    assert count(home) == 0
    told = json.loads(run("import", "residents", table, "--json", *place, ends=WARNING))
    assert told["same_person"] == [{"line": 4, "nik": "****0011", "other": "****0003"}]
    assert count(home) == 3
    said = run("import", "residents", "--take-back", "--dry-run", *place)
    assert "Dihapus 3, kembali seperti semula 0, tetap 0." in said
    assert count(home) == 3
    back = json.loads(run("import", "residents", "--take-back", "--json", *place))
    assert back == {"counts": {"removed": 3, "restored": 0, "kept": 0}, "kept": []}
    assert count(home) == 0
    assert "Tidak ada impor" in run("import", "residents", "--take-back", *place, ends=WARNING)


def test_a_file_or_the_way_back_but_not_both(home: Path) -> None:
    run("import", "residents", "--home", str(home), ends=2)
    run("import", "residents", str(home.parent / "warga.xlsx"), "--take-back", "--home", str(home), ends=2)


def test_heads_of_rt_and_rw_are_told_and_taken(home: Path) -> None:
    table, place = home.parent / "ketua.csv", ("--home", str(home))
    table.write_text("rt,rw,nama\n7,2,Masnun (CONTOH)\n8,2,\n", encoding="utf-8")
    said = run("import", "heads", str(table), "--dry-run", *place, ends=WARNING)
    assert "Baru 1, berubah 0, sama 0, tidak terbaca 1." in said
    told = json.loads(run("import", "heads", str(table), "--json", *place, ends=WARNING))
    assert (told["counts"]["new"], told["refused"][0]["error"]) == (1, "head_no_name")
    told = json.loads(run("import", "heads", str(table), "--json", *place, ends=WARNING))
    assert told["counts"]["same"] == 1
