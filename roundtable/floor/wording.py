"""Reasons and turns in words."""

from __future__ import annotations

from flask_babel import gettext as _

from roundtable.core.wording import hour, span

from .queue import Place


def reason(place: Place, zone: str, *, helped: bool = False) -> str:
    """Why somebody stands where they stand in the queue, as it is read out. helped: somebody asked for them."""
    said = _reason(place, zone)
    return str(_("%(reason)s; somebody asked for them", reason=said)) if helped else said


def _reason(place: Place, zone: str) -> str:
    who = place.who
    match place.reason:
        case "first":
            return str(_("has not spoken yet, so first"))
        case "unspoken":
            return str(_("has not spoken yet; waiting since %(hour)s", hour=hour(who.since, zone)))
        case "other_side":
            return str(_("has not spoken; the other side’s turn"))
        case "spoken_other_side":
            return str(_("%(times)s; the other side’s turn", times=times(who.turns, who.seconds)))
        case "not_their_item":
            return str(_("waits: this item is for the other side"))
    return times(who.turns, who.seconds)


def times(turns: int, seconds: int) -> str:
    """How often and how long somebody spoke."""
    if turns == 1:
        return str(_("spoke once, %(span)s in all", span=span(seconds)))
    return str(_("spoke %(number)s times, %(span)s in all", number=turns, span=span(seconds)))
