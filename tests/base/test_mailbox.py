from dataclasses import replace

import pytest
import rules
from django.test import Client

from tarazy.accounts.models import User
from tarazy.base.mail.models import LocalMail
from tarazy.base.permissions import grants

pytestmark = pytest.mark.django_db


@pytest.fixture
def message() -> LocalMail:
    return LocalMail.objects.create(
        to="aigul@example.test",
        subject="Invitation",
        language="kk",
        text="Сәлем <b>!\nhttp://localhost:8000/kk/x/\n",
        html='<p style="color:red">Сәлем</p>',
        entry="1",
    )


@pytest.fixture
def reader(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A signed-in person whom the rooms above let read the mailbox."""
    known = grants._grants["base.read_mailbox"]
    monkeypatch.setitem(grants._grants, "base.read_mailbox", replace(known, predicate=rules.is_authenticated))
    client.force_login(User.objects.create_user("coordinator@example.test"))
    return client


def test_the_mailbox_lists_mail_and_shows_it(reader: Client, message: LocalMail) -> None:
    listed = reader.get("/en/mailbox/")
    assert "aigul@example.test" in listed.content.decode()
    shown = reader.get(f"/en/mailbox/{message.public_id}/").content.decode()
    assert "Сәлем &lt;b&gt;!" in shown
    assert 'href="http://localhost:8000/kk/x/"' in shown


def test_the_html_of_a_mail_runs_in_a_sandbox(reader: Client, message: LocalMail) -> None:
    response = reader.get(f"/en/mailbox/{message.public_id}/html/")
    policy = response.headers["Content-Security-Policy"]
    assert "sandbox allow-popups" in policy
    assert "default-src 'none'" in policy
    assert "no-store" in response.headers["Cache-Control"]


def test_an_empty_mailbox_says_how_mail_gets_there(reader: Client) -> None:
    assert "No mail yet" in reader.get("/en/mailbox/").content.decode()


def test_everybody_else_finds_nothing(client: Client, message: LocalMail) -> None:
    for path in ("", f"{message.public_id}/", f"{message.public_id}/html/"):
        assert client.get(f"/en/mailbox/{path}").status_code == 302
        client.force_login(User.objects.get_or_create(email="outsider@example.test")[0])
        assert client.get(f"/en/mailbox/{path}").status_code in {403, 404}
        client.logout()


def test_a_list_asks_as_often_for_three_as_for_one(
    reader: Client, message: LocalMail, django_assert_max_num_queries
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(12) as counted:
            reader.get("/en/mailbox/")
        return len(counted)

    reader.get("/en/mailbox/")
    one = queries()
    for number in (2, 3):
        LocalMail.objects.create(to="b", subject="s", language="en", text="t", entry=str(number))
    assert queries() == one
