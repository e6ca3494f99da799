"""What may be sent about consultations, items of their agenda and seats."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import Optional, Regexp

from roundtable.core import calendar
from roundtable.core.errors import Words
from roundtable.core.forms import ActionForm, choices, line, words
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import local
from roundtable.people import queries as people
from roundtable.places import queries as places
from roundtable.places.models import Organisation

from . import format as formats
from .fields import chosen, fill, number, rows, several, some, when
from .models import AgendaItem, Consultation

WAYS = {"up": _l("up"), "down": _l("down")}


class TableForm(ActionForm):
    """All that is said of a consultation."""

    title = line(
        _l("Title"),
        most=120,
        missing=_l("Say in a few words what it is about."),
        hint=_l("As it will stand on the poster, such as “A lift for Block 3”."),
    )
    matter = several(_l("The matter"), most=2000, hint=_l("What troubles people, and what is to be talked over."))
    starts_at = when(_l("When"), _l("Say on which day and at what time."))
    minutes = number(_l("Minutes in all"), 10, 1440, _l("Left empty: as long as the items of the agenda together."))
    place_id = SelectField(_l("Which place it concerns"), coerce=chosen)
    address = some(_l("Where people meet"), most=200, hint=_l("So that a stranger finds the door."))
    online = BooleanField(_l("People can also take part from home, online"))
    access = some(
        _l("Help for those who need it"),
        most=300,
        hint=_l("Such as a ramp, sign language, an interpreter, child care."),
    )
    host_id = SelectField(_l("Host"), coerce=chosen)
    recorder_id = SelectField(_l("Recorder"), coerce=chosen)
    quorum = number(_l("Quorum"), 1, 100_000, _l("How many must be seated for it to count. Left empty: no quorum."))
    names_shown = BooleanField(
        _l("Show residents' names"), description=_l("Otherwise others see seat numbers. Officials are always named.")
    )

    def offer(self, uow: UnitOfWork, organisation_id: int) -> None:
        """The people of the body and of those next to it, and the places there are."""
        people_there = people.belonging(uow, places.kin(uow, organisation_id))
        self.host_id.choices = rows(people_there, _l("Whoever convenes"))
        self.recorder_id.choices = rows(people_there, _l("The host"))
        self.place_id.choices = rows(places.named(uow), _l("No place in particular"))


class DraftForm(TableForm):
    """A consultation, before anybody hears of it."""

    format = SelectField(
        _l("Format"), default="roundtable", description=_l("It lays the agenda, which you can change.")
    )
    code = StringField(
        _l("Code"),
        [Optional(), Regexp(r"^[A-HJ-NP-Z]{6}$", message=_l("A code is six capital letters, without I and O."))],
        [lambda text: text.strip().upper() if text else None],
        description=_l("Left empty, one is made."),
        render_kw={"maxlength": 6},
    )

    def prepare(self, uow: UnitOfWork, thing: Organisation) -> None:
        """Who and what there is to choose from."""
        self.offer(uow, thing.id)
        self.format.choices = [SelectChoice(code, str(kind.name)) for code, kind in formats.known().items()]


class EditForm(TableForm):
    """A consultation that is being prepared or was announced. Announced, its date moves only by postponing."""

    def prepare(self, uow: UnitOfWork, thing: Consultation) -> None:
        """What it says now."""
        self.offer(uow, thing.organisation_id)
        if thing.state != "draft":
            del self.starts_at
        fill(self, thing, starts_at=local(thing.starts_at, thing.zone))


class AnnounceForm(ActionForm):
    """Making it public. Only too short a notice needs a word."""

    reason = words(
        _l("Why at such short notice"),
        most=500,
        missing=_l("Say why it cannot wait; or change the date first."),
        rows=2,
    )

    def prepare(self, uow: UnitOfWork, thing: Consultation) -> None:
        """Whether a reason is due, by working days."""
        due = formats.get(thing.format).notice_days
        given = calendar.notice_days(uow.now, thing.starts_at, ZoneInfo(thing.zone))
        if given >= due:
            del self.reason
            return
        self.reason.description = _short(max(given, 0), due)


def _short(given: int, due: int) -> Words:
    return _l(
        "Working days until then: %(given)d; %(due)d are due. What you write here is published.", given=given, due=due
    )


class PostponeForm(ActionForm):
    """A later date, and why."""

    starts_at = when(_l("New date"), _l("Say on which day and at what time."))
    reason = words(
        _l("Why"), most=500, missing=_l("Say why; people arranged their day around it."), hint=_l("Published."), rows=2
    )

    def prepare(self, _uow: UnitOfWork, thing: Consultation) -> None:
        """From the date that people know."""
        fill(self, None, starts_at=local(thing.starts_at, thing.zone))


class CancelForm(ActionForm):
    """Why it will not be held."""

    reason = words(_l("Why"), most=500, missing=_l("Say why it will not be held."), hint=_l("Published."), rows=2)


class ItemForm(ActionForm):
    """An item of the agenda."""

    title = line(_l("Item"), most=120, missing=_l("Say what this item is for."))
    minutes = number(_l("Minutes"), 1, formats.LONGEST, needed=True)
    floor = SelectField(_l("Who has the floor"), choices=choices(formats.FLOORS), default="residents")
    turn_seconds = number(
        _l("Seconds for each speaker"), 10, 3600, _l("Left empty: as long as the host lets them speak.")
    )


class ItemEditForm(ItemForm):
    """An item as it is to be."""

    def prepare(self, _uow: UnitOfWork, thing: AgendaItem) -> None:
        """What it says now."""
        fill(self, thing)


class MoveForm(ActionForm):
    """One place earlier or later."""

    way = RadioField(_l("Which way"), choices=choices(WAYS))


class SeatForm(ActionForm):
    """Taking a seat: with a name, by those whom nobody here knows yet."""

    name = line(
        _l("Your name"),
        most=40,
        missing=_l("Write the name by which the host may call you."),
        hint=_l("The host sees it. Others see your seat number."),
        autocomplete="name",
    )

    def prepare(self, uow: UnitOfWork, thing: Consultation) -> None:
        """Who is known is not asked."""
        if uow.actor.id is not None:
            del self.name
        elif thing.names_shown:
            self.name.description = _l("Everybody at the table sees it.")


class RegisterForm(SeatForm):
    """Having a seat kept before the day."""

    def prepare(self, uow: UnitOfWork, thing: Consultation) -> None:
        """Who has no account is told that no news will reach them."""
        super().prepare(uow, thing)
        if self.name is not None:
            self.name.description = _l(
                "The host sees who comes. Without an account no news reaches you: look here again before the day."
            )


class ReasonForm(ActionForm):
    """Why the host decides so about somebody."""

    reason = words(
        _l("Why"),
        most=300,
        missing=_l("Say why; they read it, and it stays on the record."),
        hint=_l("They read it, and it stays on the record."),
        rows=2,
    )
