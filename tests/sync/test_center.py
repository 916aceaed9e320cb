"""The city's center as a process of its own: it adopts an office, receives its ledger, answers who asks."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from kiosk import keys
from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.seal import human_code, text, ticket
from kiosk.store import cases, ledger
from kiosk.usecases import acts, surat
from sync import enrol, newcomers, wire
from sync.central import __main__ as command
from sync.central import city, store
from sync.central.__main__ import main
from sync.central.center import Center
from sync.central.fold import find_cti
from sync.desk import Desk
from sync.exchange import offer
from sync.http import Client, Link
from sync.loop import run_round
from tests import make
from tests.fakes import FakeWorld
from tests.sync.center_served import Served, serve_center
from tests.sync.memory import make_key


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve_center(tmp_path_factory.mktemp("center")) as one:
        yield one


@pytest.fixture(scope="module")
def desk(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """An office that stood alone, with two surat, adopted and pushed."""
    kiosk = make.make_office(tmp_path_factory.mktemp("desk"))
    make.signed(kiosk)
    make.signed(kiosk, mode="seal")
    make.file(kiosk)
    code = served.command("enrol-code", make.KELURAHAN)
    client = Client(Link("pusat", served.url))
    assert newcomers.be_adopted(kiosk, code, client.post_raw) == "pusat"
    run_round(Desk(kiosk), client)
    client.close()
    yield kiosk
    kiosk.db.close()


def by_mode(desk: Kiosk, mode: str) -> Any:
    return next(one.case for one in cases.find_open(desk.db) if one.case.sign.get("mode") == mode)


def push(desk: Kiosk, served: Served) -> None:
    client = Client(Link("pusat", served.url))
    run_round(Desk(desk), client)
    client.close()


def settle(served: Served) -> dict[str, Any]:
    """The center's digest, which also waits for what it folds after the answer."""
    return dict(json.loads(served.command("digest", make.KELURAHAN, "--json")))


def qr(desk: Kiosk, case: Any) -> str:
    return text(desk.office.host, base64.b64decode(case.sign["seal"]))


def test_the_center_holds_the_office_ledger_and_folds_it_to_the_same_state(
    desk: Kiosk, served: Served
) -> None:
    head = ledger.head(desk.db)
    assert settle(served) == {
        "kelurahan": make.KELURAHAN,
        "term": head.term,
        "n": head.n,
        "hash": head.hash.hex(),
        "fold": cases.fold_digest(desk.db).hex(),
    }


def test_a_sealed_surat_is_green_at_the_center(desk: Kiosk, served: Served) -> None:
    settle(served)
    answer = served.ask("/api/check", text=qr(desk, by_mode(desk, "seal"))).json()
    assert (answer["state"], answer["colour"]) == ("valid", "green")
    assert answer["headline"] == "ASLI DAN TERDAFTAR"
    assert answer["signer"]["post"] == "Lurah Sialang"
    assert ["Nama", "LELA CONTOH"] in answer["rows"]


def test_a_wet_surat_waits_for_ink_at_the_center(desk: Kiosk, served: Served) -> None:
    settle(served)
    answer = served.ask("/api/check", text=qr(desk, by_mode(desk, "wet")), lang="en").json()
    assert (answer["state"], answer["colour"]) == ("awaiting_ink", "yellow")


def test_one_changed_digit_is_refused_and_shows_nothing(desk: Kiosk, served: Served) -> None:
    good = qr(desk, by_mode(desk, "seal"))
    last = "1" if good[-1] != "1" else "2"
    answer = served.ask("/api/check", text=good[:-1] + last).json()
    assert (answer["state"], answer["colour"]) == ("forged", "red")
    assert "facts" not in answer
    assert "rows" not in answer


def test_a_typed_code_is_yellow_at_best(desk: Kiosk, served: Served) -> None:
    settle(served)
    code = human_code(find_cti(by_mode(desk, "seal"), make.KELURAHAN))
    answer = served.ask("/api/check", code=code.lower()).json()
    assert (answer["colour"], answer["headline"]) == ("yellow", "SURAT INI TERDAFTAR")
    assert served.ask("/api/check", code="M6SC-7N75-YR3R").json()["error"] == "seal_unknown"
    assert served.ask("/api/check", code="M6SC-7N75-YR3X").json()["error"] == "code_mistyped"


def test_a_kiosk_that_verified_itself_may_ask_for_the_registration_alone(desk: Kiosk, served: Served) -> None:
    settle(served)
    cti = find_cti(by_mode(desk, "seal"), make.KELURAHAN).hex()
    assert served.ask("/api/check", cti=cti).json()["registration"] == "registered"
    assert served.ask("/api/check", cti="00" * 10).status_code == 404


def test_a_slip_tells_where_a_permohonan_stands_and_nothing_personal(desk: Kiosk, served: Served) -> None:
    settle(served)
    case = next(one.case for one in cases.find_open(desk.db) if not one.case.sign)
    assert desk.keys.office is not None
    pin = keys.ticket_pin(desk.keys.office.ticket, case.id)
    reply = served.ask("/api/track", ticket=ticket(case.id), pin=pin)
    answer = reply.json()
    assert answer["status"] == "in_review"
    assert [step["what"] for step in answer["steps"]] == ["filed"]
    for secret in ("LELA", "1671994507890003", "Pempek", case.id):
        assert secret not in reply.text
    wrong = "000000" if pin != "000000" else "111111"
    assert served.ask("/api/track", ticket=ticket(case.id), pin=wrong).json()["error"] == "ticket_unknown"


def test_five_wrong_pins_close_a_ticket_for_a_while(desk: Kiosk, served: Served) -> None:
    case = by_mode(desk, "wet")
    settle(served)
    assert desk.keys.office is not None
    pin = keys.ticket_pin(desk.keys.office.ticket, case.id)
    wrong = [f"{(int(pin) + step) % 1_000_000:06d}" for step in range(1, 6)]
    for one in wrong:
        assert served.ask("/api/track", ticket=ticket(case.id), pin=one).json()["error"] == "ticket_unknown"
    assert served.ask("/api/track", ticket=ticket(case.id), pin=pin).json()["error"] == "ticket_closed"


def test_a_revoked_surat_is_red_after_the_next_round(desk: Kiosk, served: Served) -> None:
    case = make.signed(desk, mode="seal")
    printed = qr(desk, case)
    push(desk, served)
    settle(served)
    assert served.ask("/api/check", text=printed).json()["colour"] == "green"
    surat.revoke(desk, make.lurah, acts.begin(desk, case), reason="data_salah")
    push(desk, served)
    settle(served)
    answer = served.ask("/api/check", text=printed).json()
    assert (answer["state"], answer["colour"]) == ("revoked", "red")


def test_the_center_is_sent_no_document_of_an_office(desk: Kiosk, served: Served) -> None:
    """Residents and PIN verifiers stay in the office, and no line carries them in vain."""
    sent: list[bytes] = []

    class Overheard(Client):
        def post(self, messages: list[bytes]) -> list[bytes]:
            sent.extend(messages)
            return super().post(messages)

    client = Overheard(Link("pusat", served.url))
    run_round(Desk(desk), client)
    run_round(Desk(desk), client)
    client.close()
    assert sent
    assert not [raw for raw in sent if b'"kind":"documents"' in raw]


def test_a_code_lets_nobody_in_twice_and_no_other_office(desk: Kiosk, served: Served, tmp_path: Path) -> None:
    code = served.command("enrol-code", make.KELURAHAN)
    client = Client(Link("pusat", served.url))
    newcomers.be_adopted(desk, code, client.post_raw)
    with pytest.raises(Refused, match="enrol_code"):
        newcomers.be_adopted(desk, code, client.post_raw)
    other = make.make_office(tmp_path / "other")
    with pytest.raises(Refused, match="enrol_code"):
        newcomers.be_adopted(other, served.command("enrol-code", "1671081005"), client.post_raw)
    other.db.close()
    client.close()


def test_an_answer_of_another_center_is_not_believed(desk: Kiosk, served: Served) -> None:
    code = served.command("enrol-code", make.KELURAHAN)
    client = Client(Link("pusat", served.url))
    foreign = enrol.make_code(enrol.read_code(code)[0], bytes(8))
    with pytest.raises(Refused, match="enrol_wrong_machine"):
        newcomers.be_adopted(desk, foreign, client.post_raw)
    client.close()


@pytest.mark.parametrize("path", ["/V", "/v", "/L", "/l", "/"])
def test_the_public_pages_load_nothing_from_elsewhere(served: Served, path: str) -> None:
    for lang in ("id", "en"):
        page = requests.get(f"{served.url}{path}", params={"lang": lang}, timeout=20)
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "http://" not in page.text
        assert "https://" not in page.text
        assert "center." not in page.text


def test_a_typed_code_works_without_script(desk: Kiosk, served: Served) -> None:
    settle(served)
    code = human_code(find_cti(by_mode(desk, "wet"), make.KELURAHAN))
    page = requests.post(f"{served.url}/v?lang=en", data={"code": code}, timeout=20)
    assert page.status_code == 200
    assert "Keterangan Domisili" in page.text
    page = requests.post(f"{served.url}/v?lang=en", data={"code": "<b>"}, timeout=20)
    assert page.status_code == 400
    assert "<b>" not in page.text


def test_a_center_that_was_set_back_gets_everything_again(served: Served, tmp_path: Path) -> None:
    """A center of the same keys that holds nothing: adoption is the restore of an empty center."""
    desk = make.make_office(tmp_path / "desk")
    make.signed(desk)
    home = tmp_path / "again"
    (home / "keys").mkdir(parents=True, mode=0o700)
    (home / "keys" / "ring.json").write_bytes((served.home / "keys" / "ring.json").read_bytes())
    (home / "keys" / "ring.json").chmod(0o600)
    engine = store.open_store(home / "center.db")
    world = FakeWorld().as_world()
    center = Center(
        engine, keys.load({}, home / "keys" / "ring.json"), "1671", desk.office.host, world, "ab" * 16
    )
    city.init(center)
    code = city.make_code(center, make.KELURAHAN, "register")
    newcomers.be_adopted(desk, code, lambda _route, body: city.answer(center, body))

    class Direct:
        link = Link("pusat", "http://127.0.0.1")

        def post(self, messages: list[bytes]) -> list[bytes]:
            return wire.unpack(center.handle(wire.pack(messages))[0])

        def close(self) -> None:
            pass

    run_round(Desk(desk), Direct())
    with engine.connect() as connection:
        assert center.open_side(connection, make.KELURAHAN).get_head() == ledger.head(desk.db)
    engine.dispose()
    desk.db.close()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("init",), "Pusat sudah ada"),
        (("enrol-code", "167108100"), "bukan 10 angka"),
        (("enrol-code", "1672081006"), "bukan 10 angka"),
        (("enrol-code", "1671081006", "--role", "lobby"), "tidak dikenal"),
        (("serve", "--listen", "10.0.0.5"), "tidak aman"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(
    served: Served, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--home", str(served.home)])
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("route", "body", "code"),
    [
        ("/api/check", b"", "bad_question"),
        ("/api/check", b"[]", "bad_question"),
        ("/api/check", b'{"text": 5}', "bad_question"),
        ("/api/check", b'{"cti": "zz"}', "bad_question"),
        ("/api/track", b'{"ticket": "x"}', "bad_question"),
        ("/api/track", b'{"ticket": "x", "pin": "1"}', "ticket_mistyped"),
        ("/api/check", b'{"text": "' + b"1" * 9000 + b'"}', "message_too_large"),
    ],
)
def test_a_question_that_makes_no_sense_is_answered_in_words(
    served: Served, route: str, body: bytes, code: str
) -> None:
    reply = requests.post(f"{served.url}{route}", data=body, timeout=20)
    assert reply.status_code in {400, 413}
    assert reply.json()["error"] == code
    assert reply.json()["words"]
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<html>", "message_packing"),
        (wire.pack([b"unsigned"]), "message_unsigned"),
        (wire.pack([make_key(9).sign1(b"{}")]), "certificate_unknown"),
        (b"\0" * (wire.MAX_WIRE + 1), "message_too_large"),
    ],
)
def test_a_message_that_cannot_be_taken_is_refused_by_its_code(
    served: Served, body: bytes, code: str
) -> None:
    client = Client(Link("pusat", served.url))
    with pytest.raises(Refused) as caught:
        client.post_raw(wire.ROUTE, body)
    client.close()
    assert caught.value.code == code


@pytest.mark.logs  # a refused message is a WARNING
def test_a_message_nobody_vouches_for_stops_no_good_one_beside_it(desk: Kiosk, served: Served) -> None:
    make.file(desk)
    good = offer(Desk(desk), "pusat")
    flipped = bytes([*good[0][:-1], good[0][-1] ^ 1])
    client = Client(Link("pusat", served.url))
    client.post([b"unsigned", make_key(9).sign1(b"{}"), flipped, *good, b"", flipped])
    client.close()
    assert settle(served)["n"] == ledger.head(desk.db).n


def test_dropping_what_was_folded_and_folding_again_gives_the_same(desk: Kiosk, served: Served) -> None:
    before = settle(served)
    engine = store.open_store(served.home / "center.db")
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM step ORDER BY 1, 2, 3").all()
        command._open(served.home).open_side(connection, make.KELURAHAN).mend_fold()
        assert connection.exec_driver_sql("SELECT count(*) FROM permohonan").scalar_one() == 0
    assert settle(served) == before
    assert before["n"] == ledger.head(desk.db).n
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT * FROM step ORDER BY 1, 2, 3").all() == rows
        assert connection.exec_driver_sql("SELECT what FROM alarm").all() == []
        compared, checked = connection.exec_driver_sql("SELECT compared, checked FROM office").one()
        assert compared == checked == before["n"]
    engine.dispose()


@pytest.mark.logs
def test_a_row_that_was_touched_at_the_center_is_noticed_by_the_fold_and_made_anew(
    desk: Kiosk, served: Served
) -> None:
    """The chain is equal, so only what it folds to can tell; the office's device says it as well."""
    push(desk, served)
    before = settle(served)
    engine = store.open_store(served.home / "center.db")
    with engine.connect() as connection:
        connection.exec_driver_sql("UPDATE permohonan SET state = replace(state, 'LELA', 'LILA')")
        assert connection.exec_driver_sql("SELECT what FROM alarm").all() == []
    assert settle(served) != before
    push(desk, served)
    push(desk, served)
    assert settle(served)["fold"] == cases.fold_digest(desk.db).hex()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT what, times FROM alarm").all() == [("fold_differs", 1)]
        connection.exec_driver_sql("DELETE FROM alarm")
    engine.dispose()
