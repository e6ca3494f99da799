"""What somebody may take along: all that the house keeps about them, in one file; and whether it is they who ask."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select

from roundtable.core import personal, uploads
from roundtable.core.event_log import plain
from roundtable.core.unit_of_work import UnitOfWork

from .accounts import PASSWORD
from .models import Person, SignIn

FORMAT = "roundtable-person/1"
PROVED_FOR = timedelta(minutes=10)


def is_proved(uow: UnitOfWork, person: Person) -> bool:
    """Whether the one who asks wrote that person's password a moment ago, if there is one.

    A device that was left signed in is enough for a page, not for all that is known of somebody, nor to erase it.
    """
    if person.password is None:
        return True
    recent = uow.now - PROVED_FOR
    said = or_(SignIn.proved_at > recent, and_(SignIn.way == PASSWORD, SignIn.at > recent))
    here = int(uow.actor.sign_in) if uow.actor.sign_in.isdecimal() else 0
    query = select(SignIn.id).where(SignIn.id == here, SignIn.person_id == person.id, said)
    return uow.session.scalar(query) is not None


def as_file(uow: UnitOfWork, person: Person) -> bytes:
    """A zip: `data.json` with every row about them, by table, and under `files/` the photos in these rows."""
    held = personal.held(uow, person.id)
    about = {
        "format": FORMAT,
        "made_at": plain(uow.now),
        "person": person.id,
        "what_this_is": _("All that this house keeps about you, by table. “you_are” says by which columns it is you."),
        "what_is_not_here": _(
            "How you voted where the vote was secret: the ballot has no name, and the roll only says whether you "
            "voted. Your password: only a hash of it is kept. What others wrote about you in their own words."
        ),
        "password": _("kept as a hash") if person.password else _("none"),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data.json", json.dumps(about | {"held": held}, ensure_ascii=False, indent=1))
        names = {name for rows in held.values() for name in personal.photos(rows) if uploads.is_kept(name)}
        for name in sorted(names):
            file.write(uploads.store().path(name), f"files/{name}")
    return out.getvalue()
