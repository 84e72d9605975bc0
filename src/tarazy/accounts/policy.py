"""What the room above decides for accounts: who must use a second factor, and who may care for other people's accounts.

``accounts`` knows nothing of roles. ``people`` registers, when it starts, callables that do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rules.predicates import Predicate

from tarazy.accounts.choices import Entitlement

if TYPE_CHECKING:
    from tarazy.accounts.models import User

    SecondFactorRule = Callable[[User], bool]

_second_factor_rules: list[SecondFactorRule] = []
_entitled: dict[Entitlement, Predicate] = {}


def require_second_factor_when(rule: SecondFactorRule) -> None:
    """Register a rule; whoever it returns true for must use a second factor and has short sign-ins."""
    _second_factor_rules.append(rule)


def must_use_second_factor(user: User) -> bool:
    """Say whether any registered rule asks for a second factor."""
    return any(rule(user) for rule in _second_factor_rules)


def entitle(act: Entitlement, who: Predicate) -> None:
    """Register who may do ``act``; ``who(actor, obj)`` gets what :mod:`tarazy.accounts.rules` says.

    Raises:
        ValueError: somebody else registered it already.
    """
    if act in _entitled:
        raise ValueError(f"{act} is entitled twice")
    _entitled[act] = who


def is_entitled(act: Entitlement) -> Predicate:
    """Return the predicate for ``act``; nobody is entitled until the room above says who."""

    def entitled(actor: object, obj: object = None) -> bool:
        who = _entitled.get(act)
        return who is not None and bool(who.test(actor, obj))

    return Predicate(entitled, name=f"is entitled to {act}")
