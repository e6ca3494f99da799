"""What somebody is ends with a day: whoever sits at a desk by it hears the desk no longer on the next."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from roundtable.core import calendar, clock
from roundtable.live.server import look_at_the_day, socketio
from roundtable.live.socket import Door
from roundtable.people.models import Membership
from roundtable.policy import Action
from tests.cast import TABLE
from tests.live.test_wire import Line
from tests.world import World


def _ends_today(world: World, who: str) -> None:
    """This is the last day on which they are what they are."""
    with world.reading() as uow:
        mine = select(Membership.id).where(Membership.person_id == world.stage.people[who])
        number = uow.session.scalars(mine).one()
    today = calendar.local_day(clock.now()).isoformat()
    world.do("admin", Action.MEMBERSHIP_END, f"membership:{number}", until=today)


def _door() -> Door:
    """The one that hears the sockets: the last that was mounted."""
    door: Door = socketio.server.handlers["/room"]["connect"].__wrapped__.__self__
    return door


def test_after_midnight_the_desk_is_silent_for_whoever_was_there_by_what_has_ended(world: World) -> None:
    _ends_today(world, "convener")
    lines = [Line(world, who) for who in ("convener", "host", "visitor")]
    for line, surface in zip(lines, ("desk", "desk", "table"), strict=True):
        assert line.say("enter", {"topic": TABLE, "after": 0, "surface": surface})["ok"]

    def there() -> list[bool]:
        return [line.socket.is_connected("/room") for line in lines]

    today = calendar.local_day(clock.now())
    world.at(calendar.end_of_day(today) - timedelta(minutes=1))
    assert look_at_the_day(world.app, _door(), today) == today
    assert there() == [True, True, True]
    world.later(minutes=2)
    assert look_at_the_day(world.app, _door(), today) == today + timedelta(days=1)
    assert there() == [False, True, True]
    for line in lines[1:]:
        line.socket.disconnect(namespace="/room")
