"""Which tables somebody has to hand over before they can be erased."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import or_, select

from roundtable.core import personal
from roundtable.core.unit_of_work import UnitOfWork

from .models import Consultation

NOT_OVER = ("draft", "announced", "open", "paused")


def _run_by(uow: UnitOfWork, person_id: int) -> Iterator[str]:
    offices = (Consultation.convener_id, Consultation.host_id, Consultation.recorder_id)
    mine = or_(*(office == person_id for office in offices))
    query = select(Consultation.title).where(mine, Consultation.state.in_(NOT_OVER)).order_by(Consultation.id)
    for title in uow.session.scalars(query):
        yield _("Still runs “%(title)s”: somebody else is named for it, or it is brought to its end.", title=title)


personal.DUTIES.append(_run_by)
