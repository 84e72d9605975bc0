from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from rules.predicates import Predicate

from tarazy.accounts import invitation_desk, policy
from tarazy.accounts.choices import Entitlement
from tarazy.accounts.models import User
from tarazy.accounts.signals import invitation_accepted
from tarazy.base.outbox import OutboxEntry
from tests.accounts.factories import UserFactory


def _looks_after_accounts(actor: object) -> bool:
    return str(getattr(actor, "email", "")).startswith("coordinator")


@pytest.fixture(autouse=True)
def _roles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Accounts know no roles: here whoever's address begins with "coordinator" looks after them."""
    who = Predicate(_looks_after_accounts, name="looks after accounts")
    monkeypatch.setattr(policy, "_entitled", dict.fromkeys(Entitlement, who))
    monkeypatch.setattr(policy, "_second_factor_rules", [lambda user: user.email.startswith(("coordinator", "lead"))])


@pytest.fixture(autouse=True)
def _nobody_above(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rooms above make people of accounts; these tests stand without them."""
    monkeypatch.setattr(invitation_accepted, "receivers", [])
    invitation_accepted.sender_receivers_cache.clear()
    monkeypatch.setattr(invitation_desk, "_desks", [])


@pytest.fixture(autouse=True)
def _no_attempts_yet(request: pytest.FixtureRequest) -> None:
    marker = request.node.get_closest_marker("django_db")
    if marker:
        request.getfixturevalue("transactional_db" if marker.kwargs.get("transaction") else "db")
        cache.clear()


class Post:
    """Mail on its way."""

    def sent(self) -> list[dict[str, Any]]:
        return [json.loads(entry.payload) for entry in OutboxEntry.objects.order_by("pk")]

    def subjects(self) -> list[str]:
        return [mail["subject"] for mail in self.sent()]

    def link(self) -> str:
        """Return the link of the last mail that has one, without the host."""
        links = re.findall(
            r"^http://localhost:8000(/\S+)$", "\n".join(mail["text"] for mail in self.sent()), re.MULTILINE
        )
        return str(links[-1])


@pytest.fixture
def post(db: None) -> Post:
    return Post()


@pytest.fixture
def coordinator(db: None) -> User:
    return UserFactory(email="coordinator1@example.test")


@pytest.fixture
def second_coordinator(db: None) -> User:
    return UserFactory(email="coordinator2@example.test")


@pytest.fixture
def monitor(db: None) -> User:
    return UserFactory(email="monitor@example.test")
