"""The pages that give paper or an answer: queue number, self-print, faults of the house, four faces."""

from __future__ import annotations

from kiosk.domain.errors import Refused, Unavailable
from tests.ui.visitors import Visitor
from ui.screens.resident.out_of_order import OutOfOrder
from ui.screens.resident.queue_ticket import SECONDS, Line, QueueTicket
from ui.screens.resident.rate import Rate
from ui.screens.resident.self_print import Doings, SelfPrint, Sheet

TICKET, PIN, KK6 = "M6SC-7N75-YR3R", "060802", "120034"


# --- queue number


class Queue:
    """Gives numbers; the same act always the same one."""

    def __init__(self) -> None:
        self.given: dict[str, str] = {}
        self.slips: list[str] = []
        self.jam = False

    def take(self, need: str, act: str) -> str:
        assert need in {"surat", "pickup", "complete", "ask"}
        return self.given.setdefault(act, f"A-{len(self.given) + 12:03}")

    def print_number(self, number: str) -> None:
        if self.jam:
            raise Unavailable("printer_silent")
        self.slips.append(number)


def queue_page(visitor: Visitor, queue: Queue) -> QueueTicket:
    screen = QueueTicket(
        visitor.lobby, take=queue.take, line=lambda: Line(4, 12), print_number=queue.print_number
    )
    screen.opened()
    return screen


def test_one_touch_gives_one_number_on_screen_and_slip(visitor: Visitor) -> None:
    queue = Queue()
    screen = queue_page(visitor, queue)
    assert screen.state.waiting_said == "4 orang menunggu"
    screen.take("surat")
    screen.take("ask")
    assert screen.state.number == "A-012"
    assert (len(queue.given), queue.slips) == (1, ["A-012"])
    assert screen.state.slip == "printed"


def test_a_number_without_a_slip_stays_on_the_screen(visitor: Visitor) -> None:
    queue = Queue()
    queue.jam = True
    screen = queue_page(visitor, queue)
    screen.take("pickup")
    assert (screen.state.phase, screen.state.number, screen.state.slip) == ("taken", "A-012", "failed")
    assert screen.state.problem == ""


def test_a_number_that_cannot_be_kept_is_not_shown(visitor: Visitor) -> None:
    screen = queue_page(visitor, Queue())
    screen.failed(Unavailable("fault"))
    assert (screen.state.phase, screen.state.number) == ("ask", "")
    assert screen.state.problem


def test_the_number_closes_by_itself_but_the_tiles_do_not(visitor: Visitor) -> None:
    screen = queue_page(visitor, Queue())
    for _ in range(SECONDS + 5):
        screen.tick()
    assert visitor.counter.ended == 0
    screen.take("ask")
    for _ in range(SECONDS):
        screen.tick()
    assert visitor.counter.ended == 1


# --- self-print


class Press:
    """Opens one surat and prints it, as often as it is told to."""

    def __init__(self) -> None:
        self.prints: list[str] = []
        self.said: list[tuple[int, str]] = []
        self.register_away = False

    def open(self, ticket: str, pin: str, kk6: str) -> Sheet:
        if self.register_away:
            raise Unavailable("fault")
        if (ticket, pin) != (TICKET, PIN):
            raise Refused("ticket_unknown")
        if kk6 != KK6:
            raise Refused("kk_not_matching")
        return Sheet("case", "base", pages=2)

    def print(self, _sheet: Sheet, act: str) -> int:
        if act not in self.prints:
            self.prints.append(act)
        return self.prints.index(act) + 1

    def confirm(self, _sheet: Sheet, _act: str, attempt: int, fault: str) -> None:
        self.said.append((attempt, fault))


def print_page(visitor: Visitor, press: Press, ticket: str = TICKET, pin: str = PIN) -> SelfPrint:
    screen = SelfPrint(visitor.lobby, ticket, pin, doings=Doings(press.open, press.print, press.confirm))
    screen.opened()
    return screen


def test_paper_counts_only_after_somebody_says_it_came_out(visitor: Visitor) -> None:
    press = Press()
    screen = print_page(visitor, press)
    screen.type_kk(KK6)
    screen.next()
    assert (screen.state.phase, screen.state.kk6, screen.state.pages_said) == ("preview", "", "2 lembar")
    screen.next()
    assert (screen.state.phase, press.said) == ("asked", [])
    screen.next()
    assert (screen.state.phase, press.said) == ("done", [(1, "")])


def test_a_bad_sheet_is_recorded_and_printed_again_as_another_attempt(visitor: Visitor) -> None:
    press = Press()
    screen = print_page(visitor, press)
    screen.type_kk(KK6)
    screen.next()
    screen.next()
    screen.paper_bad()
    screen.fault("faint")
    assert screen.state.phase == "preview"
    screen.next()
    screen.next()
    assert press.said == [(1, "faint"), (2, "")]
    assert len(press.prints) == 2


def test_wrong_digits_open_nothing_and_may_be_mended(visitor: Visitor) -> None:
    screen = print_page(visitor, Press())
    screen.type_kk("999999")
    screen.next()
    assert (screen.state.phase, screen.state.target) == ("kk", "kk")
    assert screen.state.kk_problem == visitor.say("self_print.not_matching")
    screen.type_kk("12")
    screen.next()
    assert "2" in screen.state.kk_problem


def test_without_the_register_desk_the_surat_is_collected_there(visitor: Visitor) -> None:
    press = Press()
    press.register_away = True
    screen = print_page(visitor, press)
    screen.type_kk(KK6)
    screen.next()
    assert screen.state.phase == "desk"
    assert screen.state.problem == visitor.say("error.fault")


def test_without_a_slip_ticket_and_pin_are_asked_first(visitor: Visitor) -> None:
    screen = print_page(visitor, Press(), "", "")
    screen.next()
    assert (screen.state.phase, screen.state.target) == ("slip", "ticket")
    screen.scanned(f"HTTPS://VERIF.PALEMBANG.GO.ID/L#{TICKET}.{PIN}")
    assert screen.state.phase == "kk"


# --- the house, and the service


def test_only_the_own_disk_stops_filing(visitor: Visitor) -> None:
    broken: tuple[str, ...] = ("printer", "slip", "register")
    screen = OutOfOrder(visitor.lobby, look=lambda: broken)
    screen.opened()
    shown = screen.state
    assert shown.can_file
    assert [part.key for part in shown.broken] == ["printer", "slip", "register"]
    assert "filing" in [part.key for part in shown.works]
    broken = ("storage",)
    screen.opened()
    assert not screen.state.can_file
    assert "filing" not in [part.key for part in screen.state.works]
    screen.next()
    assert visitor.journey.page == "queue_ticket"


def test_a_face_is_kept_once_with_its_reasons(visitor: Visitor) -> None:
    kept: list[tuple[int, tuple[str, ...]]] = []
    screen = Rate(visitor.lobby, keep=lambda face, why: kept.append((face, why)))
    screen.opened()
    screen.face(4)
    screen.reason("fast")
    screen.reason("clear")
    screen.reason("fast")
    screen.next()
    screen.closed()
    assert kept == [(4, ("clear",))]


def test_skipping_keeps_nothing_and_a_touched_face_outlives_the_visit(visitor: Visitor) -> None:
    kept: list[int] = []
    skipped = Rate(visitor.lobby, keep=lambda face, _: kept.append(face))
    skipped.next()
    assert kept == []
    left = Rate(visitor.lobby, keep=lambda face, _: kept.append(face))
    left.face(1)
    assert [reason.key for reason in left.state.reasons] == ["slow", "unclear", "papers"]
    left.closed()
    assert kept == [1]
