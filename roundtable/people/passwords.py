"""Passwords: how they are kept, and which are too easy to guess. Slow on purpose: call through core.apart.

Kept is an Argon2id hash with the parameters of the OWASP Password Storage Cheat Sheet (19 MiB, two passes). There are
no rules about letters and signs: what counts is how many guesses it would take (zxcvbn, whose lists hold the 30,000
passwords that leaked most often, and the words that we give it).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import lazy_gettext as _l
from zxcvbn import zxcvbn

from roundtable.core.errors import Words

LEAST, MOST = 8, 200  # characters
SCORED = 72  # characters; zxcvbn takes no more, and what is longer is not easy
SCORE = 2  # of 4: a million guesses and more, while tries are limited to some hundreds a day
HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
OURS = ("roundtable", "yuanzhuohui", "圆桌会")  # the first words that somebody would try here

SHORT = _l("At least %(least)d characters. Three words that only you put together are good.", least=LEAST)
LONG = _l("Longer than %(most)d characters. Choose a shorter one.", most=MOST)
EASY = _l("This one is quickly guessed. Three words that only you put together are better.")


def hashed(password: str) -> str:
    """The hash to keep."""
    return HASHER.hash(password)


@cache
def _nobodys() -> str:
    """A hash of what nobody knows: to try in vain at takes as long as at somebody's."""
    return hashed(secrets.token_hex())


def right(kept: str | None, password: str) -> bool:
    """Whether it is the password that the hash was made of; takes as long where there is no hash. Never raises."""
    against = kept or _nobodys()
    if len(password) > MOST:
        return False
    try:
        HASHER.verify(against, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def renewed(kept: str, password: str) -> str | None:
    """A new hash, where the kept one was made with other parameters than today's."""
    return hashed(password) if HASHER.check_needs_rehash(kept) else None


def weakness(password: str, about: Iterable[str]) -> Words:
    """Why this is no good password for somebody about whom others know these words; "" when it is one."""
    if len(password) < LEAST:
        return SHORT
    if len(password) > MOST:
        return LONG
    found = zxcvbn(password[:SCORED], user_inputs=[*OURS, *(word for word in about if word)])
    return "" if found["score"] >= SCORE else EASY
