"""The public record of a table and of a commitment: in words, as JSON and CSV, with what anyone needs to check it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Response, jsonify, render_template, request, stream_with_context

from roundtable.core import asked, clock, event_log, identity, things
from roundtable.core.errors import Missing
from roundtable.core.things import Card
from roundtable.core.unit_of_work import UnitOfWork, reading
from roundtable.documents import check_record, exports, history
from roundtable.pages import chain
from roundtable.pages.blueprint import pages

CHECKER = Path(check_record.__file__).read_text(encoding="utf-8")


@pages.get("/c/<code>/record")
def record(code: str) -> str:
    """Every entry of a table's record in words, newest first. `?before=` shows earlier ones."""
    return in_words(f"consultation:{code}", f"/c/{code}/record")


@pages.get("/c/<code>/record.json")
def record_json(code: str) -> Response:
    """The record of a table as JSON."""
    return as_file(f"consultation:{code}", "json")


@pages.get("/c/<code>/record.csv")
def record_csv(code: str) -> Response:
    """The record of a table as CSV."""
    return as_file(f"consultation:{code}", "csv")


@pages.get("/c/<code>/record/proof")
def record_proof(code: str) -> Response:
    """That the head over the first `?old=` entries begins that over `?new=`, or today's record."""
    return proof(f"consultation:{code}")


@pages.get("/commitments/<int:number>/record")
def commitment_record(number: int) -> str:
    """Every entry of a commitment's record in words, newest first. `?before=` shows earlier ones."""
    return in_words(f"commitment:{number}", f"/commitments/{number}/record")


@pages.get("/commitments/<int:number>/record.json")
def commitment_json(number: int) -> Response:
    """The record of a commitment as JSON."""
    return as_file(f"commitment:{number}", "json")


@pages.get("/commitments/<int:number>/record.csv")
def commitment_csv(number: int) -> Response:
    """The record of a commitment as CSV."""
    return as_file(f"commitment:{number}", "csv")


@pages.get("/commitments/<int:number>/record/proof")
def commitment_proof(number: int) -> Response:
    """The same of a commitment's record."""
    return proof(f"commitment:{number}")


@pages.get("/check_record.py")
def checker() -> Response:
    """The script with which anyone checks a downloaded record."""
    return Response(CHECKER, mimetype="text/plain")  # to be read first, and kept under its name


def in_words(ref: str, url: str) -> str:
    """The page of a record. Its cost does not grow with the record's age."""
    with reading(identity.actor(), clock.now()) as uow:
        topic = seen(uow, ref)
        found = history.lines(uow, topic.ref, before=asked.number("before"))
        return render_template(
            "documents/record.html",
            about=topic,
            url=url,
            **chain.head(uow, topic.ref),
            lines=found,
            in_all=event_log.head(uow.session, topic.ref),
            earlier=found[-1].seq if found and found[-1].seq > 1 else None,
            heads=history.heads(uow, topic.ref, history.HEADS),
        )


def seen(uow: UnitOfWork, ref: str) -> Card:
    """The card of what the record is of, if the reader may see it. Raises Missing, Forbidden."""
    return things.card(things.see(uow, ref))


def as_file(ref: str, form: str) -> Response:
    """A record to be kept, sent a piece at a time."""
    with reading(identity.actor(), clock.now()) as uow:
        seen(uow, ref)
    write, kind = {
        "json": (exports.as_json, "application/json"),
        "csv": (exports.as_csv, "text/csv; charset=utf-8"),
    }[form]
    pieces: Iterator[str] = stream_with_context(write(ref))
    name = f"roundtable-{ref.replace(':', '-')}.{form}"
    return Response(pieces, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def proof(ref: str) -> Response:
    """The proof as JSON. Raises Missing for a size that the record never had."""
    with reading(identity.actor(), clock.now()) as uow:
        seen(uow, ref)
    try:
        old, new = request.args.get("old", 0, type=int), request.args.get("new", type=int)
        shown: dict[str, Any] = exports.proof(ref, old, new)
    except IndexError:
        raise Missing from None
    return jsonify(shown)
