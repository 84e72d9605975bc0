"""Which roles see and do what in fieldwork; rules and querysets both ask here, so that they can't differ."""

from __future__ import annotations

from tarazy.people.choices import Role
from tarazy.people.facade import holds_any

PLANNERS = frozenset({Role.COORDINATOR, Role.LEAD})
READERS_OF_CAMPAIGNS = PLANNERS | {Role.ANALYST, Role.REVIEWER, Role.PROTECTION}
READERS_OF_SUBMISSIONS = PLANNERS | {Role.REVIEWER, Role.PROTECTION}


def plans(actor: object) -> bool:
    return holds_any(actor, PLANNERS)


def reads_campaigns(actor: object) -> bool:
    return holds_any(actor, READERS_OF_CAMPAIGNS)


def reads_submissions(actor: object) -> bool:
    """Originals name people and places: analysts get answers without them, elsewhere."""
    return holds_any(actor, READERS_OF_SUBMISSIONS)
