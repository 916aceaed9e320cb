"""Filing at the desk, finding it again, and what the book and the numbers say of it, over a real office."""

from __future__ import annotations

from kiosk.domain.event import encode
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.store import cases, ledger
from kiosk.usecases import acts, office, permohonan, residents, surat
from kiosk.usecases.acts import Act, Deed, make_event
from kiosk.usecases.office import Start
from tests import make
from tests.ui.deskroom import Room
from ui.screens.desk.counter import Counter

OTHER = "1671990101900007"
OTHERS = {"status_tempat": "sewa", "sejak_tahun": 2019, "keperluan": "rekening bank"}


def newest(room: Room) -> Permohonan:
    return cases.find_open(room.kiosk.db)[-1].case


def domisili(room: Room) -> Counter:
    """The counter with the service chosen."""
    page = room.counter()
    page.choose_service("domisili")
    return page


def typed(room: Room) -> Counter:
    """What an operator types from KTP and KK for a domisili, in the order of the lines."""
    page = domisili(room)
    for path, text in (
        ("pemohon.nama", "Lela Contoh"),
        ("pemohon.nik", "1671994507890003"),
        ("pemohon.tempat_lahir", "Palembang"),
        ("pemohon.agama", "Islam"),
        ("pemohon.status_kawin", "Kawin"),
        ("pemohon.pekerjaan", "Wiraswasta"),
        ("pemohon.kewarganegaraan", "WNI"),
        ("pemohon.alamat.alamat", "Jalan Pempek Nomor 5"),
        ("pemohon.alamat.rt", "7"),
        ("pemohon.alamat.rw", "2"),
        ("pengantar.rt", "7"),
        ("pengantar.rw", "2"),
        ("pengantar.nomor", "12/2026"),
        ("pengantar.tanggal", "20112026"),
        ("status_tempat", "milik sendiri"),
        ("sejak_tahun", "2015"),
        ("keperluan", "melamar kerja"),
    ):
        if any(ask.key == path for ask in page.state.asks):
            page.answer(path, text)
    page.type_why("contoh untuk uji")
    return page


def test_one_press_files_checks_writes_the_pengantar_and_passes(room: Room) -> None:
    page = typed(room)
    page.see_all()
    page.next()
    assert page.state.filed, page.state.news
    case = newest(room)
    assert (case.channel, case.identity, case.get_missing()) == ("counter", "seen", ())
    assert case.answers["pengantar"]["tanggal"] == "2026-11-20"
    assert case.get_step() == "kasi:pem"
    assert case.subject["alamat"]["kelurahan"] == "Sialang"
    assert (page.state.ticket, len(page.state.pin)) == (room.work.read(case.id).ticket, 6)


def test_a_nik_fills_in_the_day_of_birth_and_the_sex(room: Room) -> None:
    page = domisili(room)
    page.answer("pemohon.nik", "1671994507890003")
    asks = {ask.key: ask for ask in page.state.asks}
    assert asks["pemohon.tanggal_lahir"].said == "Rabu, 5 Juli 1989"
    chosen = [option.key_value for option in asks["pemohon.jenis_kelamin"].options if option.chosen]
    assert chosen == ["Perempuan"]


def test_what_is_missing_is_said_and_the_first_line_is_shown(room: Room) -> None:
    page = domisili(room)
    page.answer("pemohon.nama", "Lela Contoh")
    page.next()
    assert not page.state.filed
    assert page.state.wanted == "pemohon.nik"
    assert any(ask.missing for ask in page.state.asks)


def test_what_a_resident_could_not_give_may_be_filed_and_waits(room: Room) -> None:
    page = typed(room)
    page.choose("status_tempat", "milik sendiri")
    page.file()
    assert page.state.filed
    case = newest(room)
    assert "status_tempat" in case.open
    assert case.get_step() == "operator"


def test_a_wrong_answer_stays_at_its_line_and_nothing_is_filed(room: Room) -> None:
    page = typed(room)
    page.answer("sejak_tahun", "sejak dulu")
    page.see_all()
    page.next()
    asks = {ask.key: ask for ask in page.state.asks}
    assert asks["sejak_tahun"].problem
    assert not cases.find_open(room.kiosk.db)


def test_a_double_press_is_one_filing(room: Room) -> None:
    page = typed(room)
    page.see_all()
    act = page._act
    assert act is not None
    page.next()
    again = permohonan.file(room.kiosk, make.operator, act, make.filing())
    assert again.case.id == newest(room).id
    assert len(cases.find_open(room.kiosk.db)) == 1


def test_a_known_person_is_found_by_nik_and_only_asked_what_is_new(room: Room) -> None:
    make.checked(room.kiosk, make.file(room.kiosk).case)
    page = room.counter()
    page.look_for("1671994507890003")
    assert "LELA CONTOH" in page.state.person_said
    page.choose_service("domisili")
    empty = [ask.key for ask in page.state.asks if ask.needed and not ask.value and ask.boxed]
    assert not [path for path in empty if path.startswith("pemohon.")]


def test_several_people_of_one_name_are_told_apart(room: Room) -> None:
    for nik in ("1671994507890003", "1671994507890011"):
        case = make.file(room.kiosk, subject={**make.LELA, "nik": nik}).case
        make.checked(room.kiosk, case)
    page = room.counter()
    page.look_for("lela")
    assert [one.code for one in page.state.people] == ["1671994507890003", "1671994507890011"]
    page.choose_person("1671994507890011")
    assert not page.state.people
    assert residents.find_by_nik(room.kiosk, make.operator, "1671994507890011") is not None


def test_once_more_like_last_time_copies_answers_and_marks_them(room: Room) -> None:
    before = make.file(room.kiosk).case
    page = room.counter()
    page.look_for("1671994507890003")
    page.again_like_last(before.id)
    copied = {ask.key for ask in page.state.asks if ask.copied}
    assert {"keperluan", "pemohon.nama"} <= copied
    assert not any(paper.chosen for paper in page.state.papers)
    page.answer("keperluan", "buka rekening")
    assert "keperluan" not in {ask.key for ask in page.state.asks if ask.copied}
    for path, typed in (("rt", "7"), ("rw", "2"), ("nomor", "9"), ("tanggal", "20112026")):
        page.answer(f"pengantar.{path}", typed)
    page.see_all()
    page.type_why("contoh untuk uji")
    page.next()
    assert [ask.key for ask in page.state.asks if ask.offers] == ["sejak_tahun"]
    assert (page.state.wanted, page.state.filed) == ("sejak_tahun", False)
    page.offer("sejak_tahun", "still")
    page.next()
    assert page.state.filed, page.state.news
    assert newest(room).copied_from == before.id


def copying(room: Room) -> tuple[Counter, Permohonan]:
    """Lela's last filing copied at the counter; a man is known there too."""
    lela = make.file(room.kiosk).case
    make.file(room.kiosk, subject={**make.LELA, "nik": OTHER, "nama": "BUDI CONTOH"}, answers=OTHERS)
    page = room.counter()
    page.look_for(lela.subject["nik"])
    page.again_like_last(lela.id)
    page.see_all()
    return page, lela


def values(page: Counter) -> dict[str, str]:
    return {ask.key: ask.value for ask in page.state.asks}


def pass_on(page: Counter) -> None:
    """The rest of a domisili, typed, and filed."""
    for path, text in (("status_tempat", "sewa"), ("sejak_tahun", "2020"), ("keperluan", "sekolah anak")):
        page.answer(path, text)
    for path, text in (("rt", "7"), ("rw", "2"), ("nomor", "9"), ("tanggal", "20112026")):
        page.answer(f"pengantar.{path}", text)
    page.type_why("contoh untuk uji")
    page.see_all()
    page.next()
    assert page.state.filed, page.state.news


def test_another_person_found_in_the_middle_takes_nothing_of_the_copied_filing(room: Room) -> None:
    page, _ = copying(room)
    page.answer("sejak_tahun", "2021")
    page.look_for(OTHER)
    found = values(page)
    assert (found["pemohon.nama"], found["keperluan"], found["status_tempat"]) == ("BUDI CONTOH", "", "")
    assert found["sejak_tahun"] == "2021"
    assert not any(ask.copied or ask.offers for ask in page.state.asks)
    assert not any(paper.chosen for paper in page.state.papers)
    pass_on(page)
    filed = newest(room)
    assert (filed.subject["nik"], filed.copied_from) == (OTHER, "")
    assert filed.subject["alamat"]["kelurahan"] == "Sialang"


def test_an_unknown_nik_in_the_middle_leaves_neither_name_nor_copy_of_the_one_before(room: Room) -> None:
    page, _ = copying(room)
    page.look_for("1671990101900011")
    found = values(page)
    assert (found["pemohon.nik"], found["pemohon.nama"]) == ("1671990101900011", "")
    assert (found["keperluan"], page.state.past) == ("", ())


def test_the_same_person_found_again_is_still_copied_and_another_nik_typed_is_not(room: Room) -> None:
    page, lela = copying(room)
    page.look_for(lela.subject["nik"])
    assert {"keperluan", "pemohon.nama"} <= {ask.key for ask in page.state.asks if ask.copied}
    pass_on(page)
    assert newest(room).copied_from == lela.id
    page, lela = copying(room)
    page.answer("pemohon.nik", OTHER)
    pass_on(page)
    assert (newest(room).subject["nik"], newest(room).copied_from) == (OTHER, "")


def test_a_list_grows_row_by_row_and_its_last_row_goes_again(room: Room) -> None:
    page = room.counter()
    page.choose_service("kehilangan")

    def rows() -> set[str]:
        return {ask.key.split(".")[1] for ask in page.state.asks if ask.key.startswith("barang.")}

    (end,) = page.state.ends
    assert (end.key, end.more, end.fewer) == ("barang", "Tambah Barang yang hilang", "")
    page.add_row("barang")
    page.add_row("barang")
    assert rows() == {"1", "2", "3"}
    page.remove_row("barang")
    assert rows() == {"1", "2"}
    assert page.state.ends[0].fewer == "Hapus Barang yang hilang ke-2"
    for _ in range(30):
        page.add_row("barang")
    assert page.state.ends[0].more == ""


def test_the_next_person_finds_an_empty_page(room: Room) -> None:
    page = typed(room)
    page.see_all()
    page.next()
    page.next()
    assert (page.state.filed, page.state.asks, page.state.service) == (False, (), "")
    page.choose_service("domisili")
    assert not [ask.key for ask in page.state.asks if ask.value and "alamat" not in ask.key]


def test_a_permohonan_is_found_by_name_ticket_nik_and_number(room: Room) -> None:
    case = make.signed(room.kiosk)
    ticket = room.work.read(case.id).ticket
    for typed in ("lela", ticket, "1671994507890003", str(case.sign["number"])):
        assert [row.key for row in room.search(typed).state.rows] == [case.id], typed
    assert not room.search("tidak ada").state.rows


def test_a_late_act_is_shown_by_name_and_left_only_once(room: Room) -> None:
    case = make.file(room.kiosk).case
    act = acts.begin(room.kiosk, case)
    permohonan.return_(room.kiosk, make.operator, act, reasons=["see_officer"])
    late(room, case)
    page = room.late()
    (row,) = page.state.rows
    assert "Kembalikan" in row.said
    page.repeat(row.key)
    assert room.went[-1] == ("case", {"id": case.id, "verb": "return"})
    page.leave(row.key)
    assert not page.state.rows
    assert not room.late().state.rows
    room.sign_in(make.kasi)
    assert not room.late().state.rows


def late(room: Room, case: Permohonan) -> None:
    """An act that travelled while somebody else decided: admitted with its refusal, as by a round."""
    kiosk = room.kiosk
    deed = Deed("return", {"to": "resident", "reasons": ["see_officer"]}, role="operator")
    with kiosk.db.write():
        event = make_event(kiosk, make.operator, Act(kiosk.new_id(), case.id, case.base), deed)
        ledger.record(kiosk.db, encode(event), writer=kiosk.find_writer(), now=kiosk.now())


def test_the_book_shows_every_line_and_what_became_of_it(room: Room) -> None:
    first, second = make.signed(room.kiosk), make.signed(room.kiosk)
    surat.void(room.kiosk, make.lurah, acts.begin(room.kiosk, second), reason="wrong_data")
    page = room.register()
    assert [(row.line, row.status) for row in page.state.rows] == [("1", "Terbit"), ("2", "Nomor batal")]
    assert "****0003" in page.state.rows[0].name
    page.filter("void")
    assert [row.line for row in page.state.rows] == ["2"]
    page.filter("all")
    page.open(page.state.rows[0].key)
    assert room.went[-1] == ("case", {"id": first.id})
    page.print_book()
    assert page.state.news_tone == "done"
    assert list(room.folder.glob("*.pdf"))
    page.earlier()
    assert (page.state.month_said, page.state.rows) == ("Oktober 2026", ())


def test_numbers_used_outside_are_recorded_and_the_next_one_follows(room: Room) -> None:
    make.signed(room.kiosk)
    page = room.numbers()
    (row,) = page.state.rows
    assert (row.last, row.following.split("/")[1]) == ("1", "002")
    page.outside(row.key)
    page.type_number("1")
    page.type_reason("undangan rapat")
    page.next()
    assert page.state.problem
    page.type_number("4")
    page.next()
    assert page.state.news_tone == "done"
    assert page.state.rows[0].last == "4"
    states = [line.status for line in room.register().state.rows]
    assert states.count("Dipakai di luar") >= 1


def test_the_last_number_of_the_paper_book_never_goes_back(room: Room) -> None:
    start = Start("office", 2026, 40)
    office.start_at(room.kiosk, make.operator, acts.begin(room.kiosk), start, reason="buku kertas")
    page = room.numbers()
    page.start_at(page.state.rows[0].key)
    page.type_number("39")
    page.type_reason("salah hitung")
    page.next()
    assert (page.state.panel, bool(page.state.problem)) == ("start", True)


def test_the_links_page_says_how_each_part_of_the_desk_is(room: Room) -> None:
    page = room.links()
    assert {row.key for row in page.state.good} >= {"store", "ledger", "clock", "disk"}
    assert {row.key for row in page.state.checks} >= {"backup", "recovery"}
    assert all(row.said and row.status for row in (*page.state.good, *page.state.checks))
    assert not page.state.stick


def test_the_queue_counts_whose_turn_it_is_and_opens_what_is_pressed(room: Room) -> None:
    first = make.file(room.kiosk).case
    make.ready(room.kiosk)
    page = room.queue()
    counts = {tab.key: tab.count for tab in page.state.tabs}
    assert (counts["mine"], counts["ready"]) == (1, 1)
    page.open(page.state.rows[0].key)
    assert room.went == [("case", {"id": first.id})]
    page.filter("ready")
    assert [row.status for row in page.state.rows] == ["Siap diambil"]
    page.search("tidak ada")
    assert (page.state.rows, bool(page.state.empty_title)) == ((), True)


def test_news_at_the_end_of_the_queue_comes_by_itself_and_anything_else_is_asked(room: Room) -> None:
    first = make.file(room.kiosk).case
    page = room.queue()
    second = make.file(room.kiosk).case
    page.hear((second.id,))
    assert [row.key for row in page.state.rows] == [first.id, second.id]
    permohonan.withdraw(room.kiosk, make.operator, acts.begin(room.kiosk, first))
    page.hear((first.id,))
    assert [row.key for row in page.state.rows] == [first.id, second.id]
    page.renew()
    assert [row.key for row in page.state.rows] == [second.id]
    assert cases.get_shown(room.kiosk.db, first.id).case.status is Status.WITHDRAWN
