import smtplib
from email.message import EmailMessage
from urllib.parse import urlsplit

from tests.services.mail import Mailbox


def test_a_mail_in_chinese_arrives_with_its_words_and_its_addressee(mailbox: Mailbox) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "电梯什么时候开工", "table@example.org", "resident@example.org"
    mail.set_content("三号楼的承诺有了新的日期。")

    parts = urlsplit(mailbox.url)
    with smtplib.SMTP(parts.hostname or "", parts.port or 0) as server:
        server.send_message(mail)

    arrived = mailbox.next()
    assert arrived["Subject"] == "电梯什么时候开工"
    assert arrived["X-To"] == "resident@example.org"
    assert "新的日期" in arrived.get_content()
    assert mailbox.is_empty()
