"""What the host does next, as one sentence and one press: the desk's widest button."""

from __future__ import annotations

from flask_babel import gettext as _

from roundtable.core.errors import Words
from roundtable.policy import Action

from .views import Floor, ItemView, Step, Waiter


def next_step(floor: Floor) -> Step | None:
    """Open, go on, begin the first item, call the first by the rule, end the turn, begin the next item, close."""
    match floor.table.state:
        case "announced":
            return _of_table(floor, Action.CONSULTATION_OPEN, _("Next: open the table"))
        case "paused":
            return _of_table(floor, Action.CONSULTATION_RESUME, _("Next: go on"))
        case "open":
            return _at_table(floor)
    return None


def _at_table(floor: Floor) -> Step:
    if floor.item is not None and floor.queue:
        return _call(floor, floor.queue[0])
    if floor.item is not None and floor.turn is not None:
        words = _("Next: end the turn of %(who)s", who=floor.turn.seat.who)
        return Step(Action.TURN_END, floor.turn.ref, words, f"{floor.turn.ref}@{floor.turn.version}")
    if floor.following is not None:
        return _begin(floor.following)
    if floor.queue:
        return _call(floor, floor.queue[0])
    return _of_table(floor, Action.CONSULTATION_CLOSE, _("Next: close the table"), asks=True)


def _begin(item: ItemView) -> Step:
    words = _("Next: item %(number)s, %(title)s", number=item.number, title=item.title)
    return Step(Action.ITEM_BEGIN, item.ref, words, f"{item.ref}@{item.version}")


def _call(floor: Floor, first: Waiter) -> Step:
    seat = first.seat
    words = _("Next: call seat %(seat)s", seat=seat.number)
    if seat.name:
        words = _("Next: call %(name)s, seat %(seat)s", name=seat.name, seat=seat.number)
    fields = {"seat": str(seat.number), "over": str(floor.turn.key) if floor.turn else ""}
    return Step(Action.TURN_CALL, floor.ref, words, f"{first.ref}@{first.version}", fields, f"&seat={seat.number}")


def _of_table(floor: Floor, action: Action, words: Words, *, asks: bool = False) -> Step:
    return Step(action, floor.ref, words, f"{floor.ref}@{floor.table.version}", asks=asks)
