"""Law 7: a repeated act is done once and answered the same, also when two arrive together."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from functools import partial

import pytest

from roundtable.comments.models import Comment
from roundtable.core import things
from roundtable.core.actions import REGISTRY, Spec
from roundtable.core.acts import Done
from roundtable.core.errors import Refused
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action
from tests.cast import TABLE
from tests.world import World


def _together(world: World, number: int, act: Callable[[], object]) -> list[object]:
    """The same act from many at once; what each was answered."""
    answers: list[object] = []

    def press() -> None:
        with world.app.app_context():
            answers.append(act())

    threads = [threading.Thread(target=press) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_ten_at_once_with_one_key_are_one_act_and_answered_the_same(world: World) -> None:
    before = len(world.entries())
    answers = _together(world, 10, lambda: world.do("resident", Action.COMMENT_POST, key="same", kind="view", body="x"))
    assert len(answers) == 10
    assert set(answers) == {answers[0]}
    assert len(world.entries()) == before + 1


def test_without_the_key_they_are_ten(world: World) -> None:
    before = len(world.entries())
    answers = _together(world, 10, lambda: world.do("resident", Action.COMMENT_POST, kind="view", body="x"))
    assert len(set(answers)) == 10
    assert len(world.entries()) == before + 10


def test_a_key_is_for_one_act(world: World) -> None:
    world.do("resident", Action.COMMENT_POST, key="k", kind="view", body="x")
    with pytest.raises(Refused) as refused:
        world.do("resident", Action.COMMENT_POST, key="k", kind="view", body="y")
    assert refused.value.reason == "key_used"


def test_a_key_is_its_makers_own(world: World) -> None:
    mine = world.do("resident", Action.COMMENT_POST, key="k", kind="view", body="x")
    theirs = world.do("neighbour", Action.COMMENT_POST, key="k", kind="view", body="x")
    assert mine.result != theirs.result


def test_a_visitors_key_must_be_one_that_nobody_hits_upon(world: World) -> None:
    with pytest.raises(Refused):
        world.do("visitor", Action.SEAT_TAKE, key="1", name="Tu")
    one = world.do("visitor", Action.SEAT_TAKE, key="a" * 32, name="Tu")
    assert world.do("visitor", Action.SEAT_TAKE, key="a" * 32, name="Tu") == one


def test_a_crowd_act_done_twice_comes_to_the_same(world: World) -> None:
    comment = world.comment()
    answers = _together(world, 5, lambda: world.do("neighbour", Action.COMMENT_SUPPORT, comment))
    assert answers == [Done(None)] * 5
    with world.reading() as uow:
        assert things.find(uow, comment).version == 1


def _swear(uow: UnitOfWork, comment: Comment, *, meet: threading.Barrier) -> None:
    """An act that takes one comment and then the other, while its twin does it the other way round."""
    comment.body = "taken"
    with contextlib.suppress(threading.BrokenBarrierError):  # on SQLite they take turns; a victim tries again alone
        meet.wait(1)
    other = things.find(uow, "comment:2" if comment.id == 1 else "comment:1", lock=True)
    uow.log(Action.COMMENT_POST, topic=TABLE, touched=[comment, other], audience=PUBLIC)


def test_two_acts_that_lock_each_other_are_both_done(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    refs = ["comment:1", world.comment("two")]
    before, meet = len(world.entries()), threading.Barrier(2)
    spec = Spec(Action.COMMENT_POST, "comment", partial(_swear, meet=meet))
    monkeypatch.setitem(REGISTRY, Action.COMMENT_POST, spec)
    waiting = iter(refs)
    _together(world, 2, lambda: world.do("resident", Action.COMMENT_POST, next(waiting)))
    assert len(world.entries()) == before + 2
