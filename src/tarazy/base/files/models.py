"""The table of private files."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarazy.base.db.record import Record
from tarazy.base.files.allowed import INLINE


class StoredFile(Record):
    """One file as someone sent it: its hash, its kind as sniffed, and the name it came with, which is only text.

    The content lies once under its hash, however many rows refer to it. Rows that point here protect it; a file that
    was discarded goes when the last of them is gone.
    """

    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True, editable=False)
    size = models.BigIntegerField(_("size in bytes"), editable=False)
    media_type = models.CharField(_("media type"), max_length=120, editable=False)
    name = models.CharField(_("name"), max_length=200, editable=False)
    is_ambiguous = models.BooleanField(_("could be read as another kind"), default=False, editable=False)
    stored_by = models.CharField(_("stored by"), max_length=40, editable=False)
    discarded_at = models.DateTimeField(_("discarded at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [
            models.Index(
                fields=["discarded_at"], name="stored_file_discarded", condition=models.Q(discarded_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the content lies in the store."""
        return content_path(self.sha256)

    @property
    def can_show_inline(self) -> bool:
        """Whether a browser may show it in place; anything that could run is only ever downloaded."""
        return self.media_type in INLINE and not self.is_ambiguous


def content_path(sha256: str) -> str:
    """Where content with this hash lies in the store."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
