"""The Socket.IO server and its broadcaster, as one process runs them."""

from __future__ import annotations

import gc
import logging
import threading
from datetime import date
from typing import Any

import gevent
from flask import Flask
from flask_socketio import SocketIO
from gevent import monkey

from roundtable.core import calendar, clock, metrics
from roundtable.core.actions import TELLERS, News

from . import transport
from .broadcaster import Broadcaster
from .relay import Relay
from .socket import NAMESPACE, Door

log = logging.getLogger(__name__)
CALENDAR = 20.0  # seconds between looks at which day it is
socketio = SocketIO()
stopping = threading.Event()


def init_app(app: Flask) -> Broadcaster:
    """Open the socket door. Under gevent the transport is our own; else (a plain `flask run`) the library's."""
    cooperative = monkey.is_module_patched("socket")
    socketio.init_app(
        app,
        async_mode="gevent" if cooperative else "threading",
        transports=["websocket"],
        manage_session=False,
        ping_interval=10,
        ping_timeout=10,
        max_http_buffer_size=65536,
        serve_client=False,
        cors_allowed_origins=None,
    )
    if cooperative:
        gevent.config.track_greenlet_tree = False  # who spawned whom, frame by frame: 2 kB a client, read by nobody
        transport.install(socketio)
    caster = Broadcaster(app, _emit)
    door = Door(socketio, caster)
    door.mount()
    app.extensions["broadcaster"], app.extensions["socket_door"] = caster, door
    return caster


def _emit(event: str, room: str, message: dict[str, Any]) -> None:
    there = socketio.server.manager.rooms.get(NAMESPACE, {}).get(room, ())
    metrics.DELIVERIES.inc(len(there))
    socketio.emit(event, message, to=room, namespace=NAMESPACE)


def start(app: Flask) -> None:
    """Begin to broadcast. Called once, by a process that serves."""
    caster: Broadcaster = app.extensions["broadcaster"]

    def heard(news: News) -> None:
        for person in news.dropped:
            drop(person)
        caster.hint(news)

    TELLERS.listening[:] = [heard]
    door: Door = app.extensions["socket_door"]
    socketio.start_background_task(caster.run, stopping)
    socketio.start_background_task(watch_days, app, door, stopping)
    if relay := tell_others(app):
        socketio.start_background_task(relay.listen, heard, lambda: look_around(app, door), stopping)


def tell_others(app: Flask) -> Relay | None:
    """Where there are other processes: have them hear what this one does. None where there are not."""
    url: str | None = app.config["SETTINGS"].redis_url
    if url is None:
        return None
    relay = Relay(url)
    TELLERS.listening.append(relay.tell)
    socketio.start_background_task(relay.speak, stopping)
    return relay


def watch_days(app: Flask, door: Door, stop: threading.Event) -> None:
    """Until stopped: look around whenever another day has begun."""
    seen = calendar.local_day(clock.now())
    while not stop.wait(CALENDAR):
        try:
            seen = look_at_the_day(app, door, seen)
        except Exception:
            log.exception("who may still be where was not looked at; it is tried again")


def look_at_the_day(app: Flask, door: Door, seen: date) -> date:
    """What somebody is begins and ends with a day, and no act of anybody's says so. Returns today."""
    today = calendar.local_day(clock.now())
    if today != seen:
        look_around(app, door)
    return today


def look_around(app: Flask, door: Door) -> None:
    """Cut whoever may not be where they are, when nobody told: after a silence between the processes, on a new day."""
    with app.app_context():
        for socket in door.overstayed():
            socketio.server.disconnect(socket, namespace=NAMESPACE)


def quieten_collector() -> None:
    """What start-up made stays: full collections held the loop for up to 199 ms each while 5,000 came in."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


def drop(person: int) -> None:
    """Cut all lines of a person: signed out, or removed."""
    manager = socketio.server.manager
    for sid, _ in list(manager.get_participants(NAMESPACE, f"person:{person}")):
        socketio.server.disconnect(sid, namespace=NAMESPACE)
