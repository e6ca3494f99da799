"""The HTTP door: every action has `GET` and `POST /do/<thing>/<verb>?on=<ref>`, mounted by one loop."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roundtable.policy import Action

from . import clock, identity, limits, things, watch
from .actions import REGISTRY, Spec, perform
from .acts import Done
from .errors import Forbidden, Missing, Refused
from .forms import ActionForm, Upload, posted
from .unit_of_work import reading

OURS = ("on", "key", "back")  # names that a form may not use for its fields
View = Callable[[], Any]


def path(action: Action | str, on: str = "") -> str:
    """Where an action's form is: `/do/comment/post?on=consultation:TABLEB`."""
    where = f"/do/{action.replace('.', '/')}"
    return f"{where}?on={on}" if on else where


def mount(app: Flask) -> None:
    """Give every registered action its door."""
    door = Blueprint("do", __name__, url_prefix="/do")
    for spec in REGISTRY.values():
        thing, verb = spec.name.split(".")
        door.add_url_rule(f"/{thing}/{verb}", f"{thing}_{verb}", _view(spec), methods=["GET", "POST"])
    app.register_blueprint(door)
    app.jinja_env.globals.update(path=path, Action=Action, new_key=new_key)


def new_key() -> str:
    """A key for an act, made when its form is drawn."""
    return secrets.token_hex(16)


def _view(spec: Spec) -> View:
    def view() -> Any:
        on = request.values.get("on", "")
        if request.method == "GET":
            return _page(spec, on, request.args.to_dict(flat=False), None)
        fields = {name: said for name, said in request.form.to_dict(flat=False).items() if name not in OURS}
        try:
            done = _done(spec, on, fields)
        except (Forbidden, Missing):
            raise
        except Refused as refusal:
            _tell(spec, fields, refusal)
            return _page(spec, on, fields, refusal), refusal.status
        _tell(spec, fields, None)
        if spec.signs_in:
            identity.become(done.result, keep="keep" not in spec.form() or bool(first(fields, "keep")))
        return _forth(spec, on, done)

    return view


def _done(spec: Spec, on: str, fields: dict[str, Any]) -> Done:
    """Do it, with the files that were sent, which become fields. Raises Refused."""
    limits.spend("act")
    fields |= _files(spec, on)
    _count(spec, fields)
    return perform(spec.name, on, fields, identity.actor(), request.form.get("key") or new_key(), clock.now())


def first(fields: Mapping[str, Any], name: str) -> str:
    """What was sent under a name; "" for nothing. A browser may send several, of which the first counts."""
    sent = fields.get(name) or ""
    return str(sent[0] if isinstance(sent, list) else sent)


def _count(spec: Spec, fields: Mapping[str, Any]) -> None:
    """Tries at an account, alike whether there is such a one. Raises Enough."""
    if spec.counted:
        rule, field = spec.counted
        limits.spend(rule, f"{spec.name} {first(fields, field).strip().lower()}" if field else None)


def _tell(spec: Spec, fields: Mapping[str, Any], no: Refused | None) -> None:
    """Whoever watches over the house hears how somebody came in, or did not, and what was too much."""
    if spec.signs_in or spec.counted:
        watch.note(spec.name, no.reason if no else "done", account=watch.account(first(fields, "email")))
    elif no:
        watch.refused(no, path(spec.name))


def _files(spec: Spec, on: str) -> dict[str, Any]:
    """The files that were posted, each as the name that it is kept under (or why it is not).

    A file is kept before the act, since reading it would hold up the act's transaction; and only for those who may act.
    A refused act leaves at most a file that nothing names. A file chosen anew replaces the one kept on the first try.
    Raises Enough.
    """
    posted_files = {name: file for name, file in request.files.items() if file.filename}
    kept: dict[str, Any] = {}
    if posted_files and _may(spec, on):
        limits.spend("upload")
        uploads = {field.short_name: field for field in spec.form() if isinstance(field, Upload)}
        kept = {name: [uploads[name].receive(posted_files[name])] for name in uploads.keys() & posted_files.keys()}
    for file in posted_files.values():
        file.close()
    return kept


def _may(spec: Spec, on: str) -> bool:
    with reading(identity.actor(), clock.now()) as uow:
        return spec.on == on.partition(":")[0] and things.may(uow, spec.name, things.find(uow, on))


def _page(spec: Spec, on: str, fields: dict[str, Any], refusal: Refused | None) -> str:
    """The action's own form; refused, it is redrawn with what was typed and what is wrong."""
    with reading(identity.actor(), clock.now()) as uow:
        if on.partition(":")[0] != spec.on:
            raise Missing
        thing = things.see(uow, on, spec.name)
        form = drawn(spec, uow, thing, {n: v for n, v in fields.items() if n not in OURS}, refusal)
        card = things.card(thing)
    # Refused, the key was given back; but words are about to change, and a key is for one act only.
    return render_template(
        spec.template,
        spec=spec,
        form=form,
        on=on,
        card=card,
        thing=thing,
        chained=things.KINDS[thing.kind].chained,
        refusal=refusal,
        key=new_key(),
        back=_back(on),
    )


def drawn(spec: Spec, uow: Any, thing: Any, fields: dict[str, Any], refusal: Refused | None) -> ActionForm:
    """The form with what was typed (or asked for in the address) in it, and the errors in place."""
    form = spec.form(posted(fields) if fields else None)
    form.prepare(uow, thing)
    if refusal is not None and refusal.fields:
        form.validate()
        for name, wrong in refusal.fields.items():
            if name in form and not form[name].errors:
                form[name].errors = [str(sentence) for sentence in wrong]
    return form


def _forth(spec: Spec, on: str, done: Done) -> Response:
    """On to where this leads; who has signed out leaves nothing half written behind for the next at this browser."""
    answer = redirect(_next(spec, on, done), 303)
    if spec.signs_in and done.result is None:
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _next(spec: Spec, on: str, done: Done) -> str:
    if spec.then:
        return spec.then
    if spec.makes and done.result is not None:
        return url_for("pages.go", ref=f"{spec.makes}:{done.result}")
    return _back(on)


def _back(on: str) -> str:
    """Where the person was: our own pages only, and never the form itself."""
    came = own(request.form.get("back") or request.args.get("back") or request.referrer)
    itself = came.partition("?")[0] == request.path
    return f"{came}#{on.replace(':', '-')}" if came and not itself else url_for("pages.go", ref=on)


def own(address: str | None) -> str:
    """The path of a page of ours, with its query; "" for any other address: nobody is led away by a link to us."""
    try:
        asked = urlsplit(address or "")
    except ValueError:
        return ""
    ours = asked.netloc in ("", request.host) and asked.scheme in ("", "http", "https")
    if not ours or not asked.path.startswith("/") or asked.path.startswith(("//", "/\\")):
        return ""
    return f"{asked.path}?{asked.query}" if asked.query else asked.path
