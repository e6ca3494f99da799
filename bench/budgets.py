"""What each page may ask of the database: tests/pages/test_cost.py holds the house to it, bench.pages prints it.

A question costs about a millisecond of computing, whatever it finds. A budget is what the page asks with something of
everything on it, and a few more. Who sees it: a person of the demo and of the tests' cast, by the same name.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Budget:
    """A page, who looks at it, how many statements it may cost (of transactions too, which are three at most)."""

    page: str
    who: str
    queries: int


BUDGETS = (
    Budget("/", "visitor", 25),
    Budget("/consultations", "visitor", 8),
    Budget("/c/TABLEB", "visitor", 45),
    Budget("/c/TABLEB", "resident", 48),
    Budget("/c/TABLEB/desk", "host", 50),
    Budget("/c/TABLEB/screen", "visitor", 20),
    Budget("/c/TABLEB/record", "resident", 40),
    Budget("/c/TABLEB/concern", "resident", 45),
    Budget("/commitments", "visitor", 12),
    Budget("/commitments/1", "visitor", 30),
    Budget("/oversight", "supervisor", 40),
)
