"""What tests of coming in share: a password, and the links that the house would mail."""

from __future__ import annotations

from sqlalchemy import select

from roundtable.people import links
from roundtable.people.models import MailedLink
from roundtable.policy import Action
from tests.world import World

GOOD = "lift bamboo thermos"  # a password that nobody guesses quickly
ADDRESS = "resident@roundtable.example"
HOUSE = "house:1"


def give_password(world: World, who: str = "resident", password: str = GOOD) -> None:
    """They have chosen a password."""
    world.do(who, Action.PERSON_SET_PASSWORD, f"person:{world.stage.people[who]}", password=password)


def last_link(world: World) -> str:
    """Where the link leads that was asked for last: `/link/<token>`."""
    with world.reading() as uow:
        return links.path(uow.session.scalars(select(MailedLink).order_by(MailedLink.id.desc())).first())


def ask_link(world: World, action: Action = Action.PERSON_SEND_LINK, address: str = ADDRESS) -> str:
    """Have a link mailed; its token."""
    world.do("visitor", action, HOUSE, email=address)
    return last_link(world).rpartition("/")[2]
