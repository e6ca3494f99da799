"""The registry of actions, and the one way in: `perform()`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from roundtable.policy import Action

from . import acts, links, metrics, things
from .acts import Done
from .errors import Invalid, Missing, Refused, Words
from .event_log import Draft
from .forms import ActionForm, Nothing, posted
from .unit_of_work import Actor, UnitOfWork, reading, writing


@dataclass(frozen=True)
class Spec:
    """All that is known of an action beside its policy row.

    on: the kind of thing acted on. makes: the kind of the thing whose key the function returns; a form leads there.
    crowd: many do it at once, so no exclusive lock, no entry and no key: it must come to the same when done twice.
    http_only: why it has no socket door (files, a cookie). no_entry: why the log does not speak of it.
    removes: the row of the thing acted on is gone afterwards.
    signs_in: the function returns whom the browser now stands for, as identity.become() takes it. An answer kept beside
    a key would let the next person at this browser in, so what asks for a password or a link is a crowd act.
    counted: the rule of core/limits.py by which tries are counted, and the field that names the account tried; "" for
    the person at the door.
    then: where the browser goes when it is done; where it came from, if not given.
    """

    name: Action
    on: str
    function: Callable[..., Any]
    form: type[ActionForm] = Nothing
    title: Words = ""
    button: Words = ""
    makes: str = ""
    crowd: bool = False
    http_only: str = ""
    no_entry: str = ""
    removes: bool = False
    signs_in: bool = False
    counted: tuple[str, str] | None = None
    then: str = ""
    template: str = "do.html"


@dataclass(frozen=True)
class News:
    """What a commit changed: told to the world only afterwards."""

    topics: frozenset[str]
    figures: frozenset[tuple[str, str]]
    actor: Actor
    theirs: frozenset[tuple[int, str]] = frozenset()
    dropped: frozenset[int] = frozenset()


T = TypeVar("T")
Consequence = Callable[[UnitOfWork, Draft], None]
REGISTRY: dict[Action, Spec] = {}
FOLLOWS: dict[Action, tuple[Consequence, ...]] = {}  # filled from handlers.py by create_app
AUDITORS: list[Callable[[UnitOfWork], None]] = []  # what else is written with every act (notices), filled by create_app


@dataclass
class Tellers:
    """Who hears what changed. A teller must not raise: the act is done."""

    listening: list[Callable[[News], None]] = field(default_factory=list)

    def tell(self, uow: UnitOfWork) -> None:
        """Tell of a committed unit of work."""
        topics = frozenset(draft.topic for draft in uow.drafts)
        news = News(topics, frozenset(uow.moved), uow.actor, frozenset(uow.theirs), frozenset(uow.dropped))
        for listen in self.listening:
            listen(news)


TELLERS = Tellers()


def action(name: Action, *, on: str, **known: Any) -> Callable[[T], T]:
    """Register a function as the action `name` on one kind of thing; `known` as in Spec."""

    def register(function: T) -> T:
        REGISTRY[name] = Spec(name, on, function, **known)  # type: ignore[arg-type]  # any callable
        return function

    return register


def perform(name: str, on: str, fields: Mapping[str, Any], actor: Actor, key: str, now: datetime) -> Done:
    """Do an action once: find and lock the thing, authorise, validate, act, follow, log, commit, tell.

    fields: as posted or as JSON. key: made by the client; the same key again is answered the same. Raises Refused
    (or one of its kinds), and then nothing has happened.
    """
    spec = REGISTRY.get(name)  # type: ignore[call-overload]  # a StrEnum equals its string
    if spec is None or spec.on != on.partition(":")[0] or not on.isprintable():
        raise Missing
    with _counted(spec):
        acts.check(key)
        form = _ahead(spec, on, fields, actor, now)
        uow, done = _retried(lambda: _once(spec, on, fields, form, actor=actor, key=key, now=now))
    TELLERS.tell(uow)
    return done


@contextmanager
def _counted(spec: Spec) -> Iterator[None]:
    """Count the act by what becomes of it."""
    status = HTTPStatus.INTERNAL_SERVER_ERROR.value
    try:
        yield
        status = HTTPStatus.OK.value
    except Refused as no:
        status = no.status
        raise
    finally:
        metrics.ACTS.labels(spec.name, status).inc()


def _ahead(spec: Spec, on: str, fields: Mapping[str, Any], actor: Actor, now: datetime) -> ActionForm | None:
    """The form, where it has work to do before the transaction; done only for those who may act."""
    if spec.form.ahead is ActionForm.ahead:
        return None
    form = spec.form(posted(fields))
    with reading(actor, now) as uow:
        thing = things.find(uow, on)
        uow.authorize(spec.name, things.roles(uow, thing))
        work = form.ahead(uow, thing)
    work()  # when the snapshot is let go: those who wait for their turn hold no connection
    return form


def _once(
    spec: Spec,
    on: str,
    fields: Mapping[str, Any],
    form: ActionForm | None,
    *,
    actor: Actor,
    key: str,
    now: datetime,
) -> tuple[UnitOfWork, Done]:
    with writing(actor, now) as uow:
        uow.key = key
        if not spec.crowd and (earlier := acts.claim(uow, key, spec.name, on, fields)) is not None:
            return uow, earlier
        thing = things.find(uow, on, lock=not spec.crowd)
        uow.authorize(spec.name, things.roles(uow, thing))
        result = spec.function(uow, thing, **read(form or spec.form(posted(fields)), uow, thing))
        _follow(uow)
        done = _settle(uow, spec, key, result)
        uow.commit()
    return uow, done


def read(form: ActionForm, uow: UnitOfWork, thing: Any) -> dict[str, Any]:
    """What was said, validated. Raises Invalid, with what is wrong with which field."""
    form.prepare(uow, thing)
    if not form.validate():
        raise Invalid({name: _sentences(wrong) for name, wrong in form.errors.items() if name})
    said: dict[str, Any] = form.data
    return said


def _sentences(wrong: Any) -> list[Any]:
    if isinstance(wrong, Mapping):
        return [sentence for inner in wrong.values() for sentence in _sentences(inner)]
    return [s for inner in wrong for s in (_sentences(inner) if isinstance(inner, (list, Mapping)) else [inner])]


def _retried(act: Callable[[], T], times: int = 3) -> T:
    """Again when the database chose this act as a deadlock's victim, or its line was cut; what it did is rolled back.

    Cut between the commit and its answer, an act is found done by its key; one without a key comes to the same twice.
    """
    for left in reversed(range(times)):
        try:
            return act()
        except (DBAPIError, StaleDataError) as lost:
            if not left or not _worth_another(lost):
                raise
    raise AssertionError("unreachable")


def _worth_another(lost: DBAPIError | StaleDataError) -> bool:
    if isinstance(lost, StaleDataError) or lost.connection_invalidated:
        return True
    return getattr(lost.orig, "sqlstate", "") in ("40P01", "40001")


def _follow(uow: UnitOfWork) -> None:
    for draft in uow.drafts:  # grows while consequences add to it
        for consequence in FOLLOWS.get(Action(draft.action), ()):
            consequence(uow.as_system(), draft)


def _settle(uow: UnitOfWork, spec: Spec, key: str, result: Any) -> Done:
    for audit in AUDITORS:
        audit(uow)
    links.echo(uow)
    uow.settle()
    first = uow.drafts[0] if uow.drafts else None
    done = Done(result, first.topic, first.seq) if first else Done(result)
    if not spec.crowd:
        acts.answer(uow, key, done)
    return done
