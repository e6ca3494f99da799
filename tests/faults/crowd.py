"""People at a table in a crowd, each with a browser of their own, who vote all at once."""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from typing import Any
from urllib.parse import urlencode, urlsplit

from socketio.exceptions import SocketIOError

from tests.faults.rows import BOX, COUNTED, VOTED, Rows
from tests.services.house import House
from tests.services.online import Online, cookie_of, post

TABLE = "consultation:TABLEB"
CHOICES = ("yes", "no", "abstain")
PATIENCE = 60.0
# from nginx, when whom it had asked has gone
GONE = (502, 504)
DONE, REFUSED, UNKNOWN = 303, 409, 0


@dataclass
class Voter:
    """Somebody who is about to vote. `answer`: HTTP's number, 0 as long as none came."""

    name: str
    cookie: str
    choice: str
    key: str = field(default_factory=lambda: secrets.token_hex(16))
    answer: int = UNKNOWN

    def cast(self, url: str, poll: int, wait: float = 0.0) -> int:
        """Send the ballot, as a page does without scripts, after so many seconds."""
        time.sleep(wait)
        said = urlencode({"key": self.key, "choice": self.choice})
        head = {"Origin": url, "Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        with closing(HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)) as line:
            try:
                line.request("POST", f"/do/ballot/cast?on=poll:{poll}", said, head)
                status = line.getresponse().status
            except (OSError, HTTPException):
                status = UNKNOWN
        self.answer = UNKNOWN if status in GONE else status
        return self.answer


HERE: dict[str, list[Voter]] = {}  # by the house: who sits there already, for the next vote


def seated(url: str, count: int, chance: Random) -> list[Voter]:
    """So many guests at the table, who have not voted yet in what is asked next."""
    mark, here = f"Guest {secrets.token_hex(3)}", HERE.setdefault(url, [])

    def sit(number: int) -> Voter:
        name = f"{mark}-{number}"
        return Voter(name, post(url, f"/do/seat/take?on={TABLE}", name=name), "")

    with ThreadPoolExecutor(4) as pool:
        here += pool.map(sit, range(len(here), count))
    people = chance.sample(here, count)
    return [Voter(one.name, one.cookie, CHOICES[number % 3]) for number, one in enumerate(people)]


def asked(house: House) -> int:
    """A question put to all who sit there, now; its number."""
    with closing(Online(house.url, cookie_of(house.url, "host")).connect()) as host:
        number = int(host.act("poll.draft", TABLE, question="Shall the bikes go?")["result"])
        assert host.act("poll.open", f"poll:{number}")["ok"]
    return number


def closed(house: House, poll: int) -> None:
    """The host ends it."""
    post(house.url, f"/do/poll/close?on=poll:{poll}", cookie_of(house.url, "host"))


def together(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """All at one barrier; what each came to."""
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


class Watch:
    """Looks at the turnout all the while: in the rows, and as a phone at the table is told."""

    def __init__(self, house: House, poll: int) -> None:
        self.house, self.poll, self.rows = house, poll, Rows(house)
        self.seen: list[int] = []
        self.came: list[int] = []  # what a phone was told each time that it came in
        self.told: list[list[int]] = []  # and from there on
        self._stop, self._there = threading.Event(), threading.Event()
        self._threads = [threading.Thread(target=run) for run in (self._look, self._listen)]

    def __enter__(self) -> Watch:
        for thread in self._threads:
            thread.start()
        assert self._there.wait(PATIENCE)  # before anybody votes
        return self

    def __exit__(self, *_fault: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()
        self.rows.engine.dispose()

    def fell(self) -> list[list[int]]:
        """Series of numbers in which one is smaller than one before it, or which are none at all."""
        series = [self.seen, self.came, *self.told]
        return [numbers for numbers in series if not numbers or numbers != sorted(numbers)]

    def _look(self) -> None:
        while not self._stop.wait(0.05):
            self.seen.append(self.rows.turnout(self.poll))

    def _listen(self) -> None:
        """A phone that dials again when its line breaks."""
        name = f"poll-{self.poll}-turnout"
        while not self._stop.is_set():
            line = Online(self.house.url)
            try:
                line.connect()
                self.came.append(line.enter(TABLE)["figures"][name])
            except (ConnectionError, SocketIOError):  # nobody there, or nobody who answers
                line.line.disconnect()
                self._stop.wait(0.1)
                continue
            self._there.set()
            while not line.dropped.wait(0.05) and not self._stop.is_set():
                pass
            more = [packet["figures"][name] for packet in line.packets if name in packet["figures"]]
            self.told.append(more or [self.came[-1]])  # where nothing moved, nothing is told
            line.close()


def whole(house: House, poll: int, voters: Sequence[Voter]) -> None:
    """Rows = turnout = sum of the choices; each acknowledged ballot is there, and no other that nobody sent."""
    rows = Rows(house)
    voted, box = set(rows.all(VOTED, poll=poll)), Counter(dict(rows.all(BOX, poll=poll)))
    done = [voter for voter in voters if voter.answer == DONE]
    perhaps = [voter for voter in voters if voter.answer == UNKNOWN]
    sure = Counter(voter.choice for voter in done)
    assert {voter.name for voter in done} <= voted
    assert voted <= {voter.name for voter in (*done, *perhaps)}
    assert box.total() == len(voted) == rows.turnout(poll)
    assert sure <= box <= sure + Counter(voter.choice for voter in perhaps)
    rows.engine.dispose()


def counted(house: House, poll: int) -> dict[str, int]:
    """The result, as it was written down at the closing."""
    rows = Rows(house)
    (result,) = rows.all(COUNTED, poll=poll)
    rows.engine.dispose()
    return {choice: count for choice, count in zip(CHOICES, result, strict=True) if count}
