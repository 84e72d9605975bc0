"""One database layer for two engines: the same text folding, the same order, the same identifiers."""

from tarazy.base.db.identifiers import PublicIdField, new_public_id
from tarazy.base.db.ordering import kazakh
from tarazy.base.db.record import Record

LANGUAGES = ("kk", "ru", "en")

__all__ = ["LANGUAGES", "PublicIdField", "Record", "kazakh", "new_public_id"]
