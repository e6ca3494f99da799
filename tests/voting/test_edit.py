"""poll.edit"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Refused
from roundtable.policy import Action
from tests.voting.polls import drafted, opened, read
from tests.world import OURS, World


def test_a_draft_can_be_said_differently(world: World) -> None:
    poll = drafted(world, majority="two_thirds", about="by floor")
    world.do("convener", Action.POLL_EDIT, poll, question="Shall the bikes be moved?")
    saved = read(world, poll)
    assert (saved.question, saved.majority, saved.about) == ("Shall the bikes be moved?", "two_thirds", "by floor")


def test_what_a_yes_means_can_be_taken_away(world: World) -> None:
    poll = drafted(world, about="by floor")
    world.do("convener", Action.POLL_EDIT, poll, about="")
    assert read(world, poll).about == ""


def test_the_form_shows_what_the_draft_says(world: World) -> None:
    poll = drafted(world, quorum="two_thirds", secrecy="named")
    page = world.client("convener").get(f"/do/poll/edit?on={poll}").text
    assert 'value="Shall the bikes go?"' in page
    assert page.count('<option selected value="two_thirds">') == 1
    assert 'checked id="secrecy-1" name="secrecy" type="radio" value="named"' in page


def test_an_open_question_is_frozen(world: World) -> None:
    poll = opened(world)
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.POLL_EDIT, poll, question="Something else?")
    assert refused.value.reason == "wrong_state"
    answer = world.client("convener").post(f"/do/poll/edit?on={poll}", data={"question": "Else?"}, headers=OURS)
    assert answer.status_code == 409
    assert read(world, poll).question == "Shall the bikes go?"
