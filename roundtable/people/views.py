"""Pages to come in by, one's own page, and the administrator's: who there is and what they are."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from roundtable.core import asked, clock, doors, identity, limits, things
from roundtable.core.actions import REGISTRY
from roundtable.core.errors import Forbidden
from roundtable.core.forms import ActionForm
from roundtable.core.unit_of_work import VISITOR, reading
from roundtable.places import queries as places
from roundtable.policy import Action

from . import links, own, queries
from .forms import LanguageForm, LinkForm, ResetForm, SignInForm
from .models import Person

people = Blueprint("people", __name__)
LIST = 100  # persons on a page


def drawn(action: Action, form: ActionForm, template: str = "", **more: object) -> str:
    """The page of an act on the house that has an address of its own."""
    spec = REGISTRY[action]
    back = doors.own(request.args.get("next")) or "/"
    fixed = {"spec": spec, "form": form, "on": things.HOUSE, "key": doors.new_key(), "back": back, "refusal": None}
    return render_template(template or spec.template, **fixed, **more)


@people.get("/sign-in")
def sign_in() -> str:
    """With a password, or a link by mail. `?next=` says where to go on to: a page of ours."""
    return drawn(Action.PERSON_SIGN_IN, SignInForm())


@people.get("/sign-in/sent")
def sent() -> str:
    """What follows when a link was asked for; the same whoever asked."""
    return render_template("people/sent.html")


@people.get("/link/<token>")
def link(token: str) -> str:
    """A mailed link: one button. Looking at it does nothing, since programs that check mails open links too."""
    with reading(VISITOR, clock.now()) as uow:
        person = links.whose(uow, token, links.SIGN_IN, links.INVITE)
    if person is None:
        return render_template("people/link_over.html")
    form = LinkForm(data={"token": token})
    return drawn(Action.PERSON_USE_LINK, form, name=person.name)


@people.get("/reset/<token>")
def reset(token: str) -> str:
    """A mailed link by which a new password is set."""
    with reading(VISITOR, clock.now()) as uow:
        person = links.whose(uow, token, links.RESET)
    if person is None:
        return render_template("people/link_over.html")
    form = ResetForm(data={"token": token})
    return drawn(Action.PERSON_RESET_PASSWORD, form, "people/reset.html", name=person.name)


@people.get("/me")
def me() -> str | Response:
    """One's own page: name, language, password, where one is signed in."""
    mine = identity.standing()
    if mine is None:
        return redirect("/sign-in?next=/me")
    with reading(identity.actor(), clock.now()) as uow:
        if not mine.account:
            return render_template("people/guest.html", it=uow.get(Person, mine.person))
        person = things.see(uow, f"person:{mine.person}")
        return render_template(
            "people/me.html",
            it=queries.view(uow, person),
            sign_ins=queries.sign_ins(uow, person.id),
            here=mine.sign_in,
            languages=LanguageForm(data={"lang": person.lang}),
            proved=own.is_proved(uow, person),
        )


@people.get("/me/data.zip")
def my_data() -> Response:
    """All that is kept about who asks, as a file; first their password once more, where they have one."""
    mine = identity.standing()
    if mine is None:
        return redirect("/sign-in?next=/me")
    with reading(identity.actor(), clock.now()) as uow:
        person = things.see(uow, f"person:{mine.person}", Action.DATA_SEE)
        if not own.is_proved(uow, person):
            return redirect(doors.path(Action.PERSON_PROVE, person.ref))
        limits.spend("data")
        data = own.as_file(uow, person)
    kept = {"Content-Disposition": 'attachment; filename="roundtable-me.zip"', "Cache-Control": "no-store"}
    return Response(data, mimetype="application/zip", headers=kept)


@people.get("/erased")
def erased() -> str:
    """What follows when somebody has been erased; the same whoever looks."""
    return render_template("people/erased.html")


@people.get("/people/<int:number>")
def person(number: int) -> str | Response:
    """Somebody, as the administrator sees them."""
    with reading(identity.actor(), clock.now()) as uow:
        found = things.see(uow, f"person:{number}")
        if not things.may(uow, Action.PERSON_INVITE, found):
            return redirect("/me")
        return render_template("people/person.html", it=queries.view(uow, found))


@people.get("/house")
def house() -> str:
    """The administrator's desk: persons (`?q=` finds them, `?after=` goes on), bodies, places, homes (`?place=`)."""
    with reading(identity.actor(), clock.now()) as uow:
        if not things.may(uow, Action.HOUSE_DESK, things.find(uow, things.HOUSE)):
            raise Forbidden
        said, after = asked.words("q"), asked.number("after") or 0
        place = asked.number("place") or 0
        listed = queries.listed(uow, said, after, LIST + 1)
        return render_template(
            "people/house.html",
            asked=said,
            persons=listed[:LIST],
            more=listed[LIST - 1].number if len(listed) > LIST else None,
            bodies=places.organisations(uow),
            places=places.named(uow),
            place=place,
            homes=queries.register(uow, place) if place else [],
        )
