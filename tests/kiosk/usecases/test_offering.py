"""A new version arrives while old permohonan are open: each is read, signed and printed as it was filed."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import pytest

from kiosk.catalogue import Catalogue, read_service
from kiosk.context import Kiosk
from kiosk.domain.errors import Refused
from kiosk.domain.page import Copy, Paragraph
from kiosk.domain.permohonan import Permohonan, Status
from kiosk.domain.seal import Mode, ticket
from kiosk.store import documents
from kiosk.usecases import acts, intake, offering, office, permohonan, profile, surat, upkeep, views
from tests import make
from tests.fakes import FakeWorld

USAHA = (make.RESOURCES / "catalogue" / "usaha.toml").read_text("utf-8")
SECOND = (
    USAHA.replace("version = 1", "version = 2")
    .replace('name = "lama_usaha"', 'name = "tahun_berdiri"')
    .replace(
        'unit = "tahun"\nmax = 99\nchips = [0, 1, 2, 3, 5, 10]', 'unit = "masehi"\nmin = 1900\nmax = 2100'
    )
    .replace("sudah berjalan {lama_usaha}", "berdiri sejak {tahun_berdiri}")
    .replace("lama_usaha = 5", "tahun_berdiri = 2019")
)
FIRST_ANSWERS = dict(make.library().catalogue.get("usaha").example)
SECOND_ANSWERS = {name: value for name, value in FIRST_ANSWERS.items() if name != "lama_usaha"} | {
    "tahun_berdiri": 2019
}


def publish(desk: Kiosk, text: str, file: str = "usaha.toml") -> Kiosk:
    offering.publish(desk, make.operator, acts.begin(desk), raw=text.encode(), file=file)
    return office.reload(desk)


def body(desk: Kiosk, id_: str) -> str:
    page = surat.page(desk, id_, kind=Copy.DRAFT)
    return " ".join(block.text for block in page.blocks if isinstance(block, Paragraph))


def test_an_open_permohonan_keeps_the_version_it_was_filed_with(desk: Kiosk) -> None:
    old = make.file(desk, service="usaha", answers=FIRST_ANSWERS).case
    desk = publish(desk, SECOND)
    new = make.file(desk, service="usaha", answers=SECOND_ANSWERS).case
    assert (old.version, new.version) == (1, 2)
    with pytest.raises(Refused) as caught:
        make.file(desk, service="usaha", answers=FIRST_ANSWERS)
    assert caught.value.details["field"] in {"lama_usaha", "tahun_berdiri"}

    changed = permohonan.correct(desk, make.operator, acts.begin(desk, old), "lama_usaha", 7)
    for case, said in ((changed, "sudah berjalan 7 tahun"), (new, "berdiri sejak 2019")):
        seen = make.checked(desk, case)
        while seen.get_step() != "signer":
            seen = permohonan.pass_on(desk, make.STEPS[seen.get_step()], acts.begin(desk, seen))
        signed = surat.sign(desk, make.operator, acts.begin(desk, seen), mode=Mode.WET)
        assert signed.status is Status.SIGNED
        assert signed.sign["version"] == case.version
        assert said in body(desk, case.id)


def test_a_version_outlives_the_process(desk: Kiosk, world: FakeWorld) -> None:
    desk = publish(desk, SECOND)
    again = make.restart(desk, world)
    try:
        assert again.catalogue.get("usaha").version == 2
        assert again.catalogue.get("usaha", 1).version == 1
    finally:
        again.db.close()


def test_a_service_of_the_office_reaches_its_lobby(desk: Kiosk, lobby: Kiosk) -> None:
    publish(desk, SECOND)
    feed = desk.office.code
    last, _ = documents.find_end(lobby.db, feed)
    documents.put(lobby.db, documents.find_after(desk.db, feed, last))
    assert intake.apply(lobby)
    assert not intake.apply(lobby)
    assert office.reload(lobby).catalogue.get("usaha").version == 2


def test_a_draft_of_the_next_version_takes_nothing_away(desk: Kiosk) -> None:
    desk = publish(desk, SECOND.replace('status = "ready"', 'status = "draft"'))
    assert desk.catalogue.get("usaha").version == 1
    assert desk.catalogue.get("usaha", 2).version == 2


def test_what_was_added_stands_in_the_ledger(desk: Kiosk) -> None:
    def imports(kiosk: Kiosk) -> int:
        return int(kiosk.db.value("SELECT count(*) FROM event WHERE verb = 'import'"))

    before = imports(desk)
    publish(desk, SECOND)
    assert imports(desk) == before + 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (USAHA, "service_version_old"),
        (SECOND.replace("{tahun_berdiri}", "{tahun}"), "service_placeholder"),
        (SECOND.replace('id = "usaha"', 'id = "dagang"'), "service_file_name"),
        (SECOND.replace('short = "SKU"', 'short = "SKU"\npattern = "{short}/{year}"'), "pattern_without_n"),
    ],
)
def test_what_is_wrong_changes_nothing(desk: Kiosk, text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        offering.publish(desk, make.operator, acts.begin(desk), raw=text.encode(), file="usaha.toml")
    assert caught.value.code == code
    assert documents.find_all(desk.db, "service") == []


def test_words_of_another_surat_are_refused(desk: Kiosk) -> None:
    text = USAHA.replace('id = "usaha"', 'id = "dagang"')
    with pytest.raises(Refused) as caught:
        offering.publish(desk, make.operator, acts.begin(desk), raw=text.encode(), file="dagang.toml")
    assert caught.value.code == "service_body"


@pytest.mark.parametrize("who", [make.operator_2, make.kasi, make.resident])
def test_only_an_officer_with_the_register_right_adds_one(desk: Kiosk, who: Any) -> None:
    with pytest.raises(Refused) as caught:
        offering.publish(desk, who, acts.begin(desk), raw=SECOND.encode(), file="usaha.toml")
    assert caught.value.code == "not_allowed"


def test_a_lobby_adds_none(lobby: Kiosk) -> None:
    with pytest.raises(Refused) as caught:
        offering.publish(lobby, make.operator, acts.begin(lobby), raw=SECOND.encode(), file="usaha.toml")
    assert caught.value.code == "not_register"


@pytest.mark.logs
def test_a_service_of_a_newer_program_is_left_out_and_said(
    desk: Kiosk, caplog: pytest.LogCaptureFixture
) -> None:
    text = SECOND.replace('id = "usaha"', 'id = "hologram"\nprojector = "3D"')
    profile.publish(desk.db, desk.keys.device, "service", text.encode(), name="hologram", version=1)
    with caplog.at_level(logging.WARNING):
        assert office.reload(desk).catalogue.find("hologram") is None
    assert "hologram" in caplog.text


def test_a_service_from_nothing_is_filed_signed_and_said(desk: Kiosk) -> None:
    """What an OPD's clerk writes with the starter alone goes all the way."""
    template = make.RESOURCES / "starter" / "surat.id.toml"
    text = template.read_text("utf-8").format(
        id="reklame", label="Reklame", title="Keterangan Reklame", short="SKR"
    )
    desk = publish(desk, text.replace('"draft"', '"ready"', 1), "reklame.toml")
    answers = dict(desk.catalogue.get("reklame").example)
    case = make.ready(desk, service="reklame", answers=answers)
    assert case.status is Status.READY
    assert "tanggungan keluarga" in body(desk, case.id)


# --- a version the program no longer ships ----------------------------------------------------------------


def forget_first(desk: Kiosk) -> Kiosk:
    """The same office with a program whose catalogue has `usaha` in its second version only."""
    second = read_service(SECOND.encode(), "usaha.toml", lists=desk.reference)
    rest = tuple(one for one in desk.catalogue.services if one.id != "usaha")
    return replace(desk, catalogue=Catalogue((*rest, second)))


def finish(desk: Kiosk, case: Permohonan) -> Permohonan:
    seen = make.checked(desk, case)
    while seen.get_step() != "signer":
        seen = permohonan.pass_on(desk, make.STEPS[seen.get_step()], acts.begin(desk, seen))
    return surat.sign(desk, make.operator, acts.begin(desk, seen), mode=Mode.WET)


def test_without_its_version_a_permohonan_is_shown_and_says_what_is_missing(desk: Kiosk) -> None:
    case = make.file(desk, service="usaha", answers=FIRST_ANSWERS).case
    desk = forget_first(desk)
    view = views.open_case(desk, make.operator, case.id)
    assert "service_missing" in view.warnings
    assert view.service.title == "Surat Keterangan Usaha"
    assert {line.path: line.words for line in view.answers}["lama_usaha"] == "5"
    assert views.queue(desk, make.operator, tab=views.Filter.ALL).rows[0].title == "Surat Keterangan Usaha"
    with pytest.raises(Refused) as caught:
        permohonan.correct(desk, make.operator, acts.begin(desk, case), "lama_usaha", 7)
    assert caught.value.code == "service_version_missing"
    for texts in desk.texts.values():
        assert "usaha.1.toml" in texts.error(caught.value)


def test_the_doctor_names_the_missing_file_and_whose_it_is(desk: Kiosk) -> None:
    case = make.file(desk, service="usaha", answers=FIRST_ANSWERS).case

    def check(kiosk: Kiosk) -> upkeep.Check:
        return next(one for one in upkeep.doctor(kiosk) if one.id == "services")

    assert check(desk).state is upkeep.Health.OK
    found = check(forget_first(desk))
    assert found.state is upkeep.Health.FAULT
    assert found.data["missing"] == f"usaha.1.toml ({ticket(case.id)})"


def test_even_a_service_nobody_has_any_more_is_shown(desk: Kiosk) -> None:
    case = make.file(desk, service="usaha", answers=FIRST_ANSWERS).case
    desk = replace(desk, catalogue=Catalogue(()))
    view = views.open_case(desk, make.operator, case.id)
    assert view.service.title == desk.say("case.service_missing_title")
    gone = permohonan.reject(desk, make.lurah, acts.begin(desk, case), reason="other", text="Layanan dihapus")
    assert gone.status is Status.REJECTED


def test_with_its_file_beside_the_new_one_it_is_finished(desk: Kiosk) -> None:
    case = make.file(desk, service="usaha", answers=FIRST_ANSWERS).case
    desk = forget_first(desk)
    first = read_service(USAHA.encode(), "usaha.1.toml", lists=desk.reference)
    signed = finish(replace(desk, catalogue=desk.catalogue.adding([first])), case)
    assert (signed.status, signed.sign["version"]) == (Status.SIGNED, 1)


def test_the_missing_version_may_be_brought_in_after_a_newer_one(desk: Kiosk) -> None:
    case = make.file(desk, service="usaha", answers=FIRST_ANSWERS).case
    desk = publish(forget_first(desk), USAHA, file="usaha.1.toml")
    assert not offering.find_missing(desk)
    assert desk.catalogue.get("usaha").version == 2
    assert "sudah berjalan 5 tahun" in body(desk, finish(desk, case).id)


def test_an_old_version_nobody_waits_for_is_not_brought_in(desk: Kiosk) -> None:
    with pytest.raises(Refused) as caught:
        publish(forget_first(desk), USAHA, file="usaha.1.toml")
    assert caught.value.code == "service_version_old"
