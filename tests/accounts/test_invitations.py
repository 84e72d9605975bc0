from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.http import Http404
from django.test import Client

from tarazy.accounts.actions import invitations
from tarazy.accounts.actions.invitations import accept_invitation, invite, resend_invitation, revoke_invitation
from tarazy.accounts.choices import InvitationState
from tarazy.accounts.errors import AccountExists, InvitationClosed, InvitationExists, TooManyInvitations
from tarazy.accounts.models import Invitation, User
from tarazy.accounts.signals import invitation_accepted
from tarazy.base.clock import now
from tarazy.base.permissions import SYSTEM
from tarazy.base.trail.models import TrailEntry
from tests.accounts.conftest import Post
from tests.accounts.factories import PASSWORD, InvitationFactory, UserFactory, sign_in, with_second_factor
from tests.support.agreement import disagreements

pytestmark = pytest.mark.django_db


def sent(actor: object, post: Post, email: str = "New@Example.test") -> tuple[Invitation, str]:
    invitation = invite(actor=actor, email=email, language="kk", context={"role": "monitor"})
    return invitation, post.link().rstrip("/").rpartition("/")[2]


def test_inviting_sends_a_link_and_leaves_a_trace(coordinator: User, post: Post) -> None:
    invitation, token = sent(coordinator, post)
    mail = post.sent()[0]
    assert (mail["to"], mail["language"]) == ("new@example.test", "kk")
    assert post.link().startswith("/kk/account/welcome/")
    assert post.link() in mail["html"]
    assert token not in (invitation.token_hash, str(invitation.context))
    assert TrailEntry.objects.get(action="accounts.invite").target == invitation.public_id


def test_inviting_without_the_role_finds_nothing(monitor: User, post: Post) -> None:
    with pytest.raises(Http404):
        invite(actor=monitor, email="new@example.test", language="kk", context={})
    assert not post.sent()


def test_inviting_twice_says_that_one_is_open(coordinator: User, post: Post) -> None:
    sent(coordinator, post)
    with pytest.raises(InvitationExists):
        sent(coordinator, post, "NEW@example.test")


def test_inviting_after_expiry_replaces_the_old_one(coordinator: User, post: Post) -> None:
    old, _ = sent(coordinator, post)
    with time_machine.travel(now() + timedelta(days=8)):
        sent(coordinator, post)
    old.refresh_from_db()
    assert old.state == InvitationState.REVOKED


def test_inviting_someone_who_has_an_account(coordinator: User, monitor: User, post: Post) -> None:
    with pytest.raises(AccountExists):
        sent(coordinator, post, monitor.email)


def test_one_person_sends_only_so_many(coordinator: User, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "PERSON_A_DAY", 2)
    for number in range(2):
        sent(coordinator, post, f"new{number}@example.test")
    with pytest.raises(TooManyInvitations):
        sent(coordinator, post)


def test_one_address_gets_only_so_many(coordinator: User, post: Post) -> None:
    invitation, _ = sent(coordinator, post)
    for _ in range(4):
        resend_invitation(actor=coordinator, invitation=invitation)
    with pytest.raises(TooManyInvitations):
        resend_invitation(actor=coordinator, invitation=invitation)


def test_accepting_makes_an_account_once(coordinator: User, post: Post) -> None:
    invitation, token = sent(coordinator, post)
    heard: list[User] = []

    def hear(user: User, **_: object) -> None:
        heard.append(user)

    invitation_accepted.connect(hear)
    try:
        user = accept_invitation(token=token, password=PASSWORD, language="ru")
    finally:
        invitation_accepted.disconnect(hear)
    invitation.refresh_from_db()
    assert (user.email, user.language, user.check_password(PASSWORD)) == ("new@example.test", "ru", True)
    assert user.emailaddress_set.get().verified
    assert heard == [user]
    assert (invitation.state, invitation.account) == (InvitationState.ACCEPTED, user)
    with pytest.raises(InvitationClosed):
        accept_invitation(token=token, password=PASSWORD, language="ru")


def test_a_failing_room_above_undoes_the_account(coordinator: User, post: Post) -> None:
    _, token = sent(coordinator, post)

    def fail(**_: object) -> None:
        raise ZeroDivisionError

    invitation_accepted.connect(fail)
    try:
        with pytest.raises(ZeroDivisionError):
            accept_invitation(token=token, password=PASSWORD, language="ru")
    finally:
        invitation_accepted.disconnect(fail)
    assert not User.objects.filter(email="new@example.test").exists()


def test_an_expired_invitation_opens_nothing(coordinator: User, post: Post) -> None:
    _, token = sent(coordinator, post)
    with time_machine.travel(now() + timedelta(days=7, minutes=1)), pytest.raises(InvitationClosed):
        accept_invitation(token=token, password=PASSWORD, language="ru")


def test_a_revoked_invitation_opens_nothing(coordinator: User, post: Post) -> None:
    invitation, token = sent(coordinator, post)
    revoke_invitation(actor=coordinator, invitation=invitation)
    with pytest.raises(InvitationClosed):
        accept_invitation(token=token, password=PASSWORD, language="ru")
    with pytest.raises(InvitationClosed):
        resend_invitation(actor=coordinator, invitation=invitation)


def test_sending_again_makes_the_first_link_useless(coordinator: User, post: Post) -> None:
    invitation, first = sent(coordinator, post)
    resend_invitation(actor=coordinator, invitation=invitation)
    with pytest.raises(InvitationClosed):
        accept_invitation(token=first, password=PASSWORD, language="ru")
    second = post.link().rstrip("/").rpartition("/")[2]
    assert accept_invitation(token=second, password=PASSWORD, language="ru")


def test_the_list_and_the_right_to_see_agree(coordinator: User, monitor: User) -> None:
    InvitationFactory.create_batch(2)
    assert disagreements("accounts.view_invitations", Invitation.objects.all(), [coordinator, monitor]) == []


def test_the_command_line_invites(post: Post) -> None:
    invitation, _ = sent(SYSTEM, post)
    assert invitation.invited_by is None


def test_pages_of_invitations(client: Client, coordinator: User, post: Post) -> None:
    invitation, _ = sent(coordinator, post)
    sign_in(client, with_second_factor(coordinator))
    listed = client.get("/en/account/invitations/")
    assert "new@example.test" in listed.text
    page = client.get(invitation.get_absolute_url())
    assert "coordinator1@example.test" in page.text
    client.post(f"/en/account/invitations/{invitation.public_id}/sending/")
    assert len(post.sent()) == 2
    client.post(f"/en/account/invitations/{invitation.public_id}/revocation/")
    invitation.refresh_from_db()
    assert invitation.state == InvitationState.REVOKED


def test_a_monitor_finds_no_page_of_invitations(client: Client, monitor: User) -> None:
    invitation = InvitationFactory()
    sign_in(client, monitor)
    for address in ("/en/account/invitations/", f"/en/account/invitations/{invitation.public_id}/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/en/account/invitations/{invitation.public_id}/revocation/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    client: Client, coordinator: User, count: int, django_assert_max_num_queries: object
) -> None:
    InvitationFactory.create_batch(count, invited_by=coordinator)
    sign_in(client, with_second_factor(coordinator))
    client.get("/en/account/invitations/")
    with django_assert_max_num_queries(7):  # session, account, sign-in, the rail, the list
        client.get("/en/account/invitations/")


def test_accepting_on_the_page(client: Client, coordinator: User, post: Post) -> None:
    _, token = sent(coordinator, post)
    taken = client.get(f"/ru/account/welcome/{token}/")
    assert taken.url == "/ru/account/welcome/"
    page = client.get(taken.url)
    assert "new@example.test" in page.text
    assert token not in page.text
    weak = client.post(taken.url, {"language": "ru", "password": "12345"})
    assert "12" in weak.text
    assert "id_password_error" in weak.text
    done = client.post(taken.url, {"language": "ru", "password": PASSWORD})
    assert done.status_code == 302
    assert User.objects.get(email="new@example.test").sign_ins.count() == 1
    assert client.get(taken.url).status_code == 410


def test_a_password_like_the_address_is_refused(client: Client, coordinator: User, post: Post) -> None:
    _, token = sent(coordinator, post, "gulnara.sadykova@example.test")
    page = client.get(f"/en/account/welcome/{token}/", follow=True)
    answer = client.post(page.request["PATH_INFO"], {"language": "en", "password": "gulnara.sadykova"})
    assert "too similar" in answer.text


def test_a_made_up_link_says_only_that_it_does_not_work(client: Client) -> None:
    answer = client.get("/en/account/welcome/made-up/", follow=True)
    assert answer.status_code == 410


def test_following_an_invitation_while_signed_in_signs_out(client: Client, coordinator: User, post: Post) -> None:
    _, token = sent(coordinator, post)
    sign_in(client, UserFactory())
    client.get(f"/en/account/welcome/{token}/")
    assert "_auth_user_id" not in client.session
