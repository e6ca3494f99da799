"""The supervisor's queue: everything that slipped, one row a commitment, the reason in words."""

from __future__ import annotations

import csv
import io

import pytest

from roundtable.policy import Action
from tests.cast import PROMISE
from tests.commitments.story import confirming, moment, owner, proposed, reported, statement, tick
from tests.oversight.story import issued, late, queue, replied
from tests.world import World


def test_what_is_on_time_needs_nobody(world: World) -> None:
    world.at(moment(6, 20))
    world.do("officer", Action.COMMITMENT_UPDATE, PROMISE, words="The shaft stands", photo="")
    assert [row.ref for row in queue(world) if "overdue" in row.reasons] == []


def test_five_working_days_late_an_order_is_proposed(world: World) -> None:
    world.at(moment(7, 4))
    tick()
    row = next(row for row in queue(world) if row.ref == PROMISE)
    assert ("overdue" in row.reasons, row.proposal) == (True, "")
    late(world)
    row = next(row for row in queue(world) if row.ref == PROMISE)
    assert row.level == 3
    assert "Liu Jianping" in row.proposal


def test_sent_back_three_times_an_order_is_proposed_before_the_date(world: World) -> None:
    on = statement(world)
    for _ in range(3):
        world.do("officer", Action.COMMITMENT_CONTEST, proposed(world, on), reason="Not ours")
    ref = proposed(world, on)
    row = next(row for row in queue(world, chosen="disputed") if row.ref == ref)
    assert (row.reasons[0], row.level) == ("returned", 3)
    assert "Liu Jianping" in row.proposal


def test_the_reason_stands_there_in_words(world: World) -> None:
    late(world)
    browser = world.client("supervisor")
    browser.set_cookie("lang", "en")
    page = browser.get("/oversight").text
    assert "5 working days overdue" in page
    browser.set_cookie("lang", "zh")
    assert "逾期 5 个工作日" in browser.get("/oversight").text


def test_a_missed_order_comes_first(world: World) -> None:
    issued(world)
    world.at(moment(7, 16))
    row = queue(world)[0]
    assert (row.ref, row.reasons[0], row.level) == (PROMISE, "missed", 4)


def test_an_answered_order_waits_for_somebody_to_look(world: World) -> None:
    replied(world)
    assert "answered" in next(row for row in queue(world, chosen="check") if row.ref == PROMISE).reasons


def test_a_check_that_is_missing_is_in_the_queue_itself(world: World) -> None:
    world.at(moment(6, 20))
    reported(world)
    world.at(moment(7, 3))
    assert any("unchecked" in row.reasons for row in queue(world, chosen="check"))


def test_what_residents_are_asked_about_waits_for_them(world: World) -> None:
    world.at(moment(6, 20))
    confirming(world)
    assert PROMISE not in [row.ref for row in queue(world, chosen="overdue")]


def test_filters_are_addresses(world: World) -> None:
    late(world)
    body = world.stage.bodies["works"]
    assert [row.ref for row in queue(world, chosen="overdue", body=body)] == [PROMISE]
    assert queue(world, body=world.stage.bodies["market"]) == []
    assert queue(world, said="no such words") == []
    page = world.client("supervisor").get(f"/oversight?why=overdue&body={body}&q=nothing")
    assert page.status_code == 200


def test_the_file_has_a_line_for_each_and_no_formulas(world: World) -> None:
    late(world)
    answer = world.client("supervisor").get("/oversight.csv")
    lines = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [line["who"] for line in lines] == ["Liu Jianping"]
    assert answer.mimetype == "text/csv"


@pytest.mark.parametrize("sign", ["=", "\uff1d", "\u3000@"])
def test_what_a_spreadsheet_would_compute_is_a_cell(world: World, sign: str) -> None:
    proposed(world, owner=owner(world), place=f"{sign}HYPERLINK(1)", due="2024-06-28")
    late(world)
    answer = world.client("supervisor").get("/oversight.csv")
    cells = [line["place"] for line in csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))]
    assert [cell for cell in cells if "HYPERLINK" in cell] == [f"'{sign.strip()}HYPERLINK(1)"]


def test_it_is_for_supervisors_alone(world: World) -> None:
    for who in ("visitor", "officer", "verifier", "host", "admin"):
        assert world.client(who).get("/oversight").status_code == 403
        assert world.client(who).get("/oversight.csv").status_code == 403
