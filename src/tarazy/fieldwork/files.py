"""Which files come from the field: all of them, since nothing that was sent may be dropped. None is ever shown inline
unless the ground floor holds its kind to be harmless.
"""

from __future__ import annotations

from tarazy.base.files import Allowed


class _Everything(frozenset[str]):
    """A set that holds every media type."""

    def __contains__(self, media_type: object) -> bool:
        return True


SENT = Allowed(_Everything(), 100_000_000)
