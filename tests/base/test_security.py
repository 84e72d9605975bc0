import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tarazy.accounts.models import User
from tarazy.base.security import SecurityHeaders, allowing, content_policy
from tarazy.base.ui.shell import neutral_origin


class Visitor:
    is_authenticated = False


def answer(view: Callable[[HttpRequest], HttpResponse], *, user: object = None, cookie: bool = False) -> HttpResponse:
    request = RequestFactory().get("/")
    request.user = user or Visitor()  # type: ignore[assignment]
    if cookie:
        request.COOKIES["tarazy-session"] = "x"
    return SecurityHeaders(view)(request)  # type: ignore[return-value]


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def test_nothing_foreign_and_nothing_inline_runs() -> None:
    policy = dict(part.split(" ", 1) for part in answer(page).headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["img-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    foreign = str({name: value for name, value in policy.items() if name != "form-action"})
    assert not any(word in foreign for word in ("unsafe", "data:", "http:", "https:", "*"))
    assert policy["form-action"].split() in (["'self'"], ["'self'", neutral_origin()])


def test_a_view_widens_single_directives() -> None:
    @allowing(script_src="'wasm-unsafe-eval'")
    def form(request: HttpRequest) -> HttpResponse:
        return HttpResponse("form")

    policy = answer(form).headers["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert policy.replace(" 'wasm-unsafe-eval'", "") == content_policy()


def test_a_response_keeps_what_it_says_itself() -> None:
    def picture(request: HttpRequest) -> HttpResponse:
        return HttpResponse(
            "p", headers={"Content-Security-Policy": "sandbox", "Cross-Origin-Resource-Policy": "cross-origin"}
        )

    response = answer(picture)
    assert response.headers["Content-Security-Policy"] == "sandbox"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("before", [{}, {"Cache-Control": "max-age=600, public"}])
def test_pages_of_signed_in_people_are_kept_nowhere(before: dict[str, str]) -> None:
    response = answer(lambda request: HttpResponse(headers=before), user=User(email="a@example.test"), cookie=True)
    assert response.headers["Cache-Control"] == "private, no-store"


def test_public_pages_may_be_kept() -> None:
    assert "Cache-Control" not in answer(page).headers
    assert "Cache-Control" not in answer(page, cookie=True).headers


@pytest.mark.django_db
def test_errors_carry_the_headers_too(client) -> None:
    response = client.get("/no/such/page")
    assert response.status_code == 404
    for name in ("Content-Security-Policy", "Permissions-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert name in response.headers
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_a_foreign_host_is_refused(client) -> None:
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400


def settings_at(home: Path, public_url: str) -> dict[str, object]:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "SESSION_COOKIE_HTTPONLY",
             "SECURE_HSTS_SECONDS", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS")  # fmt: skip
    code = (
        f"import json; from django.conf import settings as s; print(json.dumps({{n: getattr(s, n) for n in {names}}}))"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tarazy.config.settings",
        "TARAZY_HOME": str(home),
        "TARAZY_PUBLIC_URL": public_url,
    }
    made = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)  # type: ignore[no-any-return]


def test_behind_tls_cookies_are_bound_to_the_host_and_http_is_unlearned(home: Path) -> None:
    found = settings_at(home, "https://tarazy.example.kz")
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is found["SESSION_COOKIE_HTTPONLY"] is True
    assert found["SESSION_COOKIE_NAME"] == "__Host-tarazy-session"
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://tarazy.example.kz"]
    assert "*" not in found["ALLOWED_HOSTS"]  # type: ignore[operator]


def test_without_tls_cookies_still_work(home: Path) -> None:
    found = settings_at(home, "http://localhost:8000")
    assert found["SESSION_COOKIE_SECURE"] is False
    assert found["SESSION_COOKIE_NAME"] == "tarazy-session"
    assert found["SECURE_HSTS_SECONDS"] == 0
