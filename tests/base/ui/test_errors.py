from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client, RequestFactory

from tarazy.base.permissions import Refused
from tarazy.base.ui import errors


@pytest.fixture
def request_(rf: RequestFactory, db: None):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/kk/somewhere/")
    request.user = AnonymousUser()
    return request


@pytest.mark.django_db
def test_refusal_shows_its_reason(request_) -> None:
    response = errors.forbidden(request_, Refused("Only the lead of this sphere may publish."))
    assert response.status_code == 403
    assert "Only the lead of this sphere may publish." in response.content.decode()


@pytest.mark.django_db
def test_refusal_without_a_reason_gives_none_away(request_) -> None:
    from django.core.exceptions import PermissionDenied

    assert "secret" not in errors.forbidden(request_, PermissionDenied("secret")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_missing_page_answers_in_the_language_of_its_address(client: Client, db: None, language: str) -> None:
    response = client.get(f"/{language}/nothing-here/")
    assert response.status_code == 404
    assert f'<html lang="{language}">' in response.content.decode()
    assert "noindex" in response.content.decode()


def test_server_error_needs_no_database_and_speaks_three_languages(rf: RequestFactory) -> None:
    """Without the ``db`` fixture a query would raise."""
    page = errors.server_error(rf.get("/")).content.decode()
    assert all(f'lang="{language}"' in page for language in ("kk", "ru", "en"))


def test_server_error_survives_a_broken_template(monkeypatch: pytest.MonkeyPatch, rf: RequestFactory) -> None:
    def broken(*args: object) -> str:
        raise RuntimeError

    monkeypatch.setattr(errors, "render_to_string", broken)
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert 'lang="kk"' in response.content.decode()


@pytest.fixture
def closed(settings, tmp_path: Path) -> Path:
    settings.ENV = replace(settings.ENV, home=tmp_path)
    errors.maintenance_file().touch()
    return tmp_path


def test_closed_site_answers_503_with_a_time_to_retry(closed: Path, client: Client) -> None:
    response = client.get("/kk/")
    assert response.status_code == 503
    assert response["Retry-After"] == "600"
    assert "жабық" in response.content.decode()


def test_site_opens_when_the_file_is_gone(closed: Path, client: Client, db: None) -> None:
    errors.maintenance_file().unlink()
    assert client.get("/kk/nothing-here/").status_code == 404


def test_every_answer_carries_the_content_policy(client: Client, db: None) -> None:
    policy = client.get("/kk/nothing-here/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
