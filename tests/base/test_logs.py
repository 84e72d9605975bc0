"""Logs hide what would let their reader in."""

from __future__ import annotations

import logging

import pytest

from tarazy.base.logs import RedactingFormatter, redact

KEY = "x7Kp2mQ9vT4bN8sW1dF6hJ3c"


@pytest.mark.parametrize(
    "line",
    [
        f"POST /openrosa/{KEY}/submission 201",
        f"GET /openrosa/{KEY} 403",
        "GET /openrosa/short/formList 403",
        f"GET /kk/account/welcome/{KEY}/ 200",
        f"GET /kk/account/password/new/2k-{KEY}/ 200",
        f"Internal Server Error: /openrosa/{KEY}/media/7F3K9M2P5Q8R/a.png",
        f'File "x", GET /ru/?token={KEY}&x=1',
    ],
)
def test_keys_and_codes_are_hidden(line: str) -> None:
    redacted = redact(line)
    assert KEY not in redacted
    assert "short" not in redacted
    assert "…" in redacted


@pytest.mark.parametrize(
    "line",
    [
        "GET /kk/people/organisations/7F3K9M2P5Q8R/ 200",
        "GET /static/built/tarazy.3f2a9c1b77d0.css 200",
        "GET /en/methodology/indicators/B-03/ 200",
        "is it right? yes",
    ],
)
def test_public_addresses_stay(line: str) -> None:
    assert redact(line) == line


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("DETAIL:  Key (email)=(aigul@example.test) already exists.", "aigul"),
        ("DETAIL:  Key (region_id, name)=(7, Айгүл) already exists.", "Айгүл"),
        ("SMTP 550 <aigul.s+1@mail.example.kz>: no such user", "aigul"),
        ("invalid IIN 850101300123", "850101300123"),
        ("no answer from +77011234567", "77011234567"),
    ],
)
def test_what_names_a_person_is_hidden(line: str, secret: str) -> None:
    assert secret not in redact(line)


@pytest.mark.parametrize(
    "line", ["in 0.0123456789 s", "call f(x)=1 at line 12", "2026-11-24 05:14:07 GET /ru/ 200 12.3 ms"]
)
def test_figures_stay(line: str) -> None:
    assert redact(line) == line


def test_tracebacks_are_redacted_too() -> None:
    try:
        raise ValueError(f"no form at /openrosa/{KEY}/formList")
    except ValueError:
        record = logging.getLogger("x").makeRecord(
            "x", logging.ERROR, "f", 1, "failed", (), __import__("sys").exc_info()
        )
    assert KEY not in RedactingFormatter("%(message)s").format(record)
