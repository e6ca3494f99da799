"""Several processes on PostgreSQL and Redis behind nginx, started as deploy/ says."""

from __future__ import annotations

import os
import signal
import time
import urllib.request
from datetime import timedelta
from pathlib import Path

from tests.services.grown_house import TOKEN, GrownHouse
from tests.services.online import Connect, post
from tests.services.postgres import Cluster
from tests.services.processes import status

TABLE = "consultation:TABLEB"
CUT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE pid <> pg_backend_pid() AND datname LIKE 'test_%'"""


def numbers(house: GrownHouse) -> dict[str, float]:
    """What Prometheus reads beside nginx: name with its labels -> value."""
    asked = urllib.request.Request(f"http://127.0.0.1:{house.inner}/metrics")
    asked.add_header("Authorization", f"Bearer {TOKEN}")
    with urllib.request.urlopen(asked, timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}


def _lines(pid: int) -> int:
    """How many files and lines a process holds open."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def test_who_speaks_at_one_process_is_heard_by_those_of_all(grown: GrownHouse, online: Connect) -> None:
    listeners = [online(grown.url) for _ in range(12)]
    for listener in listeners:
        listener.enter(TABLE)

    assert online(grown.url, "resident").act("comment.post", TABLE, body="Heard in the whole house", kind="view")["ok"]

    assert all(listener.hears("Heard in the whole house") for listener in listeners)
    assert len(grown.serving()) == 2
    assert numbers(grown)["roundtable_connections"] >= 13
    assert numbers(grown)['roundtable_acts_total{action="comment.post",status="200"}'] >= 1


def test_a_process_that_is_killed_takes_nobody_elses_line_and_is_replaced(grown: GrownHouse, online: Connect) -> None:
    lines = [online(grown.url) for _ in range(12)]
    for line in lines:
        line.enter(TABLE)
    before = sorted(grown.serving(), key=_lines)  # by chance all may be at one, which then stays

    os.kill(before[0], signal.SIGKILL)
    time.sleep(1)
    speaker = online(grown.url, "neighbour")
    assert speaker.act("comment.post", TABLE, body="After the fall", kind="view")["ok"]

    stayed = [line for line in lines if not line.dropped.is_set()]
    assert stayed
    assert all(line.hears("After the fall") for line in stayed)
    assert len(set(grown.serving()) - set(before)) == 1


def test_time_goes_on_though_a_working_process_is_killed(grown: GrownHouse, online: Connect) -> None:
    host = online(grown.url, "host")
    host.enter(TABLE, surface="desk")
    drafted = host.act("poll.draft", TABLE, question="Shall we go on?")
    assert host.act("poll.open", f"poll:{drafted['result']}", minutes="1")["ok"]
    watcher = online(grown.url)
    watcher.enter(TABLE)

    grown.workers[0].send_signal(signal.SIGKILL)
    grown.workers[0].wait()
    grown.move_clock(timedelta(minutes=2))

    assert watcher.hears("The vote has closed", 30)


def test_the_database_cuts_all_lines_and_the_next_act_is_done(
    grown: GrownHouse, postgres_cluster: Cluster, online: Connect
) -> None:
    line = online(grown.url, "resident")
    line.enter(TABLE)
    with postgres_cluster.connect() as keeper:
        cut = keeper.execute(CUT).fetchall()

    answers = [line.act("comment.post", TABLE, body=f"After the cut {n}", kind="view") for n in range(4)]

    assert len(cut) > 1
    assert all(answer["ok"] for answer in answers)
    assert line.hears("After the cut 3")


def test_people_come_in_by_nginx_and_their_own_address_counts(grown: GrownHouse) -> None:
    cookie = post(grown.url, "/do/seat/take?on=consultation:TABLEB", name="By the door")
    assert "roundtable=" in cookie


def test_the_numbers_are_not_to_be_had_through_nginx_nor_without_their_token(grown: GrownHouse) -> None:
    assert status(f"{grown.url}/metrics") == 404
    assert status(f"http://127.0.0.1:{grown.inner}/metrics") == 403


def test_the_record_is_whole(grown: GrownHouse) -> None:
    assert "The record is whole." in grown.command("record", "verify")
