"""The floor of a table as pages show it: frozen, so that a template can load nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from roundtable.consultations.queries import SeatView, TableView
from roundtable.core.errors import Words
from roundtable.policy import Action

from .rows import Spoken


@dataclass(frozen=True)
class Clock:
    """Something that runs. used: seconds so far. since, ends: instants of the wire (ms) while it runs, else None.

    `since` is shifted by pauses, so that what has run is always now less since. whole: seconds it may run, None for
    no limit.
    """

    used: int
    whole: int | None
    since: int | None
    ends: int | None

    @property
    def left(self) -> int | None:
        """Seconds to go; below 0 it is over its time."""
        return None if self.whole is None else self.whole - self.used


@dataclass(frozen=True)
class ItemView:
    """An item of the agenda and its clock. number: its place, from 1."""

    ref: str
    number: int
    title: str
    state: str
    floor: str
    turn_seconds: int | None
    paused: bool
    clock: Clock
    version: int


@dataclass(frozen=True)
class TurnView:
    """Who has the floor, and their clock. nth: their how manieth turn; each: seconds that the item gives a speaker.

    passed_over: the number of the seat that was first by the rule, where they were called out of order.
    """

    ref: str
    key: int
    seat: SeatView
    nth: int
    each: int | None
    passed_over: int | None
    paused: bool
    wound_up: bool
    clock: Clock
    version: int


@dataclass(frozen=True)
class Waiter:
    """A row of the queue."""

    ref: str
    key: int
    seat: SeatView
    reason: str
    version: int


@dataclass(frozen=True)
class Share:
    """How long a side or a seat has spoken. since: as in Clock, while it speaks."""

    who: Words
    spoken: Spoken
    since: int | None = None


@dataclass(frozen=True)
class Step:
    """The desk's next act. query: what tells its address from others'. asks: it is done on its own page."""

    action: Action
    on: str
    words: Words
    version: str
    fields: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    asks: bool = False

    @property
    def key(self) -> str:
        """The same for all who see this button, and another once it was pressed."""
        return f"{self.action}@{self.version}"


@dataclass(frozen=True)
class Floor:
    """The floor of a table. seats: the highest number of one; late: minutes later than announced, below 0 earlier."""

    table: TableView
    items: tuple[ItemView, ...]
    turn: TurnView | None
    queue: tuple[Waiter, ...]
    seats: int
    sides: tuple[Share, ...]
    people: tuple[Share, ...]
    ends_at: datetime | None
    late: int
    step: Step | None = None

    @property
    def ref(self) -> str:
        """The table's name."""
        return self.table.ref

    @property
    def item(self) -> ItemView | None:
        """The item that is on."""
        return next((item for item in self.items if item.state == "current"), None)

    @property
    def following(self) -> ItemView | None:
        """The item that comes next."""
        after = self.item.number if self.item else 0
        ahead = [item for item in self.items if item.state == "ahead"]
        return next((item for item in ahead if item.number > after), ahead[0] if ahead else None)
