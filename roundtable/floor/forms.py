"""What may be sent about items, hands and turns."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from roundtable.consultations.fields import number, some
from roundtable.consultations.models import Consultation
from roundtable.core.forms import ActionForm
from roundtable.core.unit_of_work import UnitOfWork

from . import queries
from .wording import reason

MOST_SECONDS = 1800  # half an hour more, for one turn


class MinutesForm(ActionForm):
    """More time for an item."""

    minutes = number(_l("Minutes more"), 1, 120, needed=True)


class SecondsForm(ActionForm):
    """More time for a turn."""

    seconds = number(_l("Seconds more"), 10, MOST_SECONDS, needed=True)


class SeatNumberForm(ActionForm):
    """Whose hand it is."""

    seat = number(_l("Seat number"), 1, 100_000, _l("Of somebody at the table who has no phone."), needed=True)


class CallForm(ActionForm):
    """Who is to speak. `over` is the turn that the host saw running: what has changed since is not ended unseen."""

    seat = number(_l("Seat number"), 1, 100_000)
    why = some(_l("Why out of order"), most=200, hint=_l("Only if you call another than the first. Published."))
    over = IntegerField(validators=[Optional()], widget=HiddenInput())

    def prepare(self, uow: UnitOfWork, thing: Consultation) -> None:
        """Who is first by the rule."""
        places = queries.queue(uow, thing)
        self.seat.description = (
            _l(
                "Left empty: seat %(seat)s, who %(reason)s.",
                seat=places[0].who.seat,
                reason=reason(places[0], thing.zone),
            )
            if places
            else _l("Nobody has raised a hand.")
        )
