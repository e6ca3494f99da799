"""What can be done with a promise, in the words of the demo's stories: each verb is one or a few acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from roundtable.demo import photos
from roundtable.demo.days import Days
from roundtable.demo.stage import Stage
from roundtable.policy import Action

When = Callable[[Days], date]


class Promise(NamedTuple):
    """A promise. slug: also what the story calls the comment that asked for it; steps: milestones and their days."""

    slug: str
    said: str
    by: str
    outcome: str
    where: str
    place: str
    test: str
    owner: tuple[str, str]  # the person and the body, by slug
    due: When
    homes: tuple[str, ...]
    steps: tuple[tuple[str, When], ...] = ()


def day(number: int) -> When:
    """So many days after today."""
    return lambda days: days.day(number)


def working(number: int) -> When:
    """So many working days after today."""
    return lambda days: days.working(number)


def propose(stage: Stage, days: Days, p: Promise, table: str) -> str:
    """The recorder writes down what was said, makes it whole, and names the homes. Returns the commitment's name."""
    said = {"words": p.said, "said_by": p.by, "comment": stage.made[p.slug]}
    statement = stage.make(f"{p.slug} said", "statement", "recorder", Action.STATEMENT_RECORD, table, **said)
    person, body = p.owner
    whole = {"outcome": p.outcome, "place": p.where, "place_id": stage.places[p.place], "test": p.test}
    whole |= {"owner": f"{stage.people[person]}-{stage.bodies[body]}", "due": p.due(days).isoformat()}
    made = stage.make(promise(p.slug), "commitment", "recorder", Action.COMMITMENT_PROPOSE, statement, **whole)
    homes = [stage.places[place] for place in p.homes]
    stage.act("recorder", Action.COMMITMENT_NAME_HOMES, made, homes=homes)
    for name, when in p.steps:
        step = {"name": name, "due": when(days).isoformat()}
        stage.make(f"{p.slug} {name}", "milestone", "recorder", Action.MILESTONE_ADD, made, **step)
    return made


def promise(slug: str) -> str:
    """What the stage remembers a commitment under."""
    return f"{slug} promise"


def accept(stage: Stage, _days: Days, p: Promise) -> None:
    """Whoever has to deliver signs."""
    stage.act(p.owner[0], Action.COMMITMENT_ACCEPT, stage.made[promise(p.slug)])


def update(stage: Stage, _days: Days, p: Promise, words: str, done: str = "", photo: str = "") -> None:
    """How far it is."""
    said = {"words": words, "finished": _steps(stage, p, done), "photo": photos.shown(photo) if photo else None}
    stage.act(p.owner[0], Action.COMMITMENT_UPDATE, stage.made[promise(p.slug)], **said)


def report(stage: Stage, _days: Days, p: Promise, words: str, photo: str, done: str = "") -> None:
    """That it is done."""
    said = {"words": words, "finished": _steps(stage, p, done), "photo": photos.shown(photo)}
    stage.act(p.owner[0], Action.COMMITMENT_REPORT, stage.made[promise(p.slug)], **said)


def _steps(stage: Stage, p: Promise, done: str) -> list[int]:
    return [int(stage.made[f"{p.slug} {done}"].partition(":")[2])] if done else []


def show(stage: Stage, _days: Days, p: Promise, who: str, photo: str, caption: str) -> None:
    """How it was before."""
    shown = {"side": "before", "photo": photos.shown(photo), "caption": caption}
    stage.act(who, Action.EVIDENCE_ADD, stage.made[promise(p.slug)], **shown)


def check(stage: Stage, _days: Days, p: Promise, who: str, note: str, photo: str, *, true: bool = True) -> None:
    """Somebody of another body was there."""
    act = Action.COMMITMENT_VERIFY if true else Action.COMMITMENT_REJECT
    stage.act(who, act, stage.made[promise(p.slug)], note=note, photo=photos.shown(photo))


def answer(
    stage: Stage, _days: Days, p: Promise, homes: Iterable[str], how: str, words: Mapping[str, str] | None = None
) -> None:
    """Residents answer whether it is fixed."""
    for who in homes:
        said = {"answer": how, "words": (words or {}).get(who, "")}
        stage.act(who, Action.CONFIRMATION_GIVE, stage.made[promise(p.slug)], **said)


def ask_time(stage: Stage, days: Days, p: Promise, reason: str, due: When, photo: str) -> None:
    """More time is asked for."""
    asked = {"reason": reason, "due": due(days).isoformat(), "photo": photos.shown(photo)}
    asked_for = f"{p.slug} time"
    stage.make(asked_for, "extension", p.owner[0], Action.EXTENSION_ASK, stage.made[promise(p.slug)], **asked)


def grant_time(stage: Stage, _days: Days, p: Promise, note: str) -> None:
    """And granted."""
    stage.act("supervisor", Action.EXTENSION_GRANT, stage.made[f"{p.slug} time"], note=note)


def order(stage: Stage, days: Days, p: Promise, words: str, due: When) -> None:
    """A supervision order is issued."""
    said = {"words": words, "due": due(days).isoformat()}
    stage.make(f"{p.slug} order", "order", "supervisor", Action.ORDER_ISSUE, stage.made[promise(p.slug)], **said)


def close(stage: Stage, _days: Days, p: Promise, verdict: str, reason: str) -> None:
    """A supervisor ends it."""
    said = {"verdict": verdict, "reason": reason}
    stage.act("supervisor", Action.COMMITMENT_CLOSE, stage.made[promise(p.slug)], **said)


def reply(stage: Stage, _days: Days, p: Promise, words: Mapping[str, str]) -> None:
    """Residents say what they think of that."""
    for who, said in words.items():
        stage.act(who, Action.REPLY_GIVE, stage.made[promise(p.slug)], words=said)
