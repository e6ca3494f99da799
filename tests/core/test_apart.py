"""What takes long holds up nobody: not the loop, and not the database's one writer."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from roundtable.people import passwords
from tests.people.entrance import ADDRESS, GOOD, HOUSE, give_password
from tests.world import OURS, World

PROGRAM = """
from gevent import monkey
monkey.patch_all()
import gevent
from gevent._threading import get_thread_ident
from roundtable.core.apart import apart

def work(given):
    return given, get_thread_ident()

given, there = apart(work, 7)
assert given == 7
assert there != get_thread_ident(), "the loop did it itself"
"""


def test_under_gevent_it_is_done_in_a_thread_of_its_own() -> None:
    said = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr


def test_others_write_while_a_password_is_tried(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    give_password(world)
    true, wrote = passwords.right, threading.Event()

    def write() -> None:
        with world.app.app_context():
            world.comment("Meanwhile")
            wrote.set()

    def right(kept: str | None, password: str) -> bool:
        threading.Thread(target=write).start()
        assert wrote.wait(20), "the sign-in held up the writer"
        return true(kept, password)

    monkeypatch.setattr(passwords, "right", right)
    data = {"email": ADDRESS, "password": GOOD}
    assert world.client().post(f"/do/person/sign_in?on={HOUSE}", data=data, headers=OURS).status_code == 303
