"""Growth is measured: no page asks more as a house grows."""

from __future__ import annotations

from bench.scale import GROWTH, PAGES, grow


def test_ten_times_the_comments_cost_no_page_more_questions() -> None:
    costs = grow("comments", GROWTH["comments"], 1)
    assert costs.keys() == set(PAGES)
    assert all(cost["queries"]["times"] <= 1.25 for cost in costs.values()), costs
    assert all(cost["cpu_ms"]["few"] > 0 for cost in costs.values())
