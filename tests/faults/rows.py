"""What stands in a running house's database, read past the house."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from sqlalchemy import NullPool, create_engine, text

from tests.services.house import House

TURNOUT = "SELECT count(*) FROM roll WHERE voted AND poll_id = :poll"
VOTED = "SELECT p.name FROM roll r JOIN people p ON p.id = r.person_id WHERE r.voted AND r.poll_id = :poll"
BOX = "SELECT choice, count(*) FROM box WHERE poll_id = :poll GROUP BY choice"
COUNTED = "SELECT yes, no, abstain FROM polls WHERE id = :poll"


class Rows:
    """A reader of its rows. Close it."""

    def __init__(self, house: House) -> None:
        url = house.env().get("DATABASE_URL") or f"sqlite:///{house.home}/roundtable.sqlite"
        self.engine = create_engine(url, poolclass=NullPool)

    def all(self, sql: str, **values: Any) -> list[Any]:
        """The rows; where there is one column, its values."""
        with self.engine.connect() as line, closing(line.execute(text(sql), values)) as found:
            return [tuple(row) if len(row) > 1 else row[0] for row in found]

    def turnout(self, poll: int) -> int:
        """How many have voted, by the roll."""
        return int(self.all(TURNOUT, poll=poll)[0])

    def box(self, poll: int) -> dict[str, int]:
        """How many ballots there are of each choice."""
        return dict(self.all(BOX, poll=poll))
