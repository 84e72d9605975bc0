from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import cache
from rules.predicates import Predicate

from tarazy.accounts import mails, policy
from tarazy.accounts.choices import Entitlement
from tarazy.accounts.models import User
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
def _no_attempts_yet(request: pytest.FixtureRequest) -> None:
    marker = request.node.get_closest_marker("django_db")
    if marker:
        request.getfixturevalue("transactional_db" if marker.kwargs.get("transaction") else "db")
        cache.clear()


@dataclass
class Post:
    """Mail that was sent: address, language, name, context."""

    sent: list[tuple[str, str, str, dict[str, Any]]] = field(default_factory=list)

    def names(self) -> list[str]:
        return [name for _, _, name, _ in self.sent]

    def last(self, name: str) -> dict[str, Any]:
        return [context for _, _, kind, context in self.sent if kind == name][-1]


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    kept = Post()

    def keep(email: str, language: str, name: str, **context: Any) -> None:
        kept.sent.append((email, language, name, context))

    monkeypatch.setattr(mails, "send_to", keep)
    return kept


@pytest.fixture
def coordinator(db: None) -> User:
    return UserFactory(email="coordinator1@example.test")


@pytest.fixture
def second_coordinator(db: None) -> User:
    return UserFactory(email="coordinator2@example.test")


@pytest.fixture
def monitor(db: None) -> User:
    return UserFactory(email="monitor@example.test")
