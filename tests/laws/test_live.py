"""Law 6: a stale page and the packets that it missed are a fresh page, for every action that touches a thing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from roundtable.core import clock
from roundtable.core.actions import REGISTRY
from roundtable.core.db import db
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import SYSTEM, reading
from roundtable.live.broadcaster import Broadcaster, Room
from roundtable.live.render import STREAMS, Stream, draw
from roundtable.policy import Action
from tests.cast import TABLE
from tests.samples import SAMPLES
from tests.stale import Page
from tests.world import World

# what is live, and one who sees all of it; the reader has nothing of their own there
PAGES = {
    "/c/TABLEB?upto=1000000": "visitor",  # asked for what was said, also of a table that is over
    "/c/TABLEB/desk": "host",
    "/c/TABLEB/screen": "visitor",
    "/commitments/1": "visitor",
}
LANGUAGES = ("zh", "en")


def _open(world: World, lang: str) -> Iterator[Page]:
    for url, who in PAGES.items():
        browser = world.client(who)
        browser.set_cookie("lang", lang)
        answer = browser.get(url)
        assert answer.status_code == 200, url
        yield Page(answer.text)


def _caught_up(world: World, page: Page, lang: str) -> Page:
    """The page after what the wire says to somebody who comes back."""
    caster = Broadcaster(world.app, lambda _event, _room, _message: None)
    with reading(SYSTEM, clock.now()) as uow:
        answer = caster.enter(uow, Room(page.topic, Surface(page.surface), lang), page.seq)
    assert answer["mode"] == "catch_up"
    page.take(answer)
    return page


def _language(action: str) -> str:
    """Each act is read in both languages, one on each database: what is drawn in which does not depend on where."""
    return LANGUAGES[(sorted(REGISTRY).index(Action(action)) + (db.engine.dialect.name == "sqlite")) % len(LANGUAGES)]


@pytest.mark.parametrize("action", sorted(REGISTRY))
def test_what_was_missed_makes_a_page_new(world: World, action: str) -> None:
    sample, lang = SAMPLES[Action(action)], _language(action)
    on = sample.before(world)
    stale = list(_open(world, lang))
    sample.act(world, Action(action), on)
    for old, new in zip(stale, _open(world, lang), strict=True):
        before = old.words()
        assert _caught_up(world, old, lang).words() == new.words(), f"{new.topic} on {new.surface}"
        assert REGISTRY[Action(action)].no_entry or new.seq > old.seq or before == new.words()


def test_a_part_that_is_not_drawn_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = next(_open(world, "zh"))
    monkeypatch.setitem(STREAMS, "comment", Stream(STREAMS["comment"].views, ()))
    world.comment("Said while you were away")
    monkeypatch.undo()
    caught = stale.words()
    assert caught != next(_open(world, "zh")).words()


def test_one_snapshot_speaks_each_language_by_itself(world: World) -> None:
    said = {"words": "As soon as possible", "said_by": "The works office"}
    statement = f"statement:{world.do('recorder', Action.STATEMENT_RECORD, **said).result}"
    refs = [TABLE, statement, world.comment(), "commitment:1"]
    drawn = []
    for languages in (("zh", "en"), ("en", "zh")):
        with reading(SYSTEM, clock.now()) as uow:
            drawn.append({lang: draw(uow, refs, Surface.TABLE, lang) for lang in languages})
    assert drawn[0] == drawn[1]
    assert "due date" in str(drawn[0]["en"])


def test_a_doubled_packet_changes_nothing(world: World) -> None:
    page = next(_open(world, "zh"))
    world.comment("Once")
    once = _caught_up(world, page, "zh").words()
    assert _caught_up(world, page, "zh").words() == once
    assert once.count("Once") == 1
