"""Reads of consultations, their agenda and seats; what somebody is to a table."""

from .kinds import card, seat_roles
from .lists import SHELF_WORDS, Found, RowView, convening, own, search
from .seats import (
    HERE,
    SeatView,
    attendance,
    figures,
    mine,
    ready,
    rulings,
    seat_of,
    seat_views,
    seated,
    seats,
    seats_at,
    silenced,
)
from .sheets import SheetView, WordView, announced, sheet
from .tables import ItemView, TableView, agenda, items, missing, roles, views

__all__ = [
    "HERE",
    "SHELF_WORDS",
    "Found",
    "ItemView",
    "RowView",
    "SeatView",
    "SheetView",
    "TableView",
    "WordView",
    "agenda",
    "announced",
    "attendance",
    "card",
    "convening",
    "figures",
    "items",
    "mine",
    "missing",
    "own",
    "ready",
    "roles",
    "rulings",
    "search",
    "seat_of",
    "seat_roles",
    "seat_views",
    "seated",
    "seats",
    "seats_at",
    "sheet",
    "silenced",
    "views",
]
