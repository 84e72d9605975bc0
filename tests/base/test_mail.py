import email
import re
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template import engines
from jinja2 import ChoiceLoader, DictLoader

from tarazy.base import mail
from tarazy.base.mail import composing, delivery
from tarazy.base.mail.models import LocalMail
from tarazy.base.mail.transport import smtp_options
from tarazy.base.outbox import OutboxEntry, deliver_due

SOURCES = Path(mail.__file__).parents[2]
TEMPLATES = {
    "test/mail/greeting.txt": "Subject: {{ _('Mailbox') }}\n\nHello {{ name }}, look at {{ site_url }} & <here>\n",
    "test/mail/greeting.html": "{% extends 'ui/mail.html' %}{% block content %}<p>Hello {{ name }}</p>"
    "{{ mail.button('Open', site_url) }}{% endblock %}",
    "test/mail/short.txt": "Subject: Short\n\nOnly text\n",
    "test/mail/wrong.txt": "No subject\n",
}


@pytest.fixture(autouse=True)
def templates(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = engines["jinja"].env
    monkeypatch.setattr(environment, "loader", ChoiceLoader([DictLoader(TEMPLATES), environment.loader]))
    composing._plain_text.cache_clear()


def send(template: str = "greeting", language: str = "en", name: str = "<b>Айгүл</b>") -> None:
    mail.send("aigul@example.test", f"test/mail/{template}", {"name": name}, language)


def test_text_is_written_as_it_is_and_html_is_escaped() -> None:
    composed = composing.compose("test/mail/greeting", {"name": "<b>O'Hara</b>"}, "en")
    assert composed.subject == "Mailbox"
    assert composed.text == "Hello <b>O'Hara</b>, look at http://localhost:8000 & <here>\n"
    assert "&lt;b&gt;O&#39;Hara&lt;/b&gt;" in composed.html
    assert '<html lang="en">' in composed.html


def test_a_mail_fetches_nothing_from_anywhere() -> None:
    html = composing.compose("test/mail/greeting", {"name": "A"}, "en").html
    assert not re.search(r"<(script|img|link|iframe)|url\(|src=", html)


def test_a_mail_without_a_subject_is_a_mistake_of_its_author() -> None:
    with pytest.raises(ImproperlyConfigured, match="subject"):
        composing.compose("test/mail/wrong", {}, "en")


def test_no_subject_in_the_house_says_anything_personal() -> None:
    """A subject is seen on a locked screen: it holds no variable, only the house's own words."""
    subjects = {
        path: line
        for path in SOURCES.glob("*/templates/*/mail/*.txt")
        for line in path.read_text().splitlines()
        if line.startswith("Subject:")
    }
    assert subjects
    for path, subject in subjects.items():
        for expression in re.findall(r"{{(.*?)}}", subject):
            assert re.fullmatch(r"""\s*_\((["']).*?\1\)\s*""", expression), f"{path}: {subject}"


@pytest.mark.django_db
def test_without_a_server_mail_goes_to_the_local_mailbox_once() -> None:
    send()
    deliver_due()
    kept = LocalMail.objects.get()
    assert (kept.to, kept.subject, kept.language) == ("aigul@example.test", "Mailbox", "en")
    delivery.deliver({**vars(composing.compose("test/mail/greeting", {"name": "A"}, "en")), "to": "a", "language": "en",
                      "entry": kept.entry})  # fmt: skip
    assert LocalMail.objects.count() == 1


class _Conversation(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a client needs; answers ``RCPT`` and ``DATA`` as the test wants."""

    def handle(self) -> None:
        server: _Server = self.server  # type: ignore[assignment]
        self._say("220 test")
        while line := self.rfile.readline():
            verb = line.split(b" ")[0].strip().upper()
            if verb == b"DATA" and server.data_answer.startswith("2"):
                self._say("354 go on")
                lines = []
                while (text := self.rfile.readline()) != b".\r\n":
                    lines.append(text)
                server.received.append(b"".join(lines))
            if verb == b"QUIT":
                self._say("221 bye")
                return
            self._say({b"RCPT": server.rcpt_answer, b"DATA": server.data_answer}.get(verb, "250 ok"))

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    rcpt_answer = data_answer = "250 ok"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.received: list[bytes] = []


@pytest.fixture
def mail_server(settings) -> Iterator[_Server]:
    with _Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.ENV = replace(settings.ENV, mail_url=f"smtp://127.0.0.1:{server.server_address[1]}?tls=none")
        yield server
        server.shutdown()


def read(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=modern)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.django_db
def test_a_mail_server_gets_both_forms_and_the_right_headers(mail_server: _Server) -> None:
    send(language="kk")
    entry = OutboxEntry.objects.get()
    assert deliver_due() == 1
    message = read(mail_server.received[0])
    assert message["To"] == "aigul@example.test"
    assert message["Message-ID"] == f"<{entry.public_id}@localhost>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "kk"
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert "Айгүл" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert not LocalMail.objects.exists()


@pytest.mark.django_db
def test_a_mail_may_have_no_html(mail_server: _Server) -> None:
    send("short")
    deliver_due()
    assert read(mail_server.received[0]).get_content_type() == "text/plain"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rcpt", "data", "state", "error"),
    [
        ("550 no such user", "250 ok", "dead", "recipient refused 550"),
        ("450 later", "250 ok", "waiting", "SMTPRecipientsRefused"),
        ("250 ok", "554 spam", "dead", "mail refused 554"),
        ("250 ok", "451 later", "waiting", "SMTPDataError 451"),
    ],
)
def test_a_refusal_for_good_ends_and_one_for_now_is_tried_again(
    mail_server: _Server, rcpt: str, data: str, state: str, error: str
) -> None:
    mail_server.rcpt_answer, mail_server.data_answer = rcpt, data
    send()
    deliver_due()
    entry = OutboxEntry.objects.get()
    assert (entry.state, entry.last_error) == (state, error)


@pytest.mark.django_db
def test_a_server_that_is_down_is_tried_again(settings) -> None:
    settings.ENV = replace(settings.ENV, mail_url="smtp://127.0.0.1:1?tls=none")
    send()
    deliver_due()
    entry = OutboxEntry.objects.get()
    assert (entry.state, entry.last_error) == ("waiting", "ConnectionRefusedError 111")


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.kz", 587, True, False),
        ("smtps://mail.example.kz", 465, False, True),
        ("smtp://mail.example.kz:2525?tls=implicit", 2525, False, True),
        ("smtp://localhost?tls=none", 25, False, False),
    ],
)
def test_the_mail_address_encrypts_unless_it_says_not_to(url: str, port: int, tls: bool, ssl: bool) -> None:
    options = smtp_options(url)
    assert (options["port"], options["use_tls"], options["use_ssl"]) == (port, tls, ssl)


def test_a_password_may_hold_any_character() -> None:
    options = smtp_options("smtp://a%40b:p%2F%3A%40@mail.example.kz")
    assert (options["username"], options["password"]) == ("a@b", "p/:@")


@pytest.mark.parametrize("url", ["mail.example.kz", "smtp://", "http://mail.example.kz", "smtp://u:secret@h?tls=maybe"])
def test_a_wrong_mail_address_is_explained_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="TARAZY_MAIL_URL") as refused:
        smtp_options(url)
    assert "secret" not in str(refused.value)
