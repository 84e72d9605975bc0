"""Who may do what, asked in one place; and how a page says which of it a visitor needs.

Deny by default. Each room grants its permissions in ``rules.py``; actions ask with :func:`require`, queries offer the
matching ``visible_to``, and every view declares its access with a decorator (a test walks all addresses).
"""

from tarazy.base.permissions.access import public, requires, signed_in
from tarazy.base.permissions.actors import SYSTEM, Actor, System, actor_id
from tarazy.base.permissions.grants import Hidden, Refused, can, grant, refusal_of, require

__all__ = [
    "SYSTEM",
    "Actor",
    "Hidden",
    "Refused",
    "System",
    "actor_id",
    "can",
    "grant",
    "public",
    "refusal_of",
    "require",
    "requires",
    "signed_in",
]
