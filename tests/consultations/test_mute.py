"""seat.mute, seat.unmute, seat.remove: what the host decides about somebody, with a reason they read"""

from __future__ import annotations

import pytest

from roundtable.core.actions import TELLERS, News
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.consultations.tables import seat
from tests.world import World

WHY = "Shouting at others"
SEAT = "seat:1"


def test_who_is_asked_to_listen_says_nothing_more_but_supports_what_others_say(world: World) -> None:
    said = world.comment(who="neighbour")
    world.do("host", Action.SEAT_MUTE, SEAT, reason=WHY)
    with pytest.raises(Forbidden):
        world.comment()
    world.do("resident", Action.COMMENT_SUPPORT, said)


def test_the_reason_is_on_the_record_and_the_person_reads_it(world: World) -> None:
    world.do("host", Action.SEAT_MUTE, SEAT, reason=WHY)
    assert list(world.entries()[-1].touched)[:2] == [SEAT, "ruling:1"]
    assert WHY in world.client("resident").get("/c/TABLEB/seat").text


def test_they_may_speak_again(world: World) -> None:
    world.do("host", Action.SEAT_MUTE, SEAT, reason=WHY)
    world.do("host", Action.SEAT_UNMUTE, SEAT)
    assert world.comment()
    assert seat(world, "resident").state == "seated"


def test_without_a_reason_nobody_is_silenced_or_sent_away(world: World) -> None:
    for act in (Action.SEAT_MUTE, Action.SEAT_REMOVE):
        with pytest.raises(Invalid) as refused:
            world.do("host", act, SEAT, reason="")
        assert list(refused.value.fields) == ["reason"]


def test_who_was_asked_to_leave_has_no_word_and_no_way_back_and_their_lines_drop(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[News] = []
    monkeypatch.setattr(TELLERS, "listening", [heard.append])
    world.do("host", Action.SEAT_REMOVE, SEAT, reason=WHY)
    assert heard[-1].dropped == {world.stage.people["resident"]}
    for act in (Action.COMMENT_POST, Action.SEAT_TAKE):
        with pytest.raises(Forbidden):
            world.do("resident", act)
    assert WHY in world.client("resident").get("/c/TABLEB/seat").text
    assert world.client("resident").get("/c/TABLEB").status_code == 200


def test_what_was_decided_already_is_not_decided_again(world: World) -> None:
    with pytest.raises(Refused):
        world.do("host", Action.SEAT_UNMUTE, SEAT)
    world.do("host", Action.SEAT_REMOVE, SEAT, reason=WHY)
    for act in (Action.SEAT_MUTE, Action.SEAT_REMOVE):
        with pytest.raises(Refused) as refused:
            world.do("host", act, SEAT, reason=WHY)
        assert refused.value.reason == "wrong_state"


def test_after_the_end_nothing_is_decided_about_anybody(world: World) -> None:
    world.do("host", Action.CONSULTATION_CLOSE)
    with pytest.raises(Refused):
        world.do("host", Action.SEAT_REMOVE, SEAT, reason=WHY)


@pytest.mark.parametrize("act", [Action.SEAT_MUTE, Action.SEAT_UNMUTE, Action.SEAT_REMOVE])
def test_only_the_host_decides(world: World, act: Action) -> None:
    for who in ("visitor", "resident", "neighbour", "convener", "recorder"):
        with pytest.raises(Forbidden):
            world.do(who, act, SEAT, reason=WHY)
