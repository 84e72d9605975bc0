from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.http import Http404
from django.test import Client

from tarazy.accounts.actions.recoveries import (
    confirm_recovery,
    open_recovery,
    refuse_recovery,
    use_recovery,
    withdraw_recovery,
)
from tarazy.accounts.choices import RecoveryState
from tarazy.accounts.errors import (
    ConfirmedAlready,
    NothingToRecover,
    RecoveryClosed,
    RecoveryExists,
    WrongPassword,
)
from tarazy.accounts.models import RecoveryRequest, SignIn, User
from tarazy.base.clock import now
from tarazy.base.permissions import Refused
from tarazy.base.trail.models import TrailEntry
from tests.accounts.conftest import Post
from tests.accounts.factories import PASSWORD, RecoveryFactory, SignInFactory, UserFactory, sign_in, with_second_factor
from tests.support.agreement import disagreements

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> User:
    return with_second_factor(UserFactory(email="lead@example.test", language="ru"))


@pytest.fixture
def recovery(lead: User, post: Post) -> RecoveryRequest:
    return open_recovery(actor=lead, user=lead)


def token_of(post: Post) -> str:
    return post.link().rstrip("/").rpartition("/")[2]


def test_two_people_confirm_and_the_owner_removes_it_once(
    recovery: RecoveryRequest, lead: User, coordinator: User, second_coordinator: User, post: Post
) -> None:
    elsewhere = SignInFactory(user=lead)
    assert confirm_recovery(actor=coordinator, recovery=recovery).state == RecoveryState.OPEN
    assert len(post.sent()) == 1
    assert confirm_recovery(actor=second_coordinator, recovery=recovery).state == RecoveryState.CONFIRMED
    token = token_of(post)
    assert use_recovery(token=token, password=PASSWORD) == lead
    elsewhere.refresh_from_db()
    assert not Authenticator.objects.filter(user=lead).exists()
    assert elsewhere.ended_why == "recovery"
    assert [mail["to"] for mail in post.sent()] == [lead.email] * 3
    assert list(TrailEntry.objects.filter(kind="accounts.recoveryrequest").values_list("action", flat=True)) == [
        "accounts.open_recovery",
        "accounts.confirm_recovery",
        "accounts.confirm_recovery",
        "accounts.use_recovery",
    ]
    with pytest.raises(RecoveryClosed):
        use_recovery(token=token, password=PASSWORD)


def test_one_person_confirms_once(recovery: RecoveryRequest, coordinator: User) -> None:
    confirm_recovery(actor=coordinator, recovery=recovery)
    with pytest.raises(ConfirmedAlready):
        confirm_recovery(actor=coordinator, recovery=recovery)


def test_nobody_confirms_their_own(coordinator: User, post: Post) -> None:
    own = open_recovery(actor=with_second_factor(coordinator), user=coordinator)
    with pytest.raises(Refused):
        confirm_recovery(actor=coordinator, recovery=own)


def test_someone_without_the_role_finds_nothing(recovery: RecoveryRequest, monitor: User, lead: User) -> None:
    with pytest.raises(Http404):
        confirm_recovery(actor=monitor, recovery=recovery)
    with pytest.raises(Http404):
        open_recovery(actor=monitor, user=lead)


def test_the_link_needs_the_password_too(
    recovery: RecoveryRequest, coordinator: User, second_coordinator: User, post: Post
) -> None:
    confirm_recovery(actor=coordinator, recovery=recovery)
    confirm_recovery(actor=second_coordinator, recovery=recovery)
    with pytest.raises(WrongPassword):
        use_recovery(token=token_of(post), password="something else")
    assert use_recovery(token=token_of(post), password=PASSWORD)


def test_the_link_works_for_a_day(
    recovery: RecoveryRequest, coordinator: User, second_coordinator: User, post: Post
) -> None:
    confirm_recovery(actor=coordinator, recovery=recovery)
    confirm_recovery(actor=second_coordinator, recovery=recovery)
    with time_machine.travel(now() + timedelta(hours=24, minutes=1)), pytest.raises(RecoveryClosed):
        use_recovery(token=token_of(post), password=PASSWORD)


def test_confirmations_come_within_three_days(recovery: RecoveryRequest, coordinator: User) -> None:
    with time_machine.travel(now() + timedelta(days=3, minutes=1)), pytest.raises(RecoveryClosed):
        confirm_recovery(actor=coordinator, recovery=recovery)


def test_an_expired_one_makes_room_for_another(recovery: RecoveryRequest, lead: User) -> None:
    with pytest.raises(RecoveryExists):
        open_recovery(actor=lead, user=lead)
    with time_machine.travel(now() + timedelta(days=4)):
        open_recovery(actor=lead, user=lead)
    recovery.refresh_from_db()
    assert recovery.state == RecoveryState.EXPIRED


def test_a_refused_one_can_no_longer_be_confirmed(
    recovery: RecoveryRequest, coordinator: User, second_coordinator: User, post: Post
) -> None:
    refuse_recovery(actor=coordinator, recovery=recovery, reason="It was not her voice.")
    assert len(post.sent()) == 2
    with pytest.raises(RecoveryClosed):
        confirm_recovery(actor=second_coordinator, recovery=recovery)


def test_its_owner_stops_it(recovery: RecoveryRequest, lead: User, coordinator: User) -> None:
    with pytest.raises(Http404):
        withdraw_recovery(actor=coordinator, recovery=recovery)
    assert withdraw_recovery(actor=lead, recovery=recovery).state == RecoveryState.WITHDRAWN


def test_an_account_without_a_second_factor_has_none_to_recover(coordinator: User, monitor: User) -> None:
    with pytest.raises(NothingToRecover):
        open_recovery(actor=coordinator, user=monitor)


def test_the_list_and_the_right_to_see_agree(coordinator: User, monitor: User, lead: User) -> None:
    RecoveryFactory(user=lead)
    RecoveryFactory(user=monitor)
    actors = [coordinator, monitor, lead]
    assert disagreements("accounts.view_recoveries", RecoveryRequest.objects.all(), actors) == []


def test_the_list_and_the_right_to_end_sign_ins_agree(coordinator: User, monitor: User) -> None:
    SignInFactory(user=monitor)
    SignInFactory(user=coordinator)
    found = disagreements("accounts.end_sign_in", SignIn.objects.all(), [coordinator, monitor])
    assert [line for line in found if not line.startswith("system")] == []


def test_pages_of_recoveries(
    client: Client, recovery: RecoveryRequest, coordinator: User, second_coordinator: User, post: Post
) -> None:
    for number, person in enumerate((coordinator, second_coordinator), start=1):
        sign_in(client, with_second_factor(person))
        assert "lead@example.test" in client.get("/en/account/recoveries/").text
        page = f"/en/account/recoveries/{recovery.public_id}/"
        assert "I spoke with them" in client.get(page).text
        suspended = client.post(f"{page}confirmation/")
        assert suspended.url.startswith("/en/account/reauthenticate/")
        client.post(suspended.url, {"password": PASSWORD})
        assert recovery.steps.filter(kind="confirmed").count() == number
    client.post("/en/account/logout/")
    used = client.get(f"/ru/account/recovery/{token_of(post)}/")
    assert used.url == "/ru/account/recovery/"
    assert "id_password_error" in client.post(used.url, {"password": "wrong"}).text
    assert client.post(used.url, {"password": PASSWORD}).url == "/ru/account/login/"
    assert client.get(used.url).status_code == 410


def test_reporting_a_loss_for_someone_else(client: Client, coordinator: User, lead: User, post: Post) -> None:
    sign_in(client, with_second_factor(coordinator))
    unknown = client.post("/en/account/recoveries/", {"email": "nobody@example.test"})
    assert "There is no account" in unknown.text
    opened = client.post("/en/account/recoveries/", {"email": "LEAD@example.test"})
    assert opened.url == lead.recoveries.get().get_absolute_url()


def test_a_refusal_needs_a_reason(client: Client, recovery: RecoveryRequest, coordinator: User, post: Post) -> None:
    sign_in(client, with_second_factor(coordinator))
    address = f"/en/account/recoveries/{recovery.public_id}/refusal/"
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "It was not her voice."})
    recovery.refresh_from_db()
    assert recovery.state == RecoveryState.REFUSED


def test_an_outsider_finds_no_recovery(client: Client, recovery: RecoveryRequest, monitor: User) -> None:
    sign_in(client, monitor)
    page = f"/en/account/recoveries/{recovery.public_id}/"
    assert client.get("/en/account/recoveries/").status_code == 404
    assert client.get(page).status_code == 404
    for verb in ("refusal", "withdrawal"):
        assert client.post(f"{page}{verb}/", {"reason": "x"}).status_code == 404


def test_whoever_waited_at_the_second_step_signs_in_anew_after_a_recovery(client: Client, lead: User) -> None:
    client.post("/en/account/login/", {"login": lead.email, "password": PASSWORD})
    assert client.get("/en/account/second-factor/step/").status_code == 200
    Authenticator.objects.filter(user=lead).delete()
    assert client.get("/en/account/second-factor/step/").url == "/en/account/login/"
    assert client.get("/en/account/login/").status_code == 200
