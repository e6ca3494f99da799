"""What is seen, live: kind of thing -> its views, its partials, the lists they stand in; the figures of a topic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from roundtable.comments import queries as comments
from roundtable.comments import sorting
from roundtable.commitments.queries import people, statements
from roundtable.commitments.queries import views as commitments
from roundtable.consultations import queries as consultations
from roundtable.consultations.models import LIVE
from roundtable.core import links, things
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.decisions import queries as decisions
from roundtable.floor import queries as floor
from roundtable.live.broadcaster import Figures, MineOf
from roundtable.live.render import Face, Stream
from roundtable.oversight import queries as orders
from roundtable.pages import chain, wall
from roundtable.voting import queries as voting

NUMBERS = tuple(f"{name}-number" for name in sorting.LISTS)

DESK, SCREEN = (Surface.DESK,), (Surface.SCREEN,)
FLOOR = (  # the faces of a table's floor, which hands, turns and items change
    Face("consultation", "floor/_now.html", views=floor.floors),
    Face("agenda", "floor/_agenda.html", on=DESK, views=floor.floors),
    Face("speaker", "floor/_speaker.html", on=DESK, views=floor.floors),
    Face("queue", "floor/_queue.html", on=DESK, views=floor.floors),
    Face("next", "floor/_next.html", on=DESK, views=floor.floors),
    Face("wall-top", "floor/_wall_top.html", on=SCREEN, views=floor.floors),
    Face("wall-item", "floor/_wall_item.html", on=SCREEN, list="beside", views=floor.floors),
    Face("wall-floor", "floor/_wall_floor.html", on=SCREEN, views=floor.floors),
)
SEATS = ("agenda", "speaker", "queue", "next", "wall-floor")  # those that call people by their seats


def no_views(_uow: UnitOfWork, _refs: list[str]) -> list[Any]:
    """Of what is shown within its table alone."""
    return []


def begun(uow: UnitOfWork, refs: list[str]) -> list[str]:
    """What shows that an item began or ended: its table, and what leaves the wall with it."""
    tables = floor.wholes(uow, refs)
    return [*tables, *voting.on_walls(uow, tables), *wall.on_walls(uow, tables)]


def quoted(uow: UnitOfWork, refs: list[str]) -> list[str]:
    """What shows these comments: the thread and the lists that they stand in, and the statements that answer them."""
    return [*comments.shown_in(uow, refs), *links.beside(uow, refs, "statement")]


STREAMS: dict[str, Stream] = {
    "consultation": Stream(
        consultations.views,
        (
            Face("sit", "consultations/_sit.html", shown=lambda view: view.state in LIVE),
            Face("seated", "consultations/_seated.html", on=DESK),
            Face("chain", "pages/_chain.html", on=(Surface.TABLE, Surface.DESK), views=chain.views),
            Face("items", "floor/_items.html", views=floor.floors),
            *FLOOR,
            *(Face(name, "comments/_number.html", on=(Surface.DESK,), views=sorting.numbers) for name in NUMBERS),
        ),
        within=comments.ended_with,
    ),
    "item": Stream(no_views, within=begun, through=("asked", "read", "items", *(face.name for face in FLOOR))),
    "turn": Stream(no_views, within=floor.wholes, through=tuple(face.name for face in FLOOR)),
    "hand": Stream(no_views, within=floor.wholes, through=("queue", "next", "wall-floor")),
    "seat": Stream(no_views, within=floor.wholes, through=("seated", *SEATS)),
    "comment": Stream(
        comments.views,
        (
            Face("comment", "comments/_comment.html", list="comments", shown=lambda view: view.head),
            Face("answering", "commitments/_answering.html", DESK, "catch-comment", shown=comments.may_be_answered),
            Face("read", "pages/_read_out.html", on=SCREEN, list="beside", views=wall.views),
            *(
                Face(name, "comments/_sorting.html", (Surface.DESK,), list=name, shown=stands, views=sorting.views)
                for name, stands in sorting.LISTS.items()
            ),
        ),
        within=quoted,
        through=("comment", "read", *sorting.LISTS, *NUMBERS, "statement"),
    ),
    # decisions
    "decision": Stream(
        decisions.views,
        (
            Face("decision", "decisions/_decision.html", list="decisions"),
            Face("news", "decisions/_news.html", list="news", shown=lambda view: view.latest),
            Face("settled", "decisions/_desk.html", on=(Surface.DESK,), list="settled"),
        ),
        within=decisions.moved,
        through=("chain", "news"),
    ),
    # commitments
    "statement": Stream(
        statements.views,
        (
            Face("stated", "commitments/_stated.html", list="stated"),
            Face("statement", "commitments/_statement.html", on=(Surface.DESK,), list="statements"),
        ),
        within=decisions.tables_of,  # its table's chain
        through=("chain",),
    ),
    "commitment": Stream(
        commitments.views,
        (
            Face("commitment", "commitments/_commitment.html"),
            Face("chain", "pages/_chain.html", views=chain.views),
        ),
    ),
    # oversight
    "order": Stream(orders.views, (Face("order", "oversight/_order.html", list="orders"),)),
    **dict.fromkeys(commitments.PARTS, Stream(commitments.none, within=commitments.wholes, through=("commitment",))),
    # voting
    "poll": Stream(
        voting.views,
        (
            Face("poll", "voting/_ballot.html", shown=voting.is_public),
            Face("vote", "voting/_banner.html", list="slot", shown=voting.is_news),
            Face("question", "voting/_desk.html", on=(Surface.DESK,), list="questions"),
            Face("asked", "voting/_screen.html", on=(Surface.SCREEN,), list="scenes", shown=voting.is_on_wall),
        ),
        within=voting.before,
        through=("vote", "asked", "chain"),
    ),
}


def table_figures(uow: UnitOfWork, code: str) -> dict[str, int]:
    """Every number at a table that crowds move."""
    table = things.find(uow, f"consultation:{code}")
    return {**consultations.figures(uow, table), **comments.figures(uow, table), **voting.figures(uow, table)}


def mine_at_table(uow: UnitOfWork, code: str) -> dict[str, Any]:
    """What is the actor's own at a table."""
    table = things.find(uow, f"consultation:{code}")
    mine = (consultations.mine, floor.mine, comments.mine, voting.mine, statements.mine)
    return {name: own for find in mine for name, own in find(uow, table).items()}


def ready_at_table(uow: UnitOfWork, code: str, people: Sequence[int]) -> None:
    """Ask once for what `mine_at_table` asks of each of these people."""
    table = things.find(uow, f"consultation:{code}")
    seats = consultations.ready(uow, table, people)
    floor.ready(uow, seats)
    comments.ready(uow, table, seats)


def on_the_table(uow: UnitOfWork, code: str) -> list[str]:
    """What stands on the table's page."""
    table = things.find(uow, f"consultation:{code}")
    return [
        table.ref,
        *voting.at_table(uow, table),
        *decisions.at_table(uow, table),
        *statements.at_table(uow, table),
        *comments.at_table(uow, table),
    ]


def named_figures(uow: UnitOfWork, code: str, names: frozenset[str]) -> dict[str, int]:
    """Those of these numbers at a table that are not always counted: support of what was said long ago."""
    return comments.named(uow, things.find(uow, f"consultation:{code}"), names)


NAMED = {"consultation": named_figures}


def mine_at_commitment(uow: UnitOfWork, key: str) -> dict[str, Any]:
    """What the actor is to a commitment, so that their own next step is shown."""
    return people.mine(uow, things.find(uow, f"commitment:{key}"))


SNAPSHOTS = {"consultation": on_the_table}
FIGURES: dict[str, Figures] = {"consultation": table_figures}
READY = {"consultation": ready_at_table}
MINE: dict[str, MineOf] = {"consultation": mine_at_table, "commitment": mine_at_commitment}
