"""The socket door: `enter` and `act` in namespace /room. Every answer is an object with `ok`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import request
from flask_babel import force_locale
from flask_socketio import SocketIO, join_room, leave_room

from roundtable.core import clock, headers, identity, languages, limits, metrics, watch
from roundtable.core.actions import REGISTRY, perform
from roundtable.core.errors import Forbidden, Invalid, Missing, Refused
from roundtable.core.identity import Standing
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import VISITOR, Actor, reading

from .broadcaster import Broadcaster, Room
from .reception import Reception, Visit, admit
from .turnstile import Turnstile

NAMESPACE = "/room"
Handler = Callable[[Any], dict[str, Any]]


class Door:
    """What a socket may say, and which room each is in."""

    def __init__(self, socketio: SocketIO, caster: Broadcaster) -> None:
        self.socketio, self.caster, self.reception = socketio, caster, Reception(caster)
        # beside the sockets: a socket's own session is a copy, and what is written there is gone at the next event
        self.turnstile = Turnstile()
        self.entered: dict[str, Room] = {}
        self.standing: dict[str, Standing | None] = {}

    def mount(self) -> None:
        """Listen."""
        self.socketio.on_event("connect", self.connect, namespace=NAMESPACE)
        self.socketio.on_event("disconnect", self.disconnect, namespace=NAMESPACE)
        self.socketio.on_event("enter", self.answered(self.enter), namespace=NAMESPACE)
        self.socketio.on_event("act", self.answered(self.act), namespace=NAMESPACE)

    def connect(self, _auth: Any = None) -> bool:
        """Our own pages, and programs; a person's sockets are known together, so that they can be dropped."""
        if not headers.same_origin(request, request.host):
            watch.refused(Forbidden(), "connect")
            return False
        with self.turnstile:
            self.standing[sid()] = standing = identity.standing()
        metrics.CONNECTIONS.set(len(self.standing))
        if standing is not None:
            join_room(f"person:{standing.person}")
        return True

    def disconnect(self, _reason: str = "") -> None:
        """Forget the socket, and the room when it was the last in it."""
        self.standing.pop(sid(), None)
        metrics.CONNECTIONS.set(len(self.standing))
        room = self.entered.pop(sid(), None)
        if room is not None and room not in self.entered.values():
            self.caster.leave(lambda name: name == room.name)

    def answered(self, handle: Callable[[Mapping[str, Any], str], dict[str, Any]]) -> Handler:
        """A handler whose refusals become answers, in the language of the message or of the room."""

        def handler(message: Any = None, *_more: Any) -> dict[str, Any]:
            said: Mapping[str, Any] = message if isinstance(message, Mapping) else {}
            lang = languages.known(said.get("lang") or self.lang())
            with force_locale(languages.LOCALES[lang]):
                try:
                    return handle(said, lang)
                except Refused as no:
                    watch.refused(no, spoken(handle.__name__, said))
                    return refusal(no)

        return handler

    def lang(self) -> str:
        """The language of the room that this socket is in, else of its browser."""
        room = self.entered.get(sid())
        return room.lang if room else languages.chosen(request)

    def enter(self, said: Mapping[str, Any], lang: str) -> dict[str, Any]:
        """Join a topic's room; the answer brings what the client has not seen."""
        limits.spend("look")
        surface = said.get("surface", "table")
        if surface not in tuple(Surface):
            raise Missing
        room = Room(text(said, "topic"), Surface(surface), lang, "json" if said.get("as") == "json" else "html")
        speaker = sid()
        standing = self.standing.get(speaker)  # as when they connected: a line ends when that does
        visit = Visit(actor_of(standing), room, number(said, "after"), lambda: self.move(speaker, room))
        return self.reception.let_in(visit)

    def move(self, speaker: str, room: Room) -> None:
        """From the room that a socket was in to another; one that has gone meanwhile enters none."""
        if speaker not in self.standing:
            return
        if before := self.entered.get(speaker):
            leave_room(before.name, speaker, NAMESPACE)
        join_room(room.name, speaker, NAMESPACE)
        self.entered[speaker] = room

    def overstayed(self) -> Iterator[str]:
        """Sockets whose people have signed out or may not be where they are: for when nobody was told of it."""
        may: dict[tuple[Standing | None, Room | None], bool] = {}
        for socket, standing in list(self.standing.items()):
            place = standing, self.entered.get(socket)
            if place not in may:
                may[place] = still_there(*place)
                self.socketio.sleep(0)  # thousands are looked at; others go on between
            if not may[place]:
                yield socket

    def act(self, said: Mapping[str, Any], _lang: str) -> dict[str, Any]:
        """Do an action: the same function as behind the form, within the same limits."""
        limits.spend("act")
        name = text(said, "action")
        spec = REGISTRY.get(name)  # type: ignore[call-overload]  # a StrEnum equals its string
        if spec is None or spec.http_only:
            raise Missing
        room, fields = self.entered.get(sid()), said.get("fields") or {}
        on = said.get("on") or (room.topic if room else "")
        if not isinstance(on, str) or not isinstance(fields, Mapping) or deep(fields):
            raise Missing
        done = perform(name, on, fields, identity.actor(), text(said, "key"), clock.now())
        return {"ok": True, "topic": done.topic, "seq": done.seq, "result": done.result}


def still_there(standing: Standing | None, room: Room | None) -> bool:
    """Whether somebody is who they were when they connected, and may be in the room that they are in."""
    if standing is not None and not identity.still(standing):
        return False
    try:
        if room is not None:
            with reading(actor_of(standing), clock.now()) as uow:
                admit(uow, room)
    except Refused:
        return False
    return True


def actor_of(standing: Standing | None) -> Actor:
    """The person who stands there, or a visitor."""
    return Actor(standing.person, sign_in=standing.sign_in) if standing else VISITOR


def text(said: Mapping[str, Any], name: str) -> str:
    """A field that must be text. Raises Invalid."""
    value = said.get(name)
    if not isinstance(value, str) or not value or len(value) > 300:
        raise Invalid({name: ["text"]})
    return value


def spoken(event: str, said: Mapping[str, Any]) -> str:
    """What somebody asked for, as a log may hold it: `act comment.post`, and nothing that they wrote."""
    name = said.get("action")
    return f"{event} {name}" if isinstance(name, str) and name in REGISTRY else event


def deep(value: Any, most: int = 8) -> bool:
    """Whether there is more in it, one within the other, than any form asks for."""
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return most < 0 or any(deep(one, most - 1) for one in inner)


def number(said: Mapping[str, Any], name: str) -> int:
    """A field that is a whole number, 0 when absent. Raises Invalid."""
    value = said.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise Invalid({name: ["number"]})
    return value


def refusal(no: Refused) -> dict[str, Any]:
    """A refusal as the wire has it."""
    fields = {name: [str(sentence) for sentence in wrong] for name, wrong in no.fields.items()}
    return {"ok": False, "status": no.status, "reason": no.reason, "message": str(no.message), "fields": fields}


def sid() -> str:
    """The id of the socket that speaks."""
    return str(request.sid)  # type: ignore[attr-defined]  # set by Flask-SocketIO
