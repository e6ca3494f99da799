"""comment.hide and comment.show"""

from __future__ import annotations

import pytest

from roundtable.core import things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.comments.looking import reply, view
from tests.world import World

ENGLISH = {"Accept-Language": "en"}


def hide(world: World, comment: str, who: str = "host", **other: str) -> None:
    said = {"hidden_for": "insult", "hidden_why": "Mr Wan is not a liar"} | other
    world.do(who, Action.COMMENT_HIDE, comment, **said)


def page(world: World, who: str, url: str = "/c/TABLEB") -> str:
    return world.client(who).get(url, headers=ENGLISH).text


def test_hidden_words_leave_a_trace_with_the_reason_and_no_words(world: World) -> None:
    comment = world.comment("Wan is a liar")
    hide(world, comment)
    shown = page(world, "visitor")
    assert "Hidden by the host: it insults somebody." in shown
    assert "Wan is a liar" not in shown
    assert "Mr Wan is not a liar" not in shown


def test_its_author_reads_the_words_and_the_reason(world: World) -> None:
    comment = world.comment("Wan is a liar")
    hide(world, comment)
    url = f"/c/TABLEB/comments/{comment.partition(':')[2]}"
    for who in ("resident", "host"):
        assert "Wan is a liar" in page(world, who, url)
        assert "Mr Wan is not a liar" in page(world, who, url)
    for who in ("visitor", "neighbour", "officer"):
        assert "liar" not in page(world, who, url)


def test_no_card_and_no_form_tells_hidden_words(world: World) -> None:
    comment = world.comment("Wan is a liar")
    hide(world, comment)
    with world.reading() as uow:
        assert str(things.card(things.find(uow, comment)).title) in ("hidden by the host", "已由主持人隐藏")
    assert "liar" not in page(world, "neighbour", f"/do/comment/answer?on={comment}")


def test_the_reason_is_on_the_record(world: World) -> None:
    comment = world.comment("Wan is a liar")
    hide(world, comment)
    entry = world.entries()[-1]
    assert (entry.action, entry.facts, entry.audience) == ("comment.hide", {"why": "insult"}, "public")


def test_without_a_reason_nothing_is_hidden(world: World) -> None:
    comment = world.comment()
    with pytest.raises(Invalid) as refused:
        hide(world, comment, hidden_for="", hidden_why="  ")
    assert set(refused.value.fields) == {"hidden_for", "hidden_why"}
    assert view(world, comment).state == "shown"


def test_shown_again_it_says_what_it_said(world: World) -> None:
    comment = world.comment("Wan is a liar")
    hide(world, comment)
    world.do("host", Action.COMMENT_SHOW, comment)
    assert view(world, comment).body == "Wan is a liar"


def test_it_is_hidden_once(world: World) -> None:
    comment = world.comment()
    hide(world, comment)
    with pytest.raises(Refused):
        hide(world, comment)
    with pytest.raises(Refused):
        world.do("host", Action.COMMENT_SHOW, world.comment())


def test_a_hidden_reply_is_hidden_where_it_stands(world: World) -> None:
    comment = world.comment()
    hide(world, reply(world, "neighbour", comment, "liar"))
    assert [(one.state, one.body) for one in view(world, comment).replies] == [("hidden", "")]


@pytest.mark.parametrize("who", ["resident", "recorder", "officer", "admin"])
def test_only_the_host_hides(world: World, who: str) -> None:
    comment = world.comment()
    with pytest.raises(Forbidden):
        hide(world, comment, who)


def test_a_refused_form_keeps_what_the_host_wrote(world: World) -> None:
    comment = world.comment()
    answer = world.client("host").post(
        f"/do/comment/hide?on={comment}",
        data={"hidden_why": "Mr Wan is not a liar"},
        headers=ENGLISH | {"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 422
    assert "Mr Wan is not a liar" in answer.text
    assert "Choose the reason." in answer.text
