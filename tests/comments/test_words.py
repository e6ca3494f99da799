"""Words as people type them, and as everybody reads them."""

from __future__ import annotations

import pytest
from lxml import html

from roundtable.core.errors import Invalid
from tests.comments.looking import dom, view
from tests.world import World


def shown(world: World, comment: str) -> str:
    """What stands on the page."""
    page = html.document_fromstring(world.client().get("/c/TABLEB").text)
    return str(page.xpath("string(//*[@id=$id]/p[@class='comment-body'])", id=dom(comment)))


def test_lines_are_kept_as_they_were_typed(world: World) -> None:
    comment = world.comment("First the shaft.\r\n\r\n\r\n\r\nThen the lift.")
    assert shown(world, comment) == "First the shaft.\n\nThen the lift."


def test_marks_of_a_page_are_words_like_others(world: World) -> None:
    said = '<script>alert(1)</script> {{ it }} & "quotes" https://example.org'
    comment = world.comment(said)
    page = world.client().get("/c/TABLEB").text
    assert shown(world, comment) == said
    assert "<script>alert" not in page
    assert '<a href="https://example.org' not in page


def test_two_thousand_characters_are_enough(world: World) -> None:
    assert len(view(world, world.comment("梯" * 2000)).body) == 2000
    with pytest.raises(Invalid) as refused:
        world.comment("梯" * 2001)
    assert "2000" in str(refused.value.fields["body"][0])


@pytest.mark.parametrize("body", ["", "   ", "\u200b", "\u3164\n"])
def test_what_nobody_can_see_is_not_said(world: World, body: str) -> None:
    with pytest.raises(Invalid):
        world.comment(body)


def test_what_a_form_refused_is_still_in_it(world: World) -> None:
    long = "Please " * 400
    answer = world.client("resident").post(
        "/do/comment/post?on=consultation:TABLEB",
        data={"kind": "objection", "body": long},
        headers={"Sec-Fetch-Site": "same-origin", "Accept-Language": "en"},
    )
    assert answer.status_code == 422
    page = html.document_fromstring(answer.text)
    assert str(page.xpath("string(//textarea[@name='body'])")).strip() == long.strip()
    assert page.xpath("//input[@name='kind'][@checked]/@value") == ["objection"]
    assert "Shorten it; nothing you wrote is lost." in answer.text
