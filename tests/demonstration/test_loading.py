"""Loading the demonstration: through the doors of people and devices, once, and into an empty installation only."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from tarazy.accounts.models import User
from tarazy.analysis.models import IndicatorResult
from tarazy.base import trail
from tarazy.demonstration import credentials, national, network, patterns, queries
from tarazy.demonstration.choices import Size
from tarazy.demonstration.errors import BadSecret, NoSuchAccount, NotEmpty
from tarazy.demonstration.loading import load_demonstration
from tarazy.demonstration.models import DemonstrationLoad
from tarazy.fieldwork.models import DeviceKey, Submission
from tarazy.methodology.models import Indicator
from tarazy.people.choices import Role
from tarazy.people.facade import person_of, roles_of
from tarazy.people.models import Organisation, Qualification

pytestmark = pytest.mark.django_db

ACCOUNTS = {
    **{role: role for role in ("admin", "coordinator", "lead", "analyst", "reviewer", "protection", "trainer")},
    **{f"monitor{number}": "monitor" for number in range(1, 13)},
    **{"keyholder1": "keyholder", "keyholder2": "keyholder", "authority": "authority", "authority2": "authority"},
    **{role: role for role in ("mentor", "learner", "member", "editor", "auditor")},
    "admin": "administrator",
}


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The devices' requests stand in the test's transaction, so its connection stays open, as in Django's client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _small_country(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = {iso: (12, shift) for iso, (_, shift) in patterns.REGIONS.items()}
    monkeypatch.setattr(patterns, "REGIONS", {**counts, "KZ-62": (3, 0.0)})
    monkeypatch.setattr(queries, "_knowledge", queries._Knowledge())
    monkeypatch.setenv("TARAZY_DEMO_PASSWORD", "a demonstration password")
    monkeypatch.setenv("TARAZY_DEMO_TOTP_SECRET", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")


def load() -> str:
    told: list[str] = []
    load_demonstration(size=Size.SMALL, progress=lambda steps, label: steps, announce=told.append)
    return " ".join(told)


def test_a_load_that_was_cut_short_is_gone_on_with() -> None:
    with pytest.raises(InterruptedError):
        load_demonstration(size=Size.SMALL, progress=_cut_after_twenty, announce=lambda text: None)
    assert not queries.is_loaded()
    load()
    assert queries.is_loaded()
    assert DemonstrationLoad.objects.count() == 1
    assert DeviceKey.objects.filter(revoked_at=None).count() == 16
    assert trail.verify().is_whole


def _cut_after_twenty(steps: list[Any], label: str, /) -> Iterator[Any]:
    yield from steps[:20]
    raise InterruptedError


def test_an_installation_with_accounts_is_left_alone() -> None:
    User.objects.create_user("real@example.org", "x", language="kk")
    with pytest.raises(NotEmpty):
        load()
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("secret", ["short", "JBSWY3DP", "not base 32!", "0189"])
def test_a_secret_that_no_app_takes_is_refused(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("TARAZY_DEMO_TOTP_SECRET", secret)
    with pytest.raises(BadSecret):
        load()
    assert not User.objects.exists()


def test_the_loaded_network_is_whole(client: Client) -> None:
    """One load for all that is looked at, since it takes seconds."""
    assert "a demonstration password" in load()
    check_accounts_of_the_contracts_hold_their_roles_and_second_factors()
    check_organisations_of_thirteen_regions_are_marked_as_invented()
    check_records_arrive_with_the_faults_that_real_data_have()
    check_some_hearings_have_two_observers()
    check_secrets_are_written_for_the_owner_alone()
    check_the_current_code_opens_the_second_factor()
    check_analysts_are_people_with_names_that_say_they_are_examples()
    check_every_page_says_that_all_is_invented(client)
    check_results_are_there_when_loading_ends()
    check_loading_again_changes_nothing()


def check_accounts_of_the_contracts_hold_their_roles_and_second_factors() -> None:
    for account, role in ACCOUNTS.items():
        user = network.user_of(account)
        assert roles_of(user) == {role}, account
        assert user.check_password("a demonstration password")
    with_factor = set(Authenticator.objects.values_list("user__email", flat=True))
    marked = {member for member in network.cast() if member.has_second_factor}
    assert with_factor == {credentials.address(member.account) for member in marked}


def check_organisations_of_thirteen_regions_are_marked_as_invented() -> None:
    assert Organisation.objects.values("regions").exclude(regions=None).distinct().count() == 13
    assert all("(invented)" in name for name in Organisation.objects.values_list("name_en", flat=True))
    assert Qualification.objects.valid().count() == 16


def check_records_arrive_with_the_faults_that_real_data_have() -> None:
    counted = Submission.objects.counted()
    flags = Counter(flag["code"] for submission in counted for flag in submission.flags)
    assert flags["unknown_node"] == 8
    assert flags["unknown_version"] == 6
    assert Submission.objects.filter(edition=2).count() == 55
    assert not Submission.objects.filter(is_current=False).exclude(replaced_by__edition=2).exists()
    assert counted.filter(observed_on=None).exists()
    regions = Counter(submission.answers["hearing"].get("region") or "" for submission in counted)
    assert regions["KZ-VOS"] == 4
    assert regions[""] == 5
    assert 0 < regions["KZ-62"] <= 4


def check_some_hearings_have_two_observers() -> None:
    codes = Counter(submission.answers["hearing"]["hearing_code"] for submission in Submission.objects.counted())
    assert set(codes.values()) == {1, 2}


def check_secrets_are_written_for_the_owner_alone() -> None:
    path = settings.ENV.home / "demo-accounts.txt"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "coordinator@demo.tarazy.test" in path.read_text()


def check_the_current_code_opens_the_second_factor() -> None:
    code = credentials.current_code("Admin@demo.tarazy.test")
    factor = Authenticator.objects.get(user=network.user_of("admin"))
    assert TOTP(factor).validate_code(code)
    for account in ("analyst@demo.tarazy.test", "nobody@demo.tarazy.test"):
        with pytest.raises(NoSuchAccount):
            credentials.current_code(account)


def check_analysts_are_people_with_names_that_say_they_are_examples() -> None:
    assert str(person_of(network.user_of("analyst"))) == "Мария Примерова"
    assert {member.role for member in network.cast()} == set(Role)


def test_a_page_of_a_real_installation_says_nothing_of_a_demonstration(client: Client) -> None:
    assert b"invented" not in client.get("/en/").content


def check_every_page_says_that_all_is_invented(client: Client) -> None:
    queries._knowledge.asked_at = float("-inf")
    page = client.get("/en/ui/").content
    assert b"people, organisations, hearings and figures are invented" in page
    assert b"noindex" in page


def check_results_are_there_when_loading_ends() -> None:
    measured = IndicatorResult.objects.filter(campaign__slug="demo").values("indicator").distinct()
    assert measured.count() == Indicator.objects.measured().count()


def check_loading_again_changes_nothing() -> None:
    before = (User.objects.count(), Submission.objects.count(), DeviceKey.objects.count())
    assert load() == ""
    assert (User.objects.count(), Submission.objects.count(), DeviceKey.objects.count()) == before


def test_a_batch_of_the_national_load_is_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(national, "BATCH", 40)
    load()
    key = DeviceKey.objects.filter(revoked_at=None)[0]
    before = Submission.objects.count()
    assert national.write_batch(3, key.pk) == 40
    assert national.write_batch(3, key.pk) == 0
    assert Submission.objects.count() == before + 40
    written = Submission.objects.order_by("-pk")[0]
    assert written.answers["hearing"]["region"]
    assert written.observed_on is not None
    assert trail.verify().is_whole
