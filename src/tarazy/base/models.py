"""Tables of the ground floor, gathered here because Django looks for them in this module."""

from tarazy.base.files.models import StoredFile
from tarazy.base.trail.models import TrailEntry, TrailHead

__all__ = ["StoredFile", "TrailEntry", "TrailHead"]
