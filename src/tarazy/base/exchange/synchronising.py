"""Making a table say what a document says: rows added, changed and removed, and nothing touched that agrees already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from tarazy.base.exchange.reading import DocumentRefused, Problem
from tarazy.base.i18n.translated import LANGUAGES, texts

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Changes:
    """How many rows a document added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(self.added + other.added, self.changed + other.changed, self.removed + other.removed)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def synchronise(model: type[M], key: str, wanted: Iterable[Mapping[str, Any]]) -> Changes:
    """Add and change rows of ``model`` until all of ``wanted`` are there, matched by the attribute ``key``.

    Must run in a transaction. Values of translated attributes are mappings of language to text.
    """
    present = {getattr(row, key): row for row in model._default_manager.all()}
    added = changed = 0
    for values in wanted:
        row = present.get(values[key])
        if row is None:
            model(**values).save(force_insert=True)
            added += 1
        elif _apply(row, values):
            row.save()
            changed += 1
    return Changes(added, changed)


def remove_others(model: type[M], key: str, kept: Iterable[Mapping[str, Any]], *, part: str) -> Changes:
    """Remove the rows of ``model`` that are not among ``kept``; what uses them must go first.

    Raises:
        DocumentRefused: a row is left out of the document that other records still use.
    """
    others = model._default_manager.exclude(**{f"{key}__in": [values[key] for values in kept]})
    removed = 0
    for row in others:
        try:
            row.delete()
        except ProtectedError:
            message = _("“%(value)s” is left out, but other records still use it.") % {"value": getattr(row, key)}
            raise DocumentRefused([Problem(part, message)]) from None
        removed += 1
    return Changes(removed=removed)


def _apply(row: models.Model, values: Mapping[str, Any]) -> bool:
    differing = {name: value for name, value in values.items() if _current(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _current(row: models.Model, name: str) -> Any:
    return texts(row, name) if hasattr(row, f"{name}_{LANGUAGES[0]}") else getattr(row, name)
