"""The way round the house: every entry leads somewhere, and says where one is."""

from __future__ import annotations

import pytest

from roundtable.pages.ways import WAYS
from tests.world import World


@pytest.mark.parametrize("url", [way.url for way in WAYS])
def test_every_way_of_the_masthead_leads_to_a_page(world: World, url: str) -> None:
    assert world.client().get(url).status_code == 200


@pytest.mark.parametrize(
    ("path", "marks"),
    [
        ("/", ['href="/" aria-current="page"']),
        ("/demo", []),
    ],
)
def test_the_masthead_says_where_one_is(world: World, path: str, marks: list[str]) -> None:
    page = " ".join(world.client().get(path).text.partition("<main")[0].split())
    assert page.count("aria-current") == len(marks)
    for mark in marks:
        assert mark in page
