from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarazy.base.db import Record
from tarazy.base.i18n import Translated
from tarazy.methodology.choices import InstrumentKind


class Instrument(models.Model):
    """A treaty, comment, set of principles or law in which standards are found."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=20, choices=InstrumentKind.choices)
    adopted = models.CharField(_("adopted"), max_length=10, help_text=_("Year, month or day, as far as it is known."))
    title = Translated(_("title"), max_length=240)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    binding_since = models.DateField(_("binding on Kazakhstan since"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.title


class Standard(Record):
    """A provision as it read in one dated edition; a new edition is a new standard, for the old one stays cited."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(_("position"))
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="standards", verbose_name=_("instrument")
    )
    article = models.CharField(_("article"), max_length=40, blank=True)
    edition = models.CharField(_("edition of"), max_length=10)
    title = Translated(_("title"), max_length=240)
    quotation = models.TextField(_("quotation"), blank=True, help_text=_("In English, if it is free to quote."))

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["instrument", "article", "edition"], name="standard_edition_once"),
        ]

    def __str__(self) -> str:
        return self.title
