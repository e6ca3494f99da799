"""consultation.draft"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Invalid
from roundtable.policy import Action
from tests.consultations.tables import STREET, as_is, drafted, items
from tests.world import OURS, World


def test_a_draft_has_the_agenda_of_its_format(world: World) -> None:
    table = drafted(world)
    assert [(item.minutes, item.floor, item.turn_seconds) for item in items(world, table)] == [
        *((3, "host", None), (10, "officials", None), (40, "residents", 120)),
        *((30, "officials", None), (15, "officials", None), (10, "all", None)),
    ]
    assert as_is(world, table).minutes == 108


def test_the_hour_is_the_one_on_the_wall_of_the_place(world: World) -> None:
    table = as_is(world, drafted(world, starts_at="2024-03-20T15:00"))
    assert table.starts_at.isoformat() == "2024-03-20T07:00:00+00:00"


def test_a_code_is_made_of_letters_that_nobody_mistakes(world: World) -> None:
    for number in range(30):
        code = drafted(world, code="", title=f"Table {number}").partition(":")[2]
        assert len(code) == 6
        assert set(code) <= set("ABCDEFGHJKLMNPQRSTUVWXYZ")


def test_a_code_that_somebody_has_is_refused_and_one_is_made_where_none_was_asked_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Invalid) as refused:
        drafted(world, code="TABLEB")
    assert list(refused.value.fields) == ["code"]
    letters = iter("TABLEB" + "TABLEC")
    monkeypatch.setattr("secrets.choice", lambda _letters: next(letters))
    assert drafted(world, code="") == "consultation:TABLEC"


@pytest.mark.parametrize("code", ["TABLEO", "TABLEI", "TABLE", "TABLEAB", "TABL3A", "桂花里三栋楼"])
def test_a_code_is_six_letters_without_i_and_o(world: World, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        drafted(world, code=code)
    assert list(refused.value.fields) == ["code"]


@pytest.mark.parametrize(
    "when", ["2024-03-04T08:59", "1024-03-20T15:00", "9999-12-31T23:59", "tomorrow", "", "0001-01-01T00:00"]
)
def test_a_date_that_cannot_be_is_refused(world: World, when: str) -> None:
    with pytest.raises(Invalid) as refused:
        drafted(world, starts_at=when)
    assert list(refused.value.fields) == ["starts_at"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("format", "boxing"),
        ("host_id", "2000"),
        ("host_id", "x"),
        ("place_id", "77"),
        ("minutes", "9"),
        ("quorum", "0"),
    ],
)
def test_what_cannot_be_chosen_is_refused_by_its_field(world: World, field: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        drafted(world, **{field: value})
    assert list(refused.value.fields) == [field]


def test_who_hosts_and_records_is_one_of_the_body_or_next_to_it(world: World) -> None:
    people = world.stage.people
    table = as_is(world, drafted(world, host_id=people["host"], recorder_id=people["officer"]))
    assert (table.host_id, table.recorder_id) == (people["host"], people["officer"])
    with pytest.raises(Invalid):
        drafted(world, code="DRAFTB", host_id=people["resident"])


@pytest.mark.parametrize("who", ["visitor", "resident", "host", "officer", "admin"])
def test_only_who_convenes_for_the_body_prepares_its_table(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        world.do(who, Action.CONSULTATION_DRAFT, STREET, title="Mine", starts_at="2024-03-20T15:00")


def test_what_i_typed_stands_in_the_form_when_a_date_is_past(world: World) -> None:
    typed = {"title": "The pipe", "matter": "It leaks since May", "starts_at": "2023-03-20T15:00", "code": "DRAFTA"}
    browser = world.client("convener")
    browser.set_cookie("lang", "en")
    answer = browser.post(f"/do/consultation/draft?on={STREET}", data=typed, headers=OURS)
    assert answer.status_code == 422
    assert "It leaks since May" in answer.text
    assert "2023-03-20T15:00" in answer.text
    assert "That is past already. Give a day and a time to come." in answer.text
