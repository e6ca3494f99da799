"""Law 3: every route and every socket message, tried as everybody, allows and refuses exactly as the table prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import g

from roundtable import create_app
from roundtable.core.actions import REGISTRY, Spec
from roundtable.live.server import socketio
from roundtable.policy import POLICY, Action, Role, Rule, allow
from tests.roles import EVERYWHERE, EXAMPLES, OPEN, SCENES, SIGHTS, held
from tests.world import OURS, World

ACTIONS = sorted(REGISTRY)
DOORS = {f"do.{action.replace('.', '_')}": action for action in REGISTRY}
ORIGIN = {"Origin": "http://localhost"}


def _endpoints() -> set[str]:
    return {rule.endpoint for rule in create_app({"SECRET_KEY": "s" * 32}).url_map.iter_rules()}


def test_no_route_and_no_row_is_outside_the_table() -> None:
    assert _endpoints() == DOORS.keys() | SIGHTS.keys() | OPEN
    assert POLICY.keys() == set(Action)


def test_every_kind_that_is_acted_on_has_an_example(world: World) -> None:
    assert {spec.on for spec in REGISTRY.values()} <= EXAMPLES.keys()


def _permitted(action: str, kind: str) -> Iterator[tuple[str, bool]]:
    """Everybody, those who may not first: they change nothing."""
    rule = POLICY[Action(action)]
    yield from sorted(((who, rule.permits(held(who, kind))) for who in EVERYWHERE), key=lambda pair: pair[1])


def _set(world: World, kind: str) -> None:
    """The scene, as it is before anybody acted."""
    world.again()
    SCENES.get(kind, lambda _world: None)(world)


def _by_form(world: World, spec: Spec, who: str) -> tuple[int, int]:
    thing, verb = spec.name.split(".")
    url = f"/do/{thing}/{verb}?on={EXAMPLES[spec.on]}"
    browser = world.client(who)
    return browser.get(url).status_code, browser.post(url, headers=OURS).status_code


def _by_socket(world: World, spec: Spec, who: str) -> int:
    socket = socketio.test_client(world.app, "/room", flask_test_client=world.client(who), headers=ORIGIN)
    act = {"action": spec.name, "on": EXAMPLES[spec.on], "key": "k" * 32, "fields": {}}
    g.pop("_login_user", None)
    answer: dict[str, Any] = socket.emit("act", act, namespace="/room", callback=True)
    socket.disconnect(namespace="/room")
    return 200 if answer["ok"] else int(answer["status"])


# who may is set arithmetic over rows that each action's own tests read on both databases
ONE = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


@ONE
@pytest.mark.parametrize("action", ACTIONS)
def test_both_doors_answer_as_the_table_says(world: World, action: str) -> None:
    spec = REGISTRY[Action(action)]
    _set(world, spec.on)
    for who, may in _permitted(action, spec.on):
        shown, done = _by_form(world, spec, who)
        assert (shown != 403, done != 403) == (may, may), f"{who}: {shown}, {done}"
        assert shown < 500 > done
        if done == 303:
            _set(world, spec.on)
        said = _by_socket(world, spec, who)
        assert said == 404 if spec.http_only else (said != 403) == may, f"{who}: {said}"
        if said == 200:
            _set(world, spec.on)


@ONE
@pytest.mark.parametrize("endpoint", sorted(SIGHTS))
def test_a_page_is_shown_as_the_table_says(world: World, endpoint: str) -> None:
    url, action, kind = SIGHTS[endpoint]
    for who, may in _permitted(action, kind):
        status = world.client(who).get(url).status_code
        assert status in ((200, 302) if may else (403,)), f"{who}: {status}"


def _walk(world: World, action: Action) -> None:
    for who, may in _permitted(action, REGISTRY[action].on):
        assert (_by_form(world, REGISTRY[action], who)[0] != 403) == may


def test_a_row_changed_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _walk(world, Action.COMMENT_POST)
    mine, theirs = allow(Role.PARTICIPANT), Rule(frozenset({Role.VISITOR}))
    monkeypatch.setitem(POLICY, Action.COMMENT_POST, theirs)  # the program lets everybody in
    opened = {who: _by_form(world, REGISTRY[Action.COMMENT_POST], who)[0] != 403 for who in EVERYWHERE}
    assert opened != {who: mine.permits(held(who, "consultation")) for who in EVERYWHERE}
