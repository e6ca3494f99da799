"""What is said at a table of the demo, minute by minute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from roundtable.demo.clockwork import Step
from roundtable.demo.days import Days
from roundtable.demo.stage import Stage
from roundtable.policy import Action


class Words(NamedTuple):
    """What somebody says, so many minutes after the opening; on: what it replies to; slug: what the story calls it."""

    minutes: float
    who: str
    kind: str
    slug: str
    body: str
    on: str = ""


def steps(table: str, opened: datetime, conversation: Iterable[Words]) -> list[Step]:
    """Everybody says what they have to say, at their minute."""
    return [(opened + timedelta(minutes=said.minutes), partial(_say, table=table, said=said)) for said in conversation]


def _say(stage: Stage, _days: Days, *, table: str, said: Words) -> None:
    if said.on:
        stage.act(said.who, Action.COMMENT_ANSWER, stage.made[said.on], body=said.body)
    else:
        words = {"kind": said.kind, "body": said.body}
        stage.make(said.slug, "comment", said.who, Action.COMMENT_POST, table, **words)


def support(stage: Stage, _days: Days, *, supporters: Mapping[str, Iterable[str]]) -> None:
    """Who stands behind what."""
    for slug, people in supporters.items():
        for who in people:
            stage.act(who, Action.COMMENT_SUPPORT, stage.made[slug])
