"""A poll's rule and its result, said in words: before it closes the rule only, afterwards the words before figures.

Until then no number that is needed is ever shown, since it depends on who takes part.
"""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from roundtable.core.wording import together

from .models import Poll
from .rule import SHARES, quorate


def rule(poll: Poll) -> str:
    """What decides, in one sentence or two."""
    base = _base(poll)
    sentences = {
        "simple": _("Passes if more than half of %(base)s agree.", base=base),
        "two_thirds": _("Passes if at least two thirds of %(base)s agree.", base=base),
        "three_quarters": _("Passes if at least three quarters of %(base)s agree.", base=base),
        "unanimous": _("Passes only if all of %(base)s agree.", base=base),
    }
    opinion = {
        "simple": _("In favour if more than half of %(base)s agree.", base=base),
        "two_thirds": _("In favour if at least two thirds of %(base)s agree.", base=base),
        "three_quarters": _("In favour if at least three quarters of %(base)s agree.", base=base),
        "unanimous": _("In favour only if all of %(base)s agree.", base=base),
    }
    decides = str((sentences if poll.decides else opinion)[poll.majority])
    return together([decides, _quorum(poll) if poll.quorum else ""])


def _base(poll: Poll) -> str:
    persons = {
        "cast": _("those who vote"),
        "valid": _("those who vote yes or no"),
        "present": _("those present"),
        "entitled": _("those who may vote"),
    }
    homes = {
        "cast": _("the homes that vote"),
        "valid": _("the homes that vote yes or no"),
        "present": _("the homes present"),
        "entitled": _("the homes on the roll"),
    }
    return str((homes if poll.electorate == "homes" else persons)[poll.base])


def _quorum(poll: Poll) -> str:
    who = _("the homes on the roll") if poll.electorate == "homes" else _("those who may vote")
    sentences = {
        "simple": _("It stands only if more than half of %(who)s take part.", who=who),
        "two_thirds": _("It stands only if at least two thirds of %(who)s take part.", who=who),
        "three_quarters": _("It stands only if at least three quarters of %(who)s take part.", who=who),
        "unanimous": _("It stands only if all of %(who)s take part.", who=who),
    }
    return str(sentences[poll.quorum])


def who_votes(poll: Poll) -> str:
    """Whom the question asks."""
    return str(
        {
            "seated": _("Everybody who sits at this table can vote, also who sits down while it is open."),
            "people": _("The residents who were on the register when it opened can vote, here or at home."),
            "homes": _(
                "The homes that were on the register when it opened have one ballot each; "
                "whoever of the home comes first casts it."
            ),
        }[poll.electorate]
    )


def sees(poll: Poll) -> str:
    """Who can see what of a ballot."""
    if poll.secrecy == "secret":
        return str(
            _(
                "your choice goes into the box without your name; the roll notes only that you voted. "
                "Whoever runs the server could tell more while voting is open."
            )
        )
    if poll.electorate == "homes":
        return str(_("this is a named vote. After closing, your choice is shown to everybody with your door number."))
    return str(_("this is a named vote. After closing, your choice is shown to everybody with your seat number."))


def abstaining(poll: Poll) -> str:
    """What it means to abstain, under that choice on the ballot."""
    return str(_("counts for neither side") if poll.base == "valid" else _("counts as taking part, not as yes"))


def head(poll: Poll) -> str:
    """What it came to. An indicative poll has an opinion; it passes nothing."""
    sentences = {
        "passed": _("Passed."),
        "not_passed": _("Not passed."),
        "no_quorum": _("Not decided: too few took part."),
        "in_favour": _("In favour."),
        "not_in_favour": _("Not enough in favour."),
        "unheard": _("Too few took part."),
    }
    return str(sentences[poll.stands])


def verdict(poll: Poll) -> str:
    """The same with what kind of poll it was, where that decides nothing."""
    indicative = {
        "in_favour": _("Indicative poll: in favour."),
        "not_in_favour": _("Indicative poll: not enough in favour."),
        "unheard": _("Indicative poll: too few took part."),
    }
    return str(indicative.get(poll.stands) or head(poll))


def took_part(poll: Poll) -> str:
    """How many of those who might have."""
    done, may = poll.count.took_part, poll.count.entitled
    if poll.electorate == "homes":
        if done == may:
            return str(_("All %(may)d homes took part.", may=may))
        return str(_("%(done)d of %(may)d homes took part.", done=done, may=may))
    if done == may:
        return str(_("All %(may)d took part.", may=may))
    return str(_("%(done)d of %(may)d took part.", done=done, may=may))


def agreed(poll: Poll) -> str:
    """How many agreed, and how that compares with what the rule asks."""
    count = poll.count
    of, need = count.base(poll.base), least(poll)
    if poll.electorate == "homes":
        said = str(_("%(yes)d of %(of)d homes agree", yes=count.yes, of=of))
    else:
        said = str(_("%(yes)d of %(of)d agree", yes=count.yes, of=of))
    if not of:
        return str(_("Nobody said yes or no."))
    if count.yes == need:
        return str(_("%(said)s: just enough.", said=said))
    if count.yes > need:
        more = ngettext("%(num)d more than needed", "%(num)d more than needed", count.yes - need)
    else:
        more = ngettext("%(num)d too few", "%(num)d too few", need - count.yes)
    return str(_("%(said)s: %(more)s.", said=said, more=more))


def least(poll: Poll) -> int:
    """How many had to agree."""
    return SHARES[poll.majority].least(poll.count.base(poll.base))


def line(poll: Poll) -> float:
    """Where the line stands on the bar, in ballots."""
    share = SHARES[poll.majority]
    return poll.count.base(poll.base) * share.parts / share.of


def too_few(poll: Poll) -> str:
    """Where too few took part: how many it would have needed."""
    if quorate(poll.rule, poll.count):
        return ""
    need = SHARES[poll.quorum].least(poll.count.entitled)
    if poll.electorate == "homes":
        return str(_("%(need)d homes had to take part.", need=need))
    return str(_("%(need)d had to take part.", need=need))
