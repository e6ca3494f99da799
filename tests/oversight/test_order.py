"""order.issue, order.reply, order.recheck, order.return, order.call_back, order.close (domain.md §7.4)"""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from roundtable.core import clock, record, things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.people.models import Membership
from roundtable.policy import Action
from tests.cast import PROMISE
from tests.oversight.story import ORDER, called, issued, late, rechecked, replied
from tests.world import OURS, World


def _state(world: World, order: str) -> str:
    with world.reading() as uow:
        return str(things.find(uow, order).state)


def test_an_order_fixes_unit_person_and_date(world: World) -> None:
    order = issued(world)
    with world.reading() as uow:
        found = things.find(uow, order)
        assert (found.person_id, found.organisation_id) == (world.stage.people["officer"], world.stage.bodies["works"])
        assert (found.due.isoformat(), found.reason, found.state) == ("2024-07-12", "overdue", "issued")
    assert world.entries(PROMISE)[-1].action == "order.issue"


def test_it_is_closed_only_after_a_recheck_and_a_call(world: World) -> None:
    order = issued(world)
    with pytest.raises(Refused, match="no_recheck"):
        world.do("supervisor", Action.ORDER_CLOSE, order)
    world.do("officer", Action.ORDER_REPLY, order, reply="Running since Monday")
    with pytest.raises(Refused, match="no_recheck"):
        world.do("supervisor", Action.ORDER_CLOSE, order)
    world.do("verifier", Action.ORDER_RECHECK, order, note="I rode it", photo="")
    with pytest.raises(Refused, match="no_call"):
        world.do("supervisor", Action.ORDER_CLOSE, order)
    world.do("supervisor", Action.ORDER_CALL_BACK, order, answer="solved", note="Two homes on floor 5")
    world.do("supervisor", Action.ORDER_CLOSE, order)
    assert _state(world, order) == "closed"
    assert record.verify() == []


def test_it_stays_open_while_those_affected_say_no(world: World) -> None:
    order = called(world, "no")
    with pytest.raises(Refused, match="not_solved"):
        world.do("supervisor", Action.ORDER_CLOSE, order)
    world.do("supervisor", Action.ORDER_CALL_BACK, order, answer="solved", note="Called again")
    world.do("supervisor", Action.ORDER_CLOSE, order)
    assert _state(world, order) == "closed"


def test_what_is_found_undone_goes_back(world: World) -> None:
    order = replied(world)
    world.do("verifier", Action.ORDER_RETURN, order, note="It stands still", photo="")
    assert _state(world, order) == "issued"
    world.do("officer", Action.ORDER_REPLY, order, reply="Mended on Thursday")
    assert _state(world, order) == "replied"


@pytest.mark.parametrize("who", ["officer", "colleague", "resident", "verifier", "host", "admin"])
def test_nobody_but_a_supervisor_issues_one(world: World, who: str) -> None:
    late(world)
    with pytest.raises(Forbidden):
        world.do(who, Action.ORDER_ISSUE, PROMISE, **ORDER)


@pytest.mark.parametrize("who", ["officer", "colleague", "resident"])
def test_the_body_that_answers_does_not_look_at_itself(world: World, who: str) -> None:
    order = replied(world)
    with pytest.raises(Forbidden):
        world.do(who, Action.ORDER_RECHECK, order, note="Fine", photo="")


def test_who_promised_it_does_not_supervise_it_from_another_body(world: World) -> None:
    order = replied(world)
    _changes_sides(world)
    for act, said in ((Action.ORDER_RECHECK, {"note": "Fine"}), (Action.ORDER_CALL_BACK, {"answer": "solved"})):
        with pytest.raises(Forbidden):
            world.do("officer", act, order, **said)
    with pytest.raises(Forbidden):
        world.do("officer", Action.ORDER_CLOSE, order)


def _changes_sides(world: World) -> None:
    """The officer leaves the works office and becomes a supervisor."""
    with world.reading() as uow:
        mine = select(Membership.id).where(Membership.person_id == world.stage.people["officer"])
        number = uow.session.scalars(mine).one()
    yesterday = (clock.now() - timedelta(days=1)).date().isoformat()
    world.do("admin", Action.MEMBERSHIP_END, f"membership:{number}", until=yesterday)
    world.stage.grant("officer", "supervisor", "inspection")
    world.stage.grant("officer", "verifier", "market")


def test_there_is_one_open_order_at_a_time(world: World) -> None:
    issued(world)
    with pytest.raises(Refused, match="order_open"):
        world.do("supervisor", Action.ORDER_ISSUE, PROMISE, **ORDER)


def test_two_supervisors_at_once_issue_one(world: World) -> None:
    late(world)
    said: list[str] = []

    def press() -> None:
        with world.app.app_context():
            try:
                said.append(f"order:{world.do('supervisor', Action.ORDER_ISSUE, PROMISE, **ORDER).result}")
            except Refused as no:
                said.append(no.reason)

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["order:1", "order_open"]


def test_a_day_that_is_over_is_refused(world: World) -> None:
    late(world)
    with pytest.raises(Invalid) as refused:
        world.do("supervisor", Action.ORDER_ISSUE, PROMISE, **ORDER | {"due": "2024-07-05"})
    assert list(refused.value.fields) == ["due"]


def test_a_refused_form_keeps_what_was_typed(world: World) -> None:
    late(world)
    fields = {"words": "Mend it by hand", "due": "2024-07-01", "key": "k"}
    answer = world.client("supervisor").post(f"/do/order/issue?on={PROMISE}", data=fields, headers=OURS)
    assert answer.status_code == 422
    assert "Mend it by hand" in answer.text


def test_the_draft_names_who_what_where_and_when(world: World) -> None:
    late(world)
    browser = world.client("supervisor")
    browser.set_cookie("lang", "en")
    page = browser.get(f"/do/order/issue?on={PROMISE}").text
    assert "Liu Jianping, works" in page
    assert 'value="2024-07-12"' in page


def test_the_commitments_page_shows_the_order_and_the_next_step_to_whose_it_is(world: World) -> None:
    order = rechecked(world)
    public, supervisor = (world.client(who).get("/commitments/1").text for who in ("visitor", "supervisor"))
    assert ORDER["words"] in public
    assert f'href="/do/order/call_back?on={order}"' in supervisor
