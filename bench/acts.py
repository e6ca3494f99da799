"""What residents do while it is measured: comments and supports at a steady pace, through the wire's own `act`."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .crowd import Crowd, Line, Packet, now

COMMENTS_A_SECOND = 10
SUPPORTS_A_SECOND = 50
EACH = SUPPORTS_A_SECOND // COMMENTS_A_SECOND  # people who support one comment
BODIES = (
    "三楼以上的老人每天要爬四层楼，买菜、看病都不方便，希望电梯的事能尽快定下来。",
    "施工期间楼道怎么走、晚上几点停工，能不能先贴出来让大家看一看？",
    "一楼的采光和噪声也要算进去，方案定之前，应该先到一楼的两家看一看。",
    "费用按楼层分摊我同意，但维修基金能用多少，账要先讲清楚。",
)


@dataclass(slots=True)
class Act:
    """Something done: when, and by what everybody sees it: a part's name, or a figure's and its new value."""

    sent: float
    name: str = ""
    value: int = 0
    answered: float = 0.0
    seen: Packet | None = None


@dataclass
class Script:
    """Who does what next. It may go on in several measurements: nobody supports a comment twice."""

    comments: list[int]
    supports: Counter[str] = field(default_factory=Counter)
    said: int = 0
    supported: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)

    def comment(self, crowd: Crowd, actors: Sequence[Line]) -> Act:
        """The next resident says something."""
        done = Act(now())
        fields = {"kind": "view", "body": f"{BODIES[self.said % len(BODIES)]} {self.said}"}

        def answered(answer: dict[str, Any], at: float) -> None:
            done.answered = at
            if answer["ok"]:
                done.name = f"comment-{answer['result']}"
                self.comments.append(answer["result"])
            else:
                self.refused.append(answer)

        self._do(crowd, actors[self.said % len(actors)], answered, action="comment.post", fields=fields)
        self.said += 1
        return done

    def support(self, crowd: Crowd, actors: Sequence[Line]) -> Act:
        """The next resident stands behind a comment, which only they and four others do."""
        number = self.comments[self.supported // EACH]
        name = f"comment-{number}-support"
        self.supports[name] += 1
        done = Act(now(), name, self.supports[name])

        def answered(answer: dict[str, Any], at: float) -> None:
            done.answered = at
            if not answer["ok"]:
                self.refused.append(answer)

        actor = actors[self.supported % len(actors)]
        self._do(crowd, actor, answered, action="comment.support", on=f"comment:{number}")
        self.supported += 1
        return done

    def _do(self, crowd: Crowd, actor: Line, answered: Any, **said: Any) -> None:
        crowd.ask(actor, "act", {"key": secrets.token_hex(16), **said}, answered)


def see(acts: Sequence[Act], packets: Sequence[Packet]) -> None:
    """Note for each act the packet that first shows it."""
    parts: dict[str, Packet] = {}
    figures: dict[str, list[tuple[int, Packet]]] = {}
    for packet in packets:
        for name in packet.message["parts"]:
            parts.setdefault(name, packet)
        for name, value in packet.message["figures"].items():
            figures.setdefault(name, []).append((value, packet))
    for act in acts:
        if act.value:
            told = figures.get(act.name, [])
            act.seen = next((packet for value, packet in told if value >= act.value), None)
        else:
            act.seen = parts.get(act.name)
