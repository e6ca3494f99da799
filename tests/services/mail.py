"""A real mail server that keeps what it is given."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from queue import Empty, Queue

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services.processes import free_port

ARRIVAL_SECONDS = 20


class Mailbox:
    """Where mails arrive, in their order; `url` is what MAIL_URL wants."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._arrived: Queue[EmailMessage] = Queue()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  SMTP's word
        """Called by the mail server for each mail; `X-To` holds whom it went to."""
        message = BytesParser(policy=default).parsebytes(envelope.original_content or b"")
        message["X-To"] = ", ".join(envelope.rcpt_tos)
        self._arrived.put(message)
        return "250 OK"

    def next(self) -> EmailMessage:
        """The next mail, waiting for it. Raises AssertionError if none arrives."""
        try:
            return self._arrived.get(timeout=ARRIVAL_SECONDS)
        except Empty:
            raise AssertionError(f"no mail arrived within {ARRIVAL_SECONDS} s") from None

    def is_empty(self) -> bool:
        """Whether all that arrived was taken out."""
        return self._arrived.empty()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server for this test alone."""
    port = free_port()
    box = Mailbox(f"smtp://127.0.0.1:{port}")
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box
    server.stop()
