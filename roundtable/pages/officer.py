"""The page of the person responsible: one minute, from a link in a message."""

from __future__ import annotations

from flask import render_template

from roundtable.commitments.forms import ProgressForm
from roundtable.commitments.models import Commitment
from roundtable.commitments.queries import views
from roundtable.core import clock, doors, identity, things
from roundtable.core.unit_of_work import reading
from roundtable.pages import chain
from roundtable.pages.blueprint import pages
from roundtable.policy import Action


@pages.get("/commitments/<int:number>/officer")
def officer(number: int) -> str:
    """Accept or contest it; later say how far it is, or that it is done. More time is folded away."""
    with reading(identity.actor(), clock.now()) as uow:
        it: Commitment = things.see(uow, f"commitment:{number}", Action.COMMITMENT_DESK)
        form = ProgressForm()
        form.prepare(uow, it)
        seen = views.view(uow, it)
        return render_template(
            "commitments/officer.html",
            it=seen,
            form=form,
            knots=chain.knots(uow, it.ref),
            key=doors.new_key(),
            nearly=not any(step.done_at is None for step in seen.steps) and bool(seen.steps),
            may_ask=it.redo_due is None and uow.now <= it.deadline,
            card_url=things.card(it).url,
        )
