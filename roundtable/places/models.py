"""The house, the tree of places, and organisations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from roundtable.core.db import Thing
from roundtable.core.errors import Words

LEVELS: Mapping[str, Words] = {  # from wide to narrow
    "district": _l("district"),
    "street": _l("subdistrict"),
    "community": _l("community"),
    "grid": _l("grid"),
    "building": _l("building"),
    "unit": _l("home"),
}


class House(Thing):
    """This installation. There is one, made by the first migration; what is done to all of it is done on `house:1`."""

    __tablename__ = "houses"
    kind: ClassVar[str] = "house"
    name: Mapped[str]

    @property
    def topic(self) -> str:
        """Its own record."""
        return self.ref


class Place(Thing):
    """A place, inside a wider one. A unit is a home."""

    __tablename__ = "places"
    kind: ClassVar[str] = "place"
    sealed: ClassVar[tuple[str, ...]] = ("name", "level")
    level: Mapped[str]
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)


class Organisation(Thing):
    """A body that convenes, answers, verifies or supervises."""

    __tablename__ = "organisations"
    kind: ClassVar[str] = "organisation"
    sealed: ClassVar[tuple[str, ...]] = ("name",)
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
