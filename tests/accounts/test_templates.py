"""Every template of accounts is rendered, in three languages, and none leaves a word of English behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import jinja2
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone, translation

from tarazy import accounts
from tarazy.accounts.actions.invitations import invite
from tarazy.accounts.actions.recoveries import confirm_recovery, open_recovery, refuse_recovery
from tarazy.accounts.models import User
from tarazy.base.clock import now
from tarazy.base.mail.composing import compose
from tarazy.base.permissions import SYSTEM
from tests.accounts.conftest import Post
from tests.accounts.factories import PASSWORD, UserFactory, code_now, sign_in, with_second_factor
from tests.accounts.passkeys import with_passkey

pytestmark = pytest.mark.django_db(transaction=True)

FOLDER = Path(accounts.__file__).parent / "templates"
LANGUAGES = ("kk", "ru", "en")
SAME_IN_ALL = {
    "esc",
    "pin",
    "javascript",
    "totp",
    "qr",
    "aegis",
    "freeotp",
    "google",
    "authenticator",
    "english",
    "firefox",
}


def every_template() -> set[str]:
    return {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of the templates that were rendered, with those they extend and import."""
    names: set[str] = set()
    load = jinja2.Environment._load_template

    def noting(environment: jinja2.Environment, name: str, variables: object) -> jinja2.Template:
        names.add(name)
        return load(environment, name, variables)

    monkeypatch.setattr(jinja2.Environment, "_load_template", noting)
    return names


def english_in(text: str) -> list[str]:
    """Return Latin words in what a reader sees, except addresses, names of programs and secrets."""
    body = re.sub(r"(?s)<(script|head|svg|code)\b.*?</\1>", " ", text)
    body = re.sub(r"<[^>]*\blang=\"en\"[^>]*>[^<]*", " ", body)
    seen = unescape(re.sub(r"<[^>]+>", " ", body))
    seen = re.sub(r"\S+@\S+|https?://\S+", " ", seen)
    return [word for word in re.findall(r"[A-Za-z]{3,}", seen) if word.lower() not in SAME_IN_ALL]


class Reader:
    """Opens pages in one language and complains of what is not in it."""

    def __init__(self, language: str) -> None:
        self.language, self.client = language, Client()

    def check(self, answer: HttpResponse, *, status: int = 200) -> HttpResponse:
        assert answer.status_code == status, (answer.request["PATH_INFO"], answer.status_code)
        assert f'<html lang="{self.language}">' in answer.text
        if self.language != "en":
            assert english_in(answer.text) == [], answer.request["PATH_INFO"]
        return answer

    def get(self, address: str, *, status: int = 200) -> HttpResponse:
        return self.check(self.client.get(f"/{self.language}/account/{address}", follow=True), status=status)

    def post(self, address: str, *, status: int = 200, **data: str) -> HttpResponse:
        return self.check(self.client.post(f"/{self.language}/account/{address}", data, follow=True), status=status)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_reads_in_its_language(rendered: set[str], language: str, post: Post) -> None:
    before_signing_in(Reader(language), UserFactory(language=language), post)
    setting_up(Reader(language), UserFactory(language=language))
    looking_after_others(Reader(language), post)
    proving_again(Reader(language))
    unseen = every_template() - rendered
    assert {name for name in unseen if "/mail/" not in name and "/messages/" not in name} == set()


def before_signing_in(reader: Reader, user: User, post: Post) -> None:
    reader.get("login/")
    reader.post("login/", login=user.email, password="wrong")
    reader.post("login/", login="", password="")
    reader.get("inactive/")
    reader.get("password/forgotten/")
    reader.post("password/forgotten/", email=user.email)
    reader.get("password/new/1-made-up/")
    form = reader.check(reader.client.get(post.link(), follow=True))
    address = form.request["PATH_INFO"].partition("/account/")[2]
    for weak in ("short", "password1234", user.email):
        reader.post(address, password1=weak)
    reader.post(address, password1=PASSWORD + PASSWORD)
    invite(actor=SYSTEM, email=f"new-{reader.language}@example.test", language=reader.language, context={})
    reader.check(reader.client.get(post.link(), follow=True))
    reader.get("welcome/made-up/", status=410)
    reader.get("recovery/made-up/", status=410)
    for _ in range(12):
        answer = reader.client.post(f"/{reader.language}/account/password/forgotten/", {"email": user.email})
    reader.check(answer, status=429)
    cache.clear()


def setting_up(reader: Reader, user: User) -> None:
    sign_in(reader.client, user)
    reader.post("login/", login=user.email, password=PASSWORD)
    for page in ("", "language/", "sign-ins/", "password/", "logout/", "calendar/", "second-factor/"):
        reader.get(page)
    reader.post("language/", language=reader.language)
    reader.post("password/", oldpassword="wrong", password1="12345678")
    reader.post("password/", oldpassword=PASSWORD, password1=PASSWORD + "!")
    reader.client.post(f"/{reader.language}/account/reauthenticate/", {"password": PASSWORD + "!"})
    reader.get("second-factor/passkeys/")
    reader.get("second-factor/app/")
    reader.post("second-factor/app/", code="000000")
    reader.post("second-factor/app/", code=code_now(reader.client.session["mfa.totp.secret"]))
    reader.get("second-factor/codes/")
    reader.get("second-factor/codes/new/")
    reader.post("second-factor/codes/new/")
    passkey = with_passkey(user)
    reader.get("second-factor/passkeys/new/")
    reader.get("second-factor/passkeys/")
    reader.get(f"second-factor/passkeys/{passkey.pk}/")
    reader.get(f"second-factor/passkeys/{passkey.pk}/removal/")
    reader.post(f"second-factor/passkeys/{passkey.pk}/removal/")
    reader.get("second-factor/")
    reader.get("second-factor/app/removal/")
    reader.post("second-factor/app/removal/")
    reader.get("")


def looking_after_others(reader: Reader, post: Post) -> None:
    coordinator = with_second_factor(UserFactory(email=f"coordinator-{reader.language}@example.test"))
    second = UserFactory(email=f"coordinator2-{reader.language}@example.test")
    lead = with_second_factor(UserFactory(email=f"lead-{reader.language}@example.test", language=reader.language))
    invitation = invite(actor=coordinator, email=f"n-{reader.language}@example.test", language="kk", context={})
    sign_in(reader.client, coordinator)
    reader.get("")
    reader.get("invitations/")
    reader.get(f"invitations/{invitation.public_id}/")
    reader.post(f"invitations/{invitation.public_id}/sending/")
    reader.post(f"invitations/{invitation.public_id}/revocation/")
    reader.get("second-factor/app/removal/")
    reader.get("recoveries/")
    reader.post("recoveries/", email="nobody@example.test")
    refused = open_recovery(actor=coordinator, user=lead)
    refuse_recovery(actor=coordinator, recovery=refused, reason="…")
    waiting = open_recovery(actor=coordinator, user=lead)
    for recovery in (refused, waiting):
        reader.get(f"recoveries/{recovery.public_id}/")
    reader.client.post(f"/{reader.language}/account/reauthenticate/", {"password": PASSWORD})
    reader.post(f"recoveries/{waiting.public_id}/confirmation/")
    reader.post(f"recoveries/{waiting.public_id}/confirmation/")
    reader.get("recoveries/")
    confirm_recovery(actor=second, recovery=waiting)
    owner = Reader(reader.language)
    owner.post("login/", login=lead.email, password=PASSWORD)
    owner.post("second-factor/step/", code="000000")
    owner.get("lost/")
    owner.post("lost/")
    owner.check(owner.client.get(post.link(), follow=True))
    owner.post("recovery/", password="wrong")
    owner.post("recovery/", password=PASSWORD)


def proving_again(reader: Reader) -> None:
    user = with_second_factor(UserFactory())
    RecoveryCodes.activate(user)
    with_passkey(user)
    Authenticator.objects.filter(user=user, type="webauthn").update(last_used_at=timezone.now())
    sign_in(reader.client, user)
    for page in ("second-factor/codes/", "second-factor/again/", "second-factor/passkeys/again/", "reauthenticate/"):
        reader.get(page)
    reader.post("second-factor/again/", code="000000")
    reader.get("second-factor/passkeys/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", sorted(FOLDER.rglob("messages/*.txt")), ids=lambda path: path.stem)
def test_every_message_reads_in_its_language(path: Path, language: str) -> None:
    with translation.override(language):
        said = render_to_string(path.relative_to(FOLDER).as_posix())
    assert said.strip()
    assert language == "en" or english_in(said) == []


def mails() -> Iterator[str]:
    for path in sorted((FOLDER / "accounts/mail").glob("*.html")):
        yield path.stem


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", mails())
def test_every_mail_reads_in_its_language(name: str, language: str) -> None:
    context = {"link": "http://localhost:8000/x/", "browser": "Firefox", "system": "", "at": now(), "expires_at": now()}
    mail = compose(f"accounts/mail/{name}", context, language)
    assert mail.subject
    assert mail.html
    assert "@" not in mail.subject
    if language != "en":
        assert english_in(f"{mail.subject} {mail.text}") == []
        assert english_in(mail.html) == []
