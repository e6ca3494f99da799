"""The page of the minutes."""

from __future__ import annotations

from roundtable.policy import Action
from tests.cast import TABLE
from tests.world import OURS, World

MINUTES = "minutes:1"
ADDED = {"section": "said", "words": "Two more asked the same at the door"}


def _page(world: World, who: str = "visitor", lang: str = "en") -> str:
    answer = world.client(who).get("/c/TABLEB/minutes", headers={"Accept-Language": lang})
    assert answer.status_code == 200
    return str(answer.text)


def _lock(world: World) -> None:
    world.do("host", Action.CONSULTATION_CLOSE)
    world.do("recorder", Action.MINUTES_LOCK, MINUTES)


def test_nobody_reads_minutes_before_they_are_signed(world: World) -> None:
    assert "No minutes yet" in _page(world)
    assert world.client().get(f"/go/{MINUTES}").status_code == 403
    assert "Minutes, a draft" in _page(world, "recorder")
    _lock(world)
    assert "Minutes no. 1" in _page(world)


def test_minutes_say_first_what_was_settled_and_then_how_it_came_to_that(world: World) -> None:
    world.do("neighbour", Action.COMMENT_SUPPORT, "comment:1")
    world.do("neighbour", Action.COMMENT_ANSWER, "comment:1", body="In spring, I heard")
    _lock(world)
    page = _page(world)
    assert page.index("A lift will be asked for") < page.index("When will the lift come?")
    assert "1 supported this" in page
    assert "2 residents" in page
    assert "会议纪要第 1 号" in _page(world, lang="zh")


def test_a_vote_is_told_in_words_and_figures(world: World) -> None:
    for who in ("resident", "neighbour"):
        world.do(who, Action.BALLOT_CAST, "poll:1", choice="yes")
    _lock(world)
    page = _page(world)
    assert "Question: Shall there be a lift?" in page
    assert "2 of 2 agree" in page
    assert page.count('href="/polls/1"') >= 2  # among what was settled, and with the vote


def test_a_vote_that_a_decision_rests_on_is_not_told_twice(world: World) -> None:
    world.do("resident", Action.BALLOT_CAST, "poll:1", choice="yes")
    world.do("host", Action.POLL_CLOSE, "poll:1")
    said = {"words": "There shall be a lift", "decided_by": "All present", "why": "Four floors"}
    world.do("recorder", Action.DECISION_RECORD, **said, reached="poll", poll="poll:1")
    _lock(world)
    settled = _page(world).partition('id="words"')[0]
    assert "There shall be a lift" in settled
    assert "Shall there be a lift?" not in settled


def test_what_is_added_by_hand_is_marked(world: World) -> None:
    world.do("recorder", Action.MINUTES_CORRECT, MINUTES, **ADDED)
    _lock(world)
    world.do("host", Action.MINUTES_AMEND, MINUTES, **ADDED | {"words": "It was three"}, reason="Miscounted")
    page = _page(world)
    assert ADDED["words"] in page
    assert "Added by hand: 1, each marked." in page
    assert "Amendments since: 1." in page
    assert "Why: Miscounted" in page


def test_those_who_write_them_see_what_they_can_do_now(world: World) -> None:
    assert "Draft again from the record" in _page(world, "recorder")
    assert "Sign and lock them" not in _page(world, "recorder")
    world.do("host", Action.CONSULTATION_CLOSE)
    assert "Sign and lock them" in _page(world, "recorder")
    assert "Sign and lock them" not in _page(world, "resident")
    world.do("recorder", Action.MINUTES_LOCK, MINUTES)
    assert "Amend them" in _page(world, "host")


def test_a_refused_amendment_keeps_what_was_typed(world: World) -> None:
    _lock(world)
    answer = world.client("host").post(
        f"/do/minutes/amend?on={MINUTES}", data=ADDED, headers=OURS | {"Accept-Language": "en"}
    )
    assert answer.status_code == 422
    assert ADDED["words"] in answer.text
    assert "Say why; locked minutes change for a reason only." in answer.text


def test_the_head_is_printed_on_locked_minutes(world: World) -> None:
    _lock(world)
    facts = world.entries(TABLE)[-1].facts
    assert facts["root"] in _page(world)


def test_what_was_withdrawn_since_is_not_in_them(world: World) -> None:
    comment = world.comment("I say something rash")
    world.do("recorder", Action.MINUTES_DRAFT)
    world.do("resident", Action.COMMENT_WITHDRAW, comment)
    assert "rash" not in _page(world, "recorder")
