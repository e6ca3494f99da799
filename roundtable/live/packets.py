"""What a client may say on the wire at all (docs/live-protocol.md): it comes, it goes, it asks, it answers a ping.

The libraries under us take more: events that are binary, answers to questions nobody asked, events named as their own
signs for coming and going, by which a line would be forgotten while it lives. And what is no packet they write into the
log, a page for each. So the transport ends the line of whoever says anything else.
"""

from __future__ import annotations

import json
import re

PONG, GOING = "3", "1"
COMING = re.compile(r"4(?:0|1)/[a-z]+,?")
ASKING = re.compile(r"42/[a-z]+,[0-9]{0,9}(?=\[)")
SIGNS = frozenset({"connect", "disconnect"})  # of the library's own


def is_packet(said: str) -> bool:
    """Whether a message is one of those."""
    if said.startswith(PONG) or said == GOING:
        return True
    if begun := ASKING.match(said):
        asked = _read(said[begun.end() :])
        return isinstance(asked, list) and bool(asked) and isinstance(asked[0], str) and asked[0] not in SIGNS
    begun = COMING.match(said)
    return begun is not None and (begun.end() == len(said) or isinstance(_read(said[begun.end() :]), dict))


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
