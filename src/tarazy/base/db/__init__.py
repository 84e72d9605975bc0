"""One database layer for two engines: the same text folding, the same order, the same identifiers."""

from tarazy.base.db.durability import hasty_commits
from tarazy.base.db.identifiers import PublicIdField, new_public_id
from tarazy.base.db.ordering import kazakh
from tarazy.base.db.record import Record

LANGUAGES = ("kk", "ru", "en")

__all__ = ["LANGUAGES", "PublicIdField", "Record", "hasty_commits", "kazakh", "new_public_id"]
