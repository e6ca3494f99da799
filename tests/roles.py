"""What each of the cast is, said independently of the program: the walk of all doors holds the program to it."""

from __future__ import annotations

from collections.abc import Callable

from roundtable.policy import Role
from tests.cast import TABLE
from tests.oversight import story
from tests.world import World

# one thing of each kind that the walk acts on
EXAMPLES: dict[str, str] = {
    "house": "house:1",
    "organisation": "organisation:1",
    "person": "person:1",
    "membership": "membership:1",
    "consultation": TABLE,
    "item": "item:1",
    "seat": "seat:1",
    "hand": "hand:1",
    "turn": "turn:1",
    "comment": "comment:1",
    "decision": "decision:1",
    "date": "date:1",
    "minutes": "minutes:1",
    "statement": "statement:1",
    **{kind: f"{kind}:1" for kind in ("commitment", "milestone", "extension", "order")},
    "poll": "poll:1",
}

# what they are to everything
EVERYWHERE: dict[str, set[Role]] = {
    "visitor": set(),
    "stranger": {Role.MEMBER},
    "resident": {Role.MEMBER},
    "neighbour": {Role.MEMBER},
    "host": {Role.MEMBER},
    "recorder": {Role.MEMBER},
    "convener": {Role.MEMBER},
    "officer": {Role.MEMBER},
    "colleague": {Role.MEMBER},
    "verifier": {Role.MEMBER},
    "supervisor": {Role.MEMBER},
    "admin": {Role.MEMBER, Role.ADMIN},
    "head": {Role.MEMBER},
}

# what they are at the table, and so to all that stands on it
AT_TABLE: dict[str, set[Role]] = {
    "resident": {Role.PARTICIPANT},
    "neighbour": {Role.PARTICIPANT},
    "convener": {Role.CONVENER},
    "host": {Role.HOST},
    "recorder": {Role.RECORDER},
}
PROMISED = ("commitment", "milestone", "extension", "order")
SPOKEN = ("seat", "hand", "turn")
WRITTEN = ("comment", "decision", "date", "minutes", "statement", "poll")
ON_THE_TABLE = ("consultation", "item", *SPOKEN, *WRITTEN, *PROMISED)


# what they are to the promise: it is the works office's, and the street is its parent
TO_THE_PROMISE: dict[str, set[Role]] = {
    "resident": {Role.RAISER, Role.AFFECTED},
    "neighbour": {Role.AFFECTED},
    "officer": {Role.RESPONSIBLE, Role.RELATED},
    "verifier": {Role.VERIFIER},
    "supervisor": {Role.SUPERVISOR},
    **{who: {Role.RELATED} for who in ("colleague", "head", "convener", "host", "recorder")},
}

# what they are besides, to the example of a kind
BESIDES: dict[str, dict[str, set[Role]]] = {
    "house": {"supervisor": {Role.SUPERVISOR}},
    "organisation": {"convener": {Role.CONVENER}, "host": {Role.HOST}, "recorder": {Role.RECORDER}},
    "person": {"resident": {Role.SELF, Role.ONESELF}},
    "membership": {"convener": {Role.SELF}},
    "seat": {"resident": {Role.SITTER}},
    "hand": {"resident": {Role.SITTER}},
    "turn": {"resident": {Role.SITTER}},
    "comment": {"resident": {Role.AUTHOR}},
    **dict.fromkeys(PROMISED, TO_THE_PROMISE),
    "poll": {"resident": {Role.ELECTOR}, "neighbour": {Role.ELECTOR}},
}

# every page that shows something: endpoint -> address, the row of the table that lets one see it, the thing it is about
SIGHTS: dict[str, tuple[str, str, str]] = {
    "pages.home": ("/", "house.see", "house"),
    "people.house": ("/house", "house.desk", "house"),
    "people.person": ("/people/1", "person.see", "person"),
    "pages.go": (f"/go/{TABLE}", "consultation.see", "consultation"),
    "pages.comment": ("/c/TABLEB/comments/1", "comment.see", "comment"),
    "pages.decision": ("/c/TABLEB/decisions/1", "decision.see", "decision"),
    "pages.dates": ("/c/TABLEB/timeline", "consultation.see", "consultation"),
    "pages.concern": ("/concerns/1", "comment.see", "comment"),
    "pages.matter": ("/c/TABLEB/concern", "consultation.see", "consultation"),
    "pages.minutes": ("/c/TABLEB/minutes", "consultation.see", "consultation"),
    "pages.record": ("/c/TABLEB/record", "consultation.see", "consultation"),
    "pages.record_json": ("/c/TABLEB/record.json", "consultation.see", "consultation"),
    "pages.record_csv": ("/c/TABLEB/record.csv", "consultation.see", "consultation"),
    "pages.record_proof": ("/c/TABLEB/record/proof", "consultation.see", "consultation"),
    "pages.poll": ("/polls/1", "poll.see", "poll"),
    "pages.commitment_record": ("/commitments/1/record", "commitment.see", "commitment"),
    "pages.commitment_json": ("/commitments/1/record.json", "commitment.see", "commitment"),
    "pages.commitment_csv": ("/commitments/1/record.csv", "commitment.see", "commitment"),
    "pages.commitment_proof": ("/commitments/1/record/proof", "commitment.see", "commitment"),
    "pages.table": ("/c/TABLEB", "consultation.see", "consultation"),
    "consultations.index": ("/consultations", "house.see", "house"),
    "consultations.seat": ("/c/TABLEB/seat", "consultation.see", "consultation"),
    "consultations.seats": ("/c/TABLEB/seats", "consultation.desk", "consultation"),
    "pages.desk": ("/c/TABLEB/desk", "consultation.desk", "consultation"),
    "pages.screen": ("/c/TABLEB/screen", "consultation.see", "consultation"),
}
SIGHTS |= {
    "pages.commitments": ("/commitments", "house.see", "house"),
    "pages.commitment": ("/commitments/1", "commitment.see", "commitment"),
    "pages.officer": ("/commitments/1/officer", "commitment.desk", "commitment"),
}
SIGHTS |= {
    "pages.oversight": ("/oversight", "oversight.see", "house"),
    "pages.oversight_csv": ("/oversight.csv", "oversight.see", "house"),
}

# what must come before the walk acts on an example of a kind
SCENES: dict[str, Callable[[World], object]] = {"order": story.issued}

# addresses that are open to everybody and show nothing of anybody's
OPEN = {"static", "files.show", "pages.lang", "pages.text", "pages.healthz", "pages.readyz", "pages.checker"}
OPEN |= {
    "pages.demo",
    "pages.be",
    "pages.outbox",
    "pages.move_time",
}  # the demo's, which a house of real people has not
OPEN |= {"people.sign_in", "people.sent", "people.link", "people.reset", "people.me"}  # to come in; one's own page
OPEN |= {"people.my_data", "people.erased"}  # everybody their own: tests/people/test_data.py
OPEN |= {"pages.heads_atom", "pages.heads_json"}  # of what a visitor may see, whoever asks
OPEN |= {"consultations.join"}
OPEN |= {"pages.numbers"}  # to whoever has its token


def held(who: str, kind: str) -> frozenset[Role]:
    """All that one of the cast is to the example of a kind."""
    there = AT_TABLE.get(who, set()) if kind in ON_THE_TABLE else set()
    return frozenset({Role.VISITOR} | EVERYWHERE[who] | there | BESIDES.get(kind, {}).get(who, set()))
