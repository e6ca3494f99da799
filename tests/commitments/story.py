"""How a test comes to where it begins: a promise at any stage, made by the people who would make it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from roundtable.commitments.models import Commitment
from roundtable.commitments.queries import people, proof
from roundtable.core import clock, things
from roundtable.core.calendar import SHANGHAI
from roundtable.policy import Action
from roundtable.worker import sweep
from tests.cast import PROMISE, photo
from tests.world import World

CONVERTED: dict[str, Any] = {
    "outcome": "The lift runs",
    "place": "Block 3, Entrance 1",
    "test": "Registered, and a ride from floor 1 to 6",
    "due": "2024-06-30",
}


def moment(month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    """On a day of 2024, on the clock in Shanghai."""
    return datetime(2024, month, day, hour, minute, second, tzinfo=SHANGHAI)


def commitment(world: World, ref: str = PROMISE) -> Commitment:
    """As it is now, with its homes."""
    with world.reading() as uow:
        found: Commitment = things.find(uow, ref)
        people.with_homes(uow, [found])
        return found


def statement(world: World, words: str = "As soon as possible", **said: Any) -> str:
    """Something said at the table; the statement's name."""
    fields = {"said_by": "Liu Jianping, works office"} | said
    return f"statement:{world.do('recorder', Action.STATEMENT_RECORD, words=words, **fields).result}"


def owner(world: World, who: str = "officer", body: str = "works") -> str:
    """A person and a body, as the form has them."""
    return f"{world.stage.people[who]}-{world.stage.bodies[body]}"


def proposed(world: World, on: str = "", *, at: str = "block", comment: str = "comment:1", **said: Any) -> str:
    """A commitment that waits for its answer; its name."""
    on = on or statement(world, comment=comment)
    fields = CONVERTED | {"owner": owner(world), "place_id": world.stage.places[at] if at else 0} | said
    return f"commitment:{world.do('recorder', Action.COMMITMENT_PROPOSE, on, **fields).result}"


def completed(world: World) -> str:
    """A statement that lacks nothing."""
    on = statement(world)
    world.do("recorder", Action.STATEMENT_COMPLETE, on, **CONVERTED, owner=owner(world))
    return on


def signable(world: World) -> str:
    """A commitment that needs no milestone and waits for its signature."""
    return proposed(world, due="2024-03-20")


def shown(world: World) -> None:
    """The promise of the cast with all its steps done, and a photo that shows it."""
    world.do("officer", Action.MILESTONE_FINISH, "milestone:1")
    world.do("officer", Action.EVIDENCE_ADD, PROMISE, side="after", photo=photo("after"), caption="The lift")


def refused_more_time(world: World) -> None:
    """The promise of the cast, whose first extension was refused."""
    world.do("supervisor", Action.EXTENSION_REFUSE, "extension:1", note="No")


def accepted(world: World, **said: Any) -> str:
    """A commitment that somebody signed for, with one milestone."""
    ref = proposed(world, **said)
    due = said.get("due", CONVERTED["due"])
    world.do("recorder", Action.MILESTONE_ADD, ref, name="Acceptance", due=due)
    world.do("officer", Action.COMMITMENT_ACCEPT, ref)
    return ref


def reported(world: World, ref: str = PROMISE) -> str:
    """Reported done, with all that was left and a photo."""
    with world.reading() as uow:
        left = [step.id for step in proof.unfinished(uow, things.find(uow, ref))]
    said: dict[str, Any] = {"finished": left, "photo": photo("after"), "words": "It runs since today"}
    world.do("officer", Action.COMMITMENT_REPORT, ref, **said)
    return ref


def confirming(world: World, ref: str = PROMISE) -> str:
    """Checked on site; the homes are asked."""
    reported(world, ref)
    world.do("verifier", Action.COMMITMENT_VERIFY, ref, note="I rode from 1 to 6", photo=photo("site"))
    return ref


def reopened(world: World, ref: str = PROMISE) -> str:
    """The raiser said that it is not fixed."""
    confirming(world, ref)
    answer(world, "resident", "not", ref)
    return ref


def closed(world: World, ref: str = PROMISE) -> str:
    """A supervisor closed it as not kept."""
    world.do("supervisor", Action.COMMITMENT_CLOSE, ref, verdict="unfulfilled", reason="Three years, and no lift")
    return ref


def answer(world: World, who: str, what: str, ref: str = PROMISE, words: str = "") -> None:
    """What a home says."""
    world.do(who, Action.CONFIRMATION_GIVE, ref, answer=what, words=words)


def tick() -> None:
    """What time does by now."""
    sweep(clock.now())


def neighbours(world: World, homes: int) -> list[str]:
    """People in so many new homes of the block, none of them who raised it."""
    house: list[str] = []
    for number in range(201, 201 + homes):
        slug = f"home{number}"
        world.stage.person(slug, f"Home {number}")
        world.stage.place(slug, "unit", str(number), "block")
        world.stage.grant(slug, "resident", place=slug)
        house.append(slug)
    return house
