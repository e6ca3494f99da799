"""Loads the demo. Everything is done by actions, as the people who would do it, at the moment when they would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, update

from roundtable.core import clock
from roundtable.core.db import db
from roundtable.demo import announced, cast, estate, lift, live, promises
from roundtable.demo.clockwork import Step, wait
from roundtable.demo.days import Days
from roundtable.demo.stage import Stage
from roundtable.notifications.models import KEPT, WAITING, Delivery


def load() -> None:
    """Fill an empty house."""
    with _in_haste():
        _play(Days(clock.now()))
        _send_nothing()


@contextmanager
def _in_haste() -> Iterator[None]:
    """On SQLite, without waiting for the disk after each of many acts: what a power cut takes is loaded anew."""
    engine = db.engine

    def connect(connection: Any, _record: Any) -> None:
        if engine.dialect.name == "sqlite":
            connection.execute("PRAGMA synchronous=OFF")

    engine.dispose()
    event.listen(engine, "connect", connect)
    try:
        yield
    finally:
        event.remove(engine, "connect", connect)
        engine.dispose()


def _send_nothing() -> None:
    """What was written to people in the time before is kept to be read (/demo/mail), and never sent."""
    with db.engine.begin() as connection:
        connection.execute(update(Delivery).where(Delivery.state == WAITING).values(state=KEPT))


def _play(days: Days) -> None:
    stage = Stage(days.at(-270, "09:00"))
    cast.settle(stage)
    for moment, step in sorted(_steps(days), key=lambda step: step[0]):
        wait(stage, moment)
        step(stage, days)


def _steps(days: Days) -> list[Step]:
    """The stories, which go on beside each other."""
    held = lift.held(days)
    return [
        (days.at(held - 14, "10:00"), lift.announce),
        (lift.opened(days), lift.sit_down),
        *lift.words(days),
        *lift.turns(days),
        (days.at(held, "15:30"), lift.vote),
        (days.at(held, "15:41"), lift.decide),
        (days.at(held, "15:46"), lift.promise),
        (days.at(held, "16:36"), lift.close),
        (days.at(held + 4, "09:00"), lift.publish),
        *lift.steps(days),
        *estate.steps(days),
        *promises.steps(days),
        (days.at(-14, "10:00"), live.announce),
        (days.at(-9, "10:00"), live.register),
        (days.at(-3, "10:00"), announced.announce),
        (days.opened, live.sit_down),
        *live.turns(days),
        *live.words(days),
        (days.before(3), live.sort),
        (days.before(2.7), live.promise),
        (days.before(2.2), live.ask),
    ]
