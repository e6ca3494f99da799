"""How a test comes to a late promise and an order on it."""

from __future__ import annotations

from typing import Any

from roundtable.oversight import queries
from roundtable.oversight.queries import Row
from roundtable.policy import Action
from tests.cast import PROMISE
from tests.commitments.story import moment, tick
from tests.world import World

ORDER: dict[str, Any] = {"words": "Start the lift, and answer the homes in person", "due": "2024-07-12"}


def late(world: World) -> None:
    """Five working days after Sunday, 30 June 2024: Friday, 5 July."""
    world.at(moment(7, 5))
    tick()


def issued(world: World) -> str:
    """An order on the promise of the cast; its name."""
    late(world)
    return f"order:{world.do('supervisor', Action.ORDER_ISSUE, PROMISE, **ORDER).result}"


def replied(world: World) -> str:
    """Answered by the one responsible."""
    order = issued(world)
    world.do("officer", Action.ORDER_REPLY, order, reply="Running since Monday")
    return order


def rechecked(world: World) -> str:
    """Somebody of another body went there again."""
    order = replied(world)
    world.do("verifier", Action.ORDER_RECHECK, order, note="I rode it", photo="")
    return order


def called(world: World, answer: str = "solved") -> str:
    """Looked at again, and those affected were called."""
    order = rechecked(world)
    world.do("supervisor", Action.ORDER_CALL_BACK, order, answer=answer, note="Two homes on floor 5")
    return order


def put_right(world: World, order: str) -> None:
    """Answered, found put right by somebody of another body, said so by those affected, and closed."""
    world.do("officer", Action.ORDER_REPLY, order, reply="Running since Monday")
    world.do("verifier", Action.ORDER_RECHECK, order, note="I rode it", photo="")
    world.do("supervisor", Action.ORDER_CALL_BACK, order, answer="solved", note="Two homes on floor 5")
    world.do("supervisor", Action.ORDER_CLOSE, order)


def closed(world: World) -> str:
    """Issued, put right, and closed on one day."""
    order = issued(world)
    put_right(world, order)
    return order


def queue(world: World, chosen: str = "", **asked: Any) -> list[Row]:
    """The supervisor's queue as it is now."""
    with world.reading("supervisor") as uow:
        return queries.filtered(queries.rows(uow, **asked), chosen)
