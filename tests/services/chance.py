"""Chance that can be had again: what a test draws comes from a seed, which is printed."""

from __future__ import annotations

import random
import secrets

import pytest

CROWD = 36  # in a single round; `make faults` has many more


def pytest_addoption(parser: pytest.Parser) -> None:
    """How often, how many, and by which chance."""
    faults = parser.getgroup("faults")
    faults.addoption("--rounds", type=int, default=1, help="how often each test that asks for `chance` runs")
    faults.addoption("--crowd", type=int, default=CROWD, help="how many people there are in a crowd")
    faults.addoption("--seed", type=int, help="where chance begins; printed at the start")


def pytest_configure(config: pytest.Config) -> None:
    """A seed of our own where none is given; those who work for another process have its."""
    if hasattr(config, "workerinput"):
        config.option.seed = config.workerinput["seed"]
    elif config.option.seed is None:
        config.option.seed = secrets.randbelow(1 << 31)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Another process of this run has the same seed."""
    node.workerinput["seed"] = node.config.option.seed  # type: ignore[attr-defined]  # xdist publishes no types


def pytest_report_header(config: pytest.Config) -> str:
    """Said first, so that it is there also when the run is broken off."""
    return f"chance: --seed {config.option.seed}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """So many rounds of each."""
    if "chance" in metafunc.fixturenames:
        metafunc.fixturenames.append("chance_round")
        metafunc.parametrize("chance_round", range(metafunc.config.option.rounds), ids=lambda n: f"round-{n + 1}")


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Chance of this test in this round."""
    return random.Random(f"{request.config.option.seed} {request.node.nodeid}")


@pytest.fixture
def crowd(request: pytest.FixtureRequest) -> int:
    """How many people there are in a crowd."""
    count: int = request.config.option.crowd
    return count
