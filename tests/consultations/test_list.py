"""The list of consultations, its search, and what is one's own"""

from __future__ import annotations

import re

import pytest

from roundtable.policy import Action
from tests.consultations.tables import announced, closed, drafted
from tests.world import World


def _titles(world: World, url: str, who: str = "visitor") -> list[str]:
    """Titles in the list of all, in order."""
    page = world.client(who).get(url).text
    return re.findall(r'<a class="row-link"[^>]*>([^<]*)</a>', page.partition('id="all"')[2])


def test_live_first_then_by_date_what_is_to_come_then_what_was(world: World) -> None:
    closed(world, code="PASTAA", title="Over")
    world.do("convener", Action.CONSULTATION_PAUSE)
    announced(world, code="SECAND", title="Second", starts_at="2024-05-02T15:00")
    announced(world, code="FYRSTA", title="First", starts_at="2024-04-18T15:00")
    assert _titles(world, "/consultations") == ["The lift", "First", "Second", "Over"]


def test_a_draft_is_in_nobodys_list_but_the_conveners_own(world: World) -> None:
    drafted(world, title="Hush")
    for who in ("visitor", "resident", "host"):
        assert "Hush" not in world.client(who).get("/consultations").text
    page = world.client("convener").get("/consultations").text
    assert "Hush" in page.partition('id="all"')[0]
    assert "Hush" not in page.partition('id="all"')[2]


def test_my_consultations_are_those_that_i_host_record_or_have_a_seat_at(world: World) -> None:
    for who in ("host", "recorder", "resident", "convener"):
        assert "The lift" in world.client(who).get("/consultations").text.partition('id="all"')[0], who
    assert "The lift" not in world.client("officer").get("/consultations").text.partition('id="all"')[0]


def test_only_who_convenes_is_asked_to_prepare_one(world: World) -> None:
    link = "/do/consultation/draft?on=organisation:1"
    assert link in world.client("convener").get("/consultations").text
    assert link not in world.client("host").get("/consultations").text


@pytest.mark.parametrize(
    "words", ["电梯", "3栋", "桂花里 电梯", "五楼", "gwei lift", "GWEI", "100%", "under_score", "LYFTAA", "３栋"]
)
def test_a_consultation_is_found_by_any_run_of_words(world: World, words: str) -> None:
    said = {"title": "桂花里3栋加装电梯 Gwei", "matter": "五楼的老人下不了楼，100% under_score", "address": "Lift hall"}
    announced(world, code="LYFTAA", **said)
    assert _titles(world, f"/consultations?q={words.replace('%', '%25')}") == ["桂花里3栋加装电梯 Gwei"]


@pytest.mark.parametrize("words", ["%25", "_", "x%25y", "'", "%00", "a" * 300, "\\"])
def test_odd_words_find_nothing_and_break_nothing(world: World, words: str) -> None:
    answer = world.client().get(f"/consultations?q={words}")
    assert answer.status_code == 200
    assert (_titles(world, f"/consultations?q={words}") == []) == (words != "%00")


def test_a_shelf_has_its_own_address(world: World) -> None:
    announced(world, title="To come")
    closed(world, code="PASTAA", title="Over")
    assert _titles(world, "/consultations?state=live") == ["The lift"]
    assert _titles(world, "/consultations?state=ahead") == ["To come"]
    assert _titles(world, "/consultations?state=over") == ["Over"]
    assert len(_titles(world, "/consultations?state=nonsense")) == 3


def test_what_does_not_fit_on_a_page_is_on_the_next(world: World) -> None:
    for number in range(24):
        announced(world, code=f"PAGE{chr(65 + number // 5)}{'ABCDE'[number % 5]}", title=f"Table {number}")
    first, second = _titles(world, "/consultations?page=1"), _titles(world, "/consultations?page=2")
    assert (len(first), len(second)) == (20, 5)
    assert not set(first) & set(second)
    for odd in ("0", "-3", "99999999999999999999", "x"):
        assert world.client().get(f"/consultations?page={odd}").status_code == 200


def test_where_nothing_is_found_the_page_says_what_to_do(world: World) -> None:
    browser = world.client()
    browser.set_cookie("lang", "en")
    assert "Try other words, or look at all of them." in browser.get("/consultations?q=unicorn").text


def test_what_somebody_searched_for_is_no_markup(world: World) -> None:
    page = world.client().get("/consultations?q=<script>alert(1)</script>").text
    assert "<script>alert" not in page
