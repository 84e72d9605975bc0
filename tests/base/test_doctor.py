"""`tarazy doctor` sees what is wrong, says how to mend it, and never falls over what it examines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from django.conf import settings as django_settings
from django.db import connection, transaction

from tarazy.base import outbox, trail
from tarazy.base.clock import now
from tarazy.base.doctor import configuration, database, examination, surroundings
from tarazy.base.doctor.commands import doctor_command, own_checks
from tarazy.base.doctor.examination import Finding, Level
from tarazy.base.outbox.models import OutboxEntry, State
from tarazy.base.permissions import SYSTEM
from tests.support.environment import TOP

pytestmark = pytest.mark.django_db


@pytest.fixture
def environment(settings: Any) -> Callable[..., None]:
    """`environment(public_url="http://x")` → the installation with other settings."""

    def change(**values: Any) -> None:
        settings.ENV = replace(django_settings.ENV, **values)

    return change


def worst(findings: Any) -> Level:
    levels = [finding.level for finding in findings]
    return Level.ERROR if Level.ERROR in levels else Level.WARNING if Level.WARNING in levels else Level.OK


def test_settings_are_those_of_the_sources_and_of_the_documentation() -> None:
    text = "".join(path.read_text() for path in (TOP / "src").rglob("*.py"))
    used = set(re.findall(r"TARAZY_[A-Z_]*[A-Z]\b", text)) - {"TARAZY_TEST"}
    documented = set(re.findall(r"`(TARAZY_[A-Z_]+)`", (TOP / "docs/operate/settings.md").read_text()))
    assert used <= set(configuration.SETTINGS)
    assert documented == set(configuration.SETTINGS)


def test_misspelt_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARAZY_PROT", "8000")
    assert "TARAZY_PROT" in next(iter(configuration.check_names())).message


@pytest.mark.parametrize(
    ("public", "content", "expected"),
    [
        ("http://localhost:8000", "http://127.0.0.1:8000", Level.OK),
        ("https://tarazy.kz", "https://content.tarazy.kz", Level.OK),
        ("http://tarazy.kz", "http://content.tarazy.kz", Level.ERROR),
        ("https://tarazy.kz", "https://tarazy.kz", Level.ERROR),
        ("http://127.0.0.1:8000", "http://localhost:8000", Level.WARNING),
        ("tarazy.kz", "https://content.tarazy.kz", Level.ERROR),
    ],
)
def test_addresses(environment: Callable[..., None], public: str, content: str, expected: Level) -> None:
    environment(public_url=public, content_url=content, trusted_proxies=1)
    assert worst(configuration.check_addresses()) is expected


def test_a_data_folder_open_to_others_is_an_error(environment: Callable[..., None], tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    environment(home=tmp_path)
    assert worst(configuration.check_secrets()) is Level.ERROR
    tmp_path.chmod(0o700)
    assert worst(configuration.check_secrets()) is Level.OK


def test_database_of_the_suite_is_fine_but_for_its_haste() -> None:
    findings = list(database.check_database())
    assert all(finding.level is not Level.ERROR for finding in findings), findings
    if connection.vendor == "postgresql":
        assert any("fsync is off" in finding.message for finding in findings)


def test_storage_is_tried_and_left_clean(environment: Callable[..., None]) -> None:
    assert worst(surroundings.check_storage()) in {Level.OK, Level.WARNING}


def test_mail_that_cannot_be_reached_is_an_error(environment: Callable[..., None]) -> None:
    environment(mail_url="smtp://127.0.0.1:1?tls=none", mail_from="Tarazy <a@tarazy.kz>")
    assert worst(surroundings.check_mail()) is Level.ERROR
    environment(mail_url="pigeon://roof")
    assert worst(surroundings.check_mail()) is Level.ERROR


def test_outbox_that_gave_up_is_a_warning() -> None:
    assert worst(surroundings.check_outbox()) is Level.OK
    with transaction.atomic():
        entry = outbox.enqueue("test", {})
    OutboxEntry.objects.filter(pk=entry.pk).update(state=State.DEAD)
    assert worst(surroundings.check_outbox()) is Level.WARNING


def test_a_clock_behind_the_trail_is_an_error() -> None:
    with time_machine.travel(now() + timedelta(days=1), tick=False), transaction.atomic():
        trail.record(SYSTEM, "base.back_up")
    assert worst(surroundings.check_clock()) is Level.ERROR


def test_a_check_that_fails_is_itself_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "_checks", {"broken": lambda: 1 / 0})
    (finding,) = examination.examine({})
    assert finding.level is Level.ERROR
    assert "ZeroDivisionError" in finding.message


def test_every_finding_to_mend_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    findings = examination.examine(own_checks())
    assert [finding for finding in findings if finding.level is not Level.OK and not finding.remedy] == []


@pytest.mark.parametrize(("level", "code"), [(Level.OK, 0), (Level.WARNING, 0), (Level.ERROR, 1)])
def test_command_fails_only_for_errors(monkeypatch: pytest.MonkeyPatch, level: Level, code: int) -> None:
    monkeypatch.setattr(
        "tarazy.base.doctor.commands.own_checks", lambda: {"x": lambda: [Finding("x", level, "seen", "do")]}
    )
    monkeypatch.setattr(examination, "_checks", {})
    result = CliRunner().invoke(doctor_command, ["--json"])
    assert result.exit_code == code
    assert json.loads(result.stdout) == [{"subject": "x", "level": level.value, "message": "seen", "remedy": "do"}]
