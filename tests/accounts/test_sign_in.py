from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tarazy.accounts.models import SignIn, User
from tarazy.base.clock import now
from tarazy.base.trail.models import TrailEntry
from tests.accounts.conftest import Post
from tests.accounts.factories import (
    PASSWORD,
    SECRET,
    SignInFactory,
    UserFactory,
    code_now,
    sign_in,
    with_second_factor,
)

pytestmark = pytest.mark.django_db

LOGIN = "/en/account/login/"
STEP = "/en/account/second-factor/step/"
SET_UP = "/en/account/second-factor/"
ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"


def give_password(client: Client, user: User, password: str = PASSWORD, **headers: str) -> object:
    return client.post(LOGIN, {"login": user.email, "password": password}, headers=headers)


def test_signing_in_by_password_is_written_down(client: Client, monitor: User, post: Post) -> None:
    give_password(client, monitor, **{"User-Agent": ANDROID})
    found = SignIn.objects.get()
    assert (found.user, found.browser, found.system, found.method) == (monitor, "Chrome", "Android", "password")
    assert TrailEntry.objects.filter(action="accounts.sign_in", actor=f"user:{monitor.pk}").exists()


def test_the_address_may_be_in_capitals(client: Client, monitor: User, post: Post) -> None:
    client.post(LOGIN, {"login": monitor.email.upper(), "password": PASSWORD})
    assert SignIn.objects.filter(user=monitor).exists()


def test_wrong_password_and_unknown_address_read_the_same(client: Client, monitor: User, post: Post) -> None:
    wrong = give_password(client, monitor, "wrong").text  # type: ignore[attr-defined]
    unknown = client.post(LOGIN, {"login": "nobody@example.test", "password": "wrong"}).text
    blank = lambda page: page.replace(monitor.email, "").replace("nobody@example.test", "")  # noqa: E731
    strip = lambda page: [line for line in blank(page).splitlines() if "csrfmiddlewaretoken" not in line]  # noqa: E731
    assert strip(wrong) == strip(unknown)
    assert "not correct" in wrong


def test_asking_for_a_new_password_reads_the_same_for_everyone(client: Client, monitor: User, post: Post) -> None:
    answers = [
        client.post("/en/account/password/forgotten/", {"email": email}, follow=True)
        for email in (monitor.email, "nobody@example.test")
    ]
    assert answers[0].text == answers[1].text
    assert [mail["to"] for mail in post.sent()] == [monitor.email, "nobody@example.test"]
    assert "there is no account" in post.sent()[1]["text"]


def test_a_new_password_by_mail_ends_all_sign_ins(client: Client, monitor: User, post: Post) -> None:
    elsewhere = SignInFactory(user=monitor)
    client.post("/ru/account/password/forgotten/", {"email": monitor.email})
    form = client.get(post.link(), follow=True)
    address = form.request["PATH_INFO"]
    assert address.endswith("-set-password/")
    assert "id_password1_error" in client.post(address, {"password1": "short"}).text
    client.post(address, {"password1": "another long pass phrase"})
    monitor.refresh_from_db()
    elsewhere.refresh_from_db()
    assert monitor.check_password("another long pass phrase")
    assert elsewhere.ended_why == "password"
    assert post.subjects() == ["A new password", "Your password was changed"]


def test_a_used_reset_link_no_longer_works(client: Client, monitor: User, post: Post) -> None:
    client.post("/en/account/password/forgotten/", {"email": monitor.email})
    link = post.link()
    client.post(client.get(link).url, {"password1": "another long pass phrase"})
    assert "This link no longer works" in Client().get(link).text


def test_five_wrong_passwords_close_the_door_for_a_while(client: Client, monitor: User, post: Post) -> None:
    for _ in range(5):
        give_password(client, monitor, "wrong")
    assert "Too many failed" in give_password(client, monitor).text  # type: ignore[attr-defined]
    assert not SignIn.objects.exists()


def test_no_network_address_lies_in_the_database(client: Client, monitor: User, post: Post) -> None:
    from django.db import connection

    client.post(LOGIN, {"login": monitor.email, "password": "wrong"}, REMOTE_ADDR="198.51.100.7")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM accounts_attempts")
        keys = [row[0] for row in cursor.fetchall()]
    assert keys
    assert not [key for key in keys if "198.51" in key or monitor.email in key or "login" in key]


def test_the_second_step(client: Client, coordinator: User, post: Post) -> None:
    with_second_factor(coordinator)
    assert give_password(client, coordinator).url == STEP  # type: ignore[attr-defined]
    assert "_auth_user_id" not in client.session
    assert "Incorrect code" in client.post(STEP, {"code": "000000"}).text
    assert TrailEntry.objects.filter(action="accounts.wrong_second_factor").exists()
    client.post(STEP, {"code": code_now()})
    assert SignIn.objects.get().method == "code"
    assert client.get("/en/account/").status_code == 200


def test_a_code_opens_once_even_when_the_clock_is_slow(client: Client, coordinator: User, post: Post) -> None:
    with_second_factor(coordinator)
    code = code_now()
    for expected in (1, 1):
        browser = Client()
        give_password(browser, coordinator)
        browser.post(STEP, {"code": code})
        assert SignIn.objects.count() == expected


def test_the_secret_of_the_app_is_kept_encrypted(coordinator: User) -> None:
    with_second_factor(coordinator)
    kept = Authenticator.objects.get()
    assert SECRET not in str(kept.data)
    assert kept.data["secret"].startswith("t1.")


def test_whoever_owes_a_second_factor_reaches_only_its_set_up(client: Client, coordinator: User, post: Post) -> None:
    give_password(client, coordinator)
    for address in ("/en/account/", "/en/account/invitations/", "/en/account/password/", "/en/account/sign-ins/"):
        assert client.get(address).url == SET_UP, address
    assert client.post("/en/account/sign-ins/others/ending/").url == SET_UP
    for address in (SET_UP, f"{SET_UP}app/", f"{SET_UP}passkeys/new/", "/en/account/logout/"):
        assert client.get(address).status_code == 200, address
    assert client.post("/en/account/leave/").status_code == 303


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_opens_the_way_and_gives_recovery_codes(
    client: Client, coordinator: User, post: Post
) -> None:
    give_password(client, coordinator)
    page = client.get(f"{SET_UP}app/")
    assert "<svg" in page.text
    code = code_now(client.session["mfa.totp.secret"])
    done = client.post(f"{SET_UP}app/", {"code": code})
    assert done.url == f"{SET_UP}codes/"
    shown = client.get(done.url)
    assert shown.text.count("<li><code>") == 10
    assert "<li><code>" not in client.get(done.url).text
    assert client.get("/en/account/").status_code == 200
    assert "A second factor was set up" in post.subjects()
    assert TrailEntry.objects.filter(action="accounts.add_second_factor", data__kind="totp").exists()


def test_a_recovery_code_opens_once(client: Client, coordinator: User, post: Post) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    codes = RecoveryCodes.activate(with_second_factor(coordinator))
    code = codes.get_unused_codes()[0]
    for expected in (1, 1):
        browser = Client()
        give_password(browser, coordinator)
        browser.post(STEP, {"code": code})
        assert SignIn.objects.count() == expected
    assert SignIn.objects.get().method == "recovery"


def test_the_last_second_factor_stays_where_the_role_needs_one(
    client: Client, coordinator: User, monitor: User, post: Post
) -> None:
    for user, removed in ((coordinator, False), (monitor, True)):
        browser = Client()
        give_password(browser, with_second_factor(user))
        cache.clear()
        browser.post(STEP, {"code": code_now()})
        browser.post(f"{SET_UP}app/removal/")
        assert Authenticator.objects.filter(user=user).exists() is not removed


def test_a_sign_in_that_was_ended_elsewhere_ends_here(client: Client, monitor: User, post: Post) -> None:
    give_password(client, monitor)
    other = Client()
    give_password(other, monitor)
    _, second = SignIn.objects.order_by("pk")
    assert client.get("/en/account/sign-ins/").text.count("<li>") >= 2
    client.post(f"/en/account/sign-ins/{second.public_id}/ending/")
    answer = other.get("/en/account/")
    assert answer.url.startswith(LOGIN)
    assert "_auth_user_id" not in other.session
    second.refresh_from_db()
    assert second.ended_why == "revoked"
    assert client.get("/en/account/").status_code == 200


def test_nobody_ends_a_sign_in_of_someone_else(client: Client, monitor: User) -> None:
    other = SignInFactory()
    sign_in(client, monitor)
    assert client.post(f"/en/account/sign-ins/{other.public_id}/ending/").status_code == 404


def test_ending_all_others_keeps_this_one(client: Client, monitor: User) -> None:
    SignInFactory.create_batch(3, user=monitor)
    sign_in(client, monitor)
    client.post("/en/account/sign-ins/others/ending/")
    assert SignIn.objects.filter(user=monitor).running().count() == 1
    assert client.get("/en/account/").status_code == 200


@pytest.mark.parametrize(
    ("email", "idle"),
    [("lead@example.test", timedelta(minutes=30)), ("monitor@example.test", timedelta(hours=12))],
)
def test_a_sign_in_that_is_not_used_ends(client: Client, email: str, idle: timedelta) -> None:
    user = with_second_factor(UserFactory(email=email))
    start = now()
    with time_machine.travel(start, tick=False) as clock:
        sign_in(client, user)
        clock.shift(idle - timedelta(minutes=1))
        assert client.get("/en/account/").status_code == 200
        clock.shift(idle - timedelta(minutes=1))
        assert client.get("/en/account/").status_code == 200
        clock.shift(idle + timedelta(minutes=1))
        assert client.get("/en/account/").url.startswith(LOGIN)
    assert SignIn.objects.get().ended_why == "idle"


def test_a_sign_in_lasts_only_so_long(client: Client) -> None:
    user = with_second_factor(UserFactory(email="lead@example.test"))
    with time_machine.travel(now(), tick=False) as clock:
        sign_in(client, user)
        for _ in range(30):
            clock.shift(timedelta(minutes=25))
            answer = client.get("/en/account/")
    assert answer.url.startswith(LOGIN)
    assert SignIn.objects.get().ended_why == "limit"


def test_leaving_quickly_ends_the_sign_in_and_clears_the_browser(client: Client, monitor: User) -> None:
    sign_in(client, monitor)
    answer = client.post("/kk/account/leave/")
    assert (answer.status_code, answer.url) == (303, "/kk/account/calendar/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "_auth_user_id" not in client.session
    assert SignIn.objects.get().ended_why == "left"
    neutral = client.get(answer.url)
    for word in ("tarazy", "таразы", "таразы", "account", "sign"):
        assert word not in neutral.text.lower().replace("/static/accounts/calendar", "")


def test_leaving_goes_where_the_operator_chose(client: Client, monitor: User, settings: object) -> None:
    settings.LEAVE_URL = "https://weather.example/"  # type: ignore[attr-defined]
    sign_in(client, monitor)
    assert client.post("/kk/account/leave/").url == "https://weather.example/"


def test_pages_of_someone_signed_in_are_not_kept_by_the_browser(client: Client, monitor: User) -> None:
    sign_in(client, monitor)
    assert "no-store" in client.get("/en/account/").headers["Cache-Control"]


def test_changing_the_password_ends_the_other_sign_ins(client: Client, monitor: User, post: Post) -> None:
    elsewhere = SignInFactory(user=monitor)
    sign_in(client, monitor)
    client.post("/en/account/password/", {"oldpassword": PASSWORD, "password1": "another long pass phrase"})
    monitor.refresh_from_db()
    elsewhere.refresh_from_db()
    assert monitor.check_password("another long pass phrase")
    assert elsewhere.ended_why == "password"
    assert client.get("/en/account/").status_code == 200
    assert post.subjects() == ["Your password was changed"]


def test_a_new_browser_is_told_by_mail_and_a_known_one_is_not(monitor: User, post: Post) -> None:
    for user_agent in (ANDROID, ANDROID, WINDOWS, WINDOWS):
        give_password(Client(), monitor, **{"User-Agent": user_agent})
    assert post.subjects() == ["A sign-in from a new browser"]
    assert "Firefox on Windows" in post.sent()[0]["text"]


def test_a_closed_account_does_not_open(client: Client, coordinator: User, monitor: User, post: Post) -> None:
    from tarazy.accounts.facade import deactivate_account, reactivate_account

    give_password(client, monitor)
    deactivate_account(actor=coordinator, user=monitor)
    assert client.get("/en/account/").url.startswith(LOGIN)
    refused = give_password(client, monitor)
    assert "This account is closed" in client.get(refused.url).text  # type: ignore[attr-defined]
    reactivate_account(actor=coordinator, user=monitor)
    give_password(client, monitor)
    assert client.get("/en/account/").status_code == 200


def test_asking_for_recovery_in_place_of_the_code(client: Client, coordinator: User, post: Post) -> None:
    assert client.get("/en/account/lost/").url == LOGIN
    give_password(client, with_second_factor(coordinator))
    assert client.get("/en/account/lost/").status_code == 200
    assert "Two people will decide" in client.post("/en/account/lost/").text
    assert coordinator.recoveries.count() == 1
    assert "under way" in client.post("/en/account/lost/").text
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_and_unused_addresses_of_allauth_are_gone(client: Client) -> None:
    assert client.get("/en/account/signup/").status_code == 404
    assert client.post("/en/account/signup/", {"email": "x@example.test"}).status_code == 404
    for name in ("account_email", "account_set_password", "mfa_download_recovery_codes", "mfa_signup_webauthn"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_a_form_without_its_secret_is_refused_in_the_readers_language(monitor: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/en/account/login/", {"login": monitor.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert "<h1>" in answer.text


def test_the_language_of_mail(client: Client, monitor: User) -> None:
    sign_in(client, monitor)
    client.post("/en/account/language/", {"language": "kk"})
    monitor.refresh_from_db()
    assert monitor.language == "kk"
