"""The list of commitments and the page of one, without scripts."""

from __future__ import annotations

import re

import pytest

from roundtable.commitments.queries import lists
from roundtable.policy import Action
from tests.cast import PROMISE, photo
from tests.commitments.story import confirming, moment, proposed, reported, signable
from tests.world import OURS, World


def read(world: World, url: str, who: str = "visitor", lang: str = "en") -> str:
    browser = world.client(who)
    browser.set_cookie("lang", lang)
    answer = browser.get(url)
    assert answer.status_code == 200, url
    return answer.text


def found(world: World, group: str = "all", words: str = "", page: int = 1) -> list[str]:
    with world.reading() as uow:
        return [row.ref for row in lists.found(uow, group, words, page).rows]


def test_the_list_is_filtered_by_where_they_stand(world: World) -> None:
    second = proposed(world, due="2024-03-20")
    assert found(world) == [second, PROMISE]
    assert (found(world, "proposed"), found(world, "active")) == ([second], [PROMISE])
    reported(world)
    assert (found(world, "checked"), found(world, "ended"), found(world, "nonsense")) == (
        [PROMISE],
        [],
        [second, PROMISE],
    )


def test_what_is_late_is_marked_by_a_word_and_a_shape(world: World) -> None:
    world.at(moment(7, 3))
    assert found(world, "late") == [PROMISE]
    page = read(world, "/commitments?state=late")
    assert "3 working days late" in page
    assert "#i-mend" in page


def test_words_are_found_in_any_order_and_what_looks_like_a_pattern_is_plain(world: World) -> None:
    proposed(world, outcome="路灯亮了 100%", place="2栋")
    assert found(world, words="路灯") == ["commitment:2"]
    assert found(world, words="2栋 亮了") == ["commitment:2"]
    assert found(world, words="100%") == ["commitment:2"]
    assert found(world, words="%") == ["commitment:2"]
    assert "Nothing with these words" in read(world, "/commitments?q=nothing+like+it")


def test_a_page_beyond_the_last_is_the_last(world: World) -> None:
    assert found(world, page=99) == [PROMISE]
    read(world, "/commitments?page=x")


def test_a_sentence_says_who_promised_what_by_when(world: World) -> None:
    page = re.sub(r"<[^>]+>", "", read(world, "/commitments/1"))
    assert "Liu Jianping, works, promised: The lift runs, Block 3, Entrance 1, by 30\u00a0June\u00a02024." in page


def test_until_it_is_checked_nobody_has_checked(world: World) -> None:
    reported(world)
    page = read(world, "/commitments/1")
    assert "Nobody has checked yet." in page
    assert "A claim is no check" in page


@pytest.mark.parametrize("who", ["verifier", "officer", "visitor", "neighbour"])
def test_the_next_step_is_shown_to_whom_it_is_for(world: World, who: str) -> None:
    reported(world)
    page = read(world, "/commitments/1", who)
    link = page[page.index("I was there: it is as reported") - 400 : page.index("I was there: it is as reported")]
    assert ("hidden" in link) != (who == "verifier")


def test_one_that_does_not_exist_is_not_found(world: World) -> None:
    assert world.client().get("/commitments/99").status_code == 404


def test_the_officer_accepts_with_one_press(world: World) -> None:
    ref = signable(world)
    page = read(world, "/commitments/2/officer", "officer")
    assert page.count("btn--main") == 1
    assert "I accept and sign" in page
    browser = world.client("officer")
    assert browser.post(f"/do/commitment/accept?on={ref}", headers=OURS).status_code == 303
    assert "Report progress" in read(world, "/commitments/2/officer", "officer")


def test_the_officer_sees_how_many_days_are_left(world: World) -> None:
    world.at(moment(6, 4))
    assert "26 days left" in read(world, "/commitments/1/officer", "officer")
    world.at(moment(6, 30))
    assert "due today" in read(world, "/commitments/1/officer", "officer")
    world.at(moment(7, 2))
    page = read(world, "/commitments/1/officer", "officer")
    assert "2 working days late" in page
    assert "Ask for more time" not in page


def test_when_there_is_nothing_to_do_the_officer_is_told_so(world: World) -> None:
    confirming(world)
    assert "There is nothing for you to do here now." in read(world, "/commitments/1/officer", "officer")


def test_nobody_else_has_the_officers_page(world: World) -> None:
    for who in ("visitor", "colleague", "resident", "supervisor"):
        assert world.client(who).get("/commitments/1/officer").status_code == 403


def test_a_supervisor_decides_from_the_page(world: World) -> None:
    page = read(world, "/commitments/1", "supervisor")
    assert "/do/extension/grant?on=extension:1" in page
    world.do("supervisor", Action.EXTENSION_GRANT, "extension:1", note="Once")
    page = read(world, "/commitments/1", "supervisor")
    assert "Extended to" in page
    assert "/do/extension/grant" not in page


def test_the_chain_leads_from_the_words_to_the_verdict(world: World) -> None:
    world.do("officer", Action.EVIDENCE_ADD, PROMISE, side="before", photo=photo(), caption="The stairs")
    page = read(world, "/commitments/1")
    assert page.index("Concern") < page.index("Words") < page.index("Promise")
    assert "/c/TABLEB" in page
