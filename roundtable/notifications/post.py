"""Sends what is due through MAIL_URL: `smtp://name:password@host:port` or `smtps://...`, `?from=` names the sender.

Without one, mails are kept: the demo shows those to its people at /demo/mail. A server that cannot be reached costs no
mail a try; one address that nobody can write to does not stop the others.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import smtplib
import ssl
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from ipaddress import ip_address
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from flask import current_app

from roundtable.core import clock, languages
from roundtable.core.actions import perform
from roundtable.core.site import base
from roundtable.core.things import HOUSE
from roundtable.core.unit_of_work import SYSTEM, reading
from roundtable.policy import Action

from . import queries
from .models import FAILED, GIVEN_UP, KEPT, SENT, WAITING
from .queries import Letter

log = logging.getLogger(__name__)
PATIENCE = 20  # seconds: a server that says nothing for longer is one that cannot be reached
Outcome = tuple[str, str]  # a state, and why


class Unreachable(Exception):
    """The mail server cannot be spoken to now."""


class Kept:
    """Where mails go in a house without a mail server: nowhere."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        return

    def send(self, _letter: Letter) -> Outcome:
        """It stays where it is."""
        return KEPT, ""


class Server:
    """A line to the mail server, for some mails one after the other."""

    def __init__(self, url: str) -> None:
        self.url = urlsplit(url)
        self.line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Raises Unreachable."""
        self.line = self._dial()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self.line is not None:
            with suppress(smtplib.SMTPException, OSError):
                self.line.quit()

    def send(self, letter: Letter) -> Outcome:
        """Send one mail; how it went. Raises Unreachable."""
        self.line = self.line or self._dial()
        try:
            self.line.send_message(_message(letter, sender(self.url)))
        except smtplib.SMTPResponseException as no:
            return _refused(no.smtp_code, no.smtp_error)
        except smtplib.SMTPRecipientsRefused as no:
            return _refused(*next(iter(no.recipients.values())))
        except (smtplib.SMTPServerDisconnected, OSError) as fault:
            self.line = None
            return WAITING, str(fault)
        return SENT, ""

    def _dial(self) -> smtplib.SMTP:
        try:
            line = self._secure() if self.url.scheme == "smtps" else self._plain()
            if self.url.username:
                line.login(unquote(self.url.username), unquote(self.url.password or ""))
        except (smtplib.SMTPException, OSError) as fault:
            raise Unreachable(str(fault)) from fault
        return line

    def _secure(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(self.url.hostname or "", self.url.port or 465, timeout=PATIENCE, context=context)

    def _plain(self) -> smtplib.SMTP:
        """A line on which nobody can listen, where the server can; a password is never said on another."""
        line = smtplib.SMTP(self.url.hostname or "", self.url.port or 587, timeout=PATIENCE)
        line.ehlo_or_helo_if_needed()
        if line.has_extn("starttls"):
            line.starttls(context=ssl.create_default_context())
        elif self.url.username and not _here(self.url.hostname or ""):
            line.close()
            raise smtplib.SMTPNotSupportedError("the mail server offers no TLS, so its password was not sent")
        return line


def _here(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def _refused(code: int, words: bytes | str) -> Outcome:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return (FAILED if code >= 500 else WAITING), f"{code} {said}"[:500]


def sender(url: SplitResult) -> str:
    """Whom mails come from: `?from=`, else the name that the server is asked with, else roundtable@ the house."""
    if named := parse_qs(url.query).get("from"):
        return named[0]
    name = unquote(url.username or "")
    return name if "@" in name else f"roundtable@{urlsplit(base()).hostname}"


def _message(letter: Letter, sent_by: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = Address(letter.house, addr_spec=sent_by)
    mail["To"] = Address(letter.name, addr_spec=letter.to)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<{letter.number}.{_mark(letter.number)}@{urlsplit(base()).hostname}>"
    mail["Content-Language"] = languages.TAGS[letter.lang]
    mail["Auto-Submitted"] = "auto-generated"  # so that no holiday answer comes back
    mail.set_content(letter.body)
    return mail


def _mark(number: int) -> str:
    """The same whenever this delivery is sent, and another in every house."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"delivery {number}".encode(), hashlib.sha256).hexdigest()[:16]


def deliver(most: int = 100) -> int:
    """Send what is due, at most so many; how many were tried. Raises Unreachable, and then none of them lost a try."""
    with reading(SYSTEM, clock.now()) as uow:
        if not queries.anything_due(uow):
            return 0
    url = current_app.config["SETTINGS"].mail_url
    with Server(url) if url else Kept() as office:
        for tried in range(most):
            number = perform(Action.DELIVERY_TAKE, HOUSE, {}, SYSTEM, "", clock.now()).result
            if number is None:
                return tried
            state, reason = _send(office, number)
            said = {"delivery": number, "outcome": state, "reason": reason}
            perform(Action.DELIVERY_NOTE, HOUSE, said, SYSTEM, "", clock.now())
    return most


def _send(office: Server | Kept, number: int) -> Outcome:
    try:
        with reading(SYSTEM, clock.now()) as uow:
            letter = queries.letter(uow, number)
        return office.send(letter) if letter else (GIVEN_UP, "there is no use in it any more")
    except Unreachable as fault:
        return WAITING, str(fault)
    except Exception as fault:  # an address or a template that nobody thought of must not stop the others
        log.exception("delivery %d", number)
        return FAILED, f"{type(fault).__name__}: {fault}"[:500]
