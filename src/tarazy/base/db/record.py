"""The parent of every table whose rows may be cited."""

from __future__ import annotations

from django.db import models

from tarazy.base.clock import now
from tarazy.base.db.identifiers import PublicIdField


class Record(models.Model):
    """A thing with a permanent public identifier and the moment it was entered."""

    public_id = PublicIdField()
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        abstract = True
