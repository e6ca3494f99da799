"""States as data: which act leads from where to where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import lazy_gettext as _l

from roundtable.policy import Action

from .errors import Refused, Words


@dataclass(frozen=True)
class Step:
    """From any of `sources` to `target`, or to one of `others`, where who acts may choose."""

    sources: tuple[str, ...]
    target: str
    others: tuple[str, ...] = ()


class Stateful:
    """A thing whose `state` changes by the steps of a table; mixed into a model that has a `state` column."""

    STEPS: ClassVar[Mapping[Action, Step]]
    WORDS: ClassVar[Mapping[str, Words]]
    state: object

    def move(self, action: Action, to: str = "") -> None:
        """Take the action's step. Raises Refused when this thing is not where the step begins.

        to: the state that was chosen, for a step that leads to several. Raises ValueError for one that it has not.
        """
        step = self.STEPS[action]
        self.must_be(*step.sources)
        if to not in ("", step.target, *step.others):
            raise ValueError(f"{action} does not lead to {to}")
        self.state = to or step.target

    def must_be(self, *states: str) -> None:
        """Raises Refused unless it is in one of these states; the sentence says where it is."""
        if self.state not in states:
            word = self.WORDS.get(str(self.state), str(self.state))
            raise Refused("wrong_state", _l("Not done: this is now “%(state)s”. Look at it as it is.", state=word))
