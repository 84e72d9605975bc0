"""Signing in with a real browser: passkeys, codes, forced second factor, leaving; with and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.models import Authenticator

from tarazy.accounts.actions.invitations import invite
from tarazy.accounts.models import SignIn, User
from tarazy.base.permissions import SYSTEM
from tests.accounts.conftest import Post
from tests.accounts.factories import PASSWORD, UserFactory, code_now, with_second_factor

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NewPage = Callable[..., "Page"]
Axe = Callable[..., list[str]]


def sign_in(page: Page, user: User, language: str = "en") -> None:
    page.goto(f"/{language}/account/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form:has([name=password]) button[type=submit]")


def with_authenticator(page: Page) -> Any:
    """Give the browser a device that holds passkeys and verifies its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session


def test_a_passkey_is_made_and_signs_in_alone(new_page: NewPage, monitor: User) -> None:
    page = new_page()
    with_authenticator(page)
    sign_in(page, monitor)
    page.goto("/en/account/second-factor/passkeys/new/")
    page.click("main [data-passkey] button")
    page.wait_for_url("**/second-factor/codes/")
    assert page.locator(".codes li").count() == 10
    assert Authenticator.objects.filter(user=monitor, type="webauthn").count() == 1
    page.goto("/en/account/")
    page.click("main button:has-text('Sign out')")
    page.wait_for_url("**/account/login/")
    page.click("button:has-text('Sign in with a passkey')")
    page.wait_for_url("**/en/account/")
    assert SignIn.objects.latest("pk").method == "passkey"


def test_a_passkey_as_second_step(new_page: NewPage, monitor: User) -> None:
    page = new_page()
    with_authenticator(page)
    sign_in(page, monitor)
    page.goto("/en/account/second-factor/passkeys/new/")
    page.click("main [data-passkey] button")
    page.wait_for_url("**/second-factor/codes/")
    page.context.clear_cookies()
    sign_in(page, monitor)
    page.wait_for_url("**/second-factor/step/")
    page.click("button:has-text('Use a passkey')")
    page.wait_for_url("**/en/account/")
    assert SignIn.objects.latest("pk").method == "key"


def test_a_passkey_that_does_not_answer_leaves_another_way(new_page: NewPage, monitor: User) -> None:
    page = new_page()
    session = with_authenticator(page)
    page.goto("/en/account/login/")
    page.click("button:has-text('Sign in with a passkey')")
    page.locator("[data-passkey-failed]").wait_for(state="visible")
    session.detach()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_from_invitation_to_second_factor_in_kazakh_on_a_phone(
    new_page: NewPage, overflow: Callable[[Page], int], axe: Axe, post: Post, scripts: bool
) -> None:
    invite(actor=SYSTEM, email="lead@example.test", language="kk", context={})
    page = new_page(width=360, height=740, java_script_enabled=scripts, locale="kk-KZ")
    seen: list[str] = []

    def look() -> None:
        seen.append(page.url)
        if scripts:
            assert overflow(page) == 0, page.url
            assert axe(page) == [], page.url

    page.goto(post.link())
    look()
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/kk/account/second-factor/")
    look()
    page.goto("/kk/account/invitations/")
    assert page.url.endswith("/kk/account/second-factor/")
    page.click("a[href$='/second-factor/app/']")
    look()
    page.click("summary")
    secret = page.inner_text("code.secret")
    page.fill("[name=code]", code_now(secret))
    page.click("form:has([name=code]) button[type=submit]")
    page.wait_for_url("**/second-factor/codes/")
    look()
    for place in ("", "sign-ins/", "password/", "language/", "second-factor/", "second-factor/passkeys/", "logout/"):
        page.goto(f"/kk/account/{place}")
        look()
    page.click(".button-leave")
    page.wait_for_url("**/kk/account/calendar/")
    assert page.locator("td[aria-current=date]").count() == 1
    page.goto("/kk/account/")
    assert "/kk/account/login/" in page.url
    assert SignIn.objects.get().ended_why == "left"


def test_the_code_from_the_app_without_scripts(new_page: NewPage) -> None:
    lead = with_second_factor(UserFactory(email="lead@example.test"))
    page = new_page(width=360, java_script_enabled=False)
    sign_in(page, lead, "ru")
    page.wait_for_url("**/ru/account/second-factor/step/")
    page.fill("[name=code]", code_now())
    page.click("form:has([name=code]) button[type=submit]")
    page.wait_for_url("**/ru/account/")


def test_a_lost_second_factor_is_recovered_by_two(
    new_page: NewPage, coordinator: User, second_coordinator: User, post: Post, axe: Axe
) -> None:
    lead = with_second_factor(UserFactory(email="lead@example.test"))
    page = new_page(width=360)
    sign_in(page, lead)
    page.wait_for_url("**/second-factor/step/")
    page.click("a[href$='/account/lost/']")
    assert axe(page) == []
    page.click("form[action$='/lost/'] button")
    page.get_by_role("heading", name="Two people will decide").wait_for()
    for person in (coordinator, second_coordinator):
        other = new_page()
        sign_in(other, with_second_factor(person))
        other.wait_for_url("**/second-factor/step/")
        other.fill("[name=code]", code_now())
        other.click("form:has([name=code]) button[type=submit]")
        other.wait_for_url("**/en/account/")
        other.click("a[href$='/account/recoveries/']")
        assert axe(other) == []
        other.click("a:has-text('lead@example.test')")
        assert axe(other) == []
        other.click("button:has-text('I spoke with them')")
        other.get_by_text("You have confirmed").or_(other.get_by_text("You confirmed")).first.wait_for()
    page.goto(post.link())
    assert "/account/recovery/" in page.url
    assert re.search(r"recovery/$", page.url)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/account/login/")
    sign_in(page, lead)
    page.wait_for_url("**/en/account/second-factor/")


def test_escape_thrice_leaves(new_page: NewPage, monitor: User) -> None:
    page = new_page()
    sign_in(page, monitor)
    page.wait_for_url("**/en/account/")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("**/account/calendar/")
    assert SignIn.objects.get().ended_why == "left"
    assert not [cookie for cookie in page.context.cookies() if "session" in cookie["name"]]
    page.go_back()
    assert "monitor@example.test" not in page.content()


def test_ending_a_session_of_another_device(new_page: NewPage, monitor: User) -> None:
    here, there = new_page(), new_page(width=360)
    for page in (here, there):
        sign_in(page, monitor)
        page.wait_for_url("**/en/account/")
    here.goto("/en/account/sign-ins/")
    here.click("button:has-text('Sign out everywhere else')")
    here.get_by_text("Signed out everywhere else.").wait_for()
    there.goto("/en/account/")
    assert "/login/" in there.url
