"""Everything in the database that was made with a key, so that a rotation finds all of it."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from django.apps import apps
from django.db import models
from django.db.models import Count, TextField
from django.db.models.functions import Cast, Substr

from tarazy.base.crypto.fields import EncryptedText, Fingerprint
from tarazy.base.crypto.keyring import KEY_ID_LENGTH
from tarazy.base.crypto.tokens import VERSION, decrypt, encrypt, fingerprint, key_of, mac, mac_matches, token_prefix

BATCH = 500


class Holder(Protocol):
    """A place that holds values made with keys of the ring."""

    name: str

    def uses(self) -> dict[str, int]:
        """How many values each key id protects here."""

    def renew(self, old_key: str) -> Iterator[int]:
        """Makes the values of this key anew with the active one, in batches; yields how many were renewed in each."""


_registered: list[Holder] = []


def register_holder(holder: Holder) -> None:
    """Make a place known that no model field of ours declares, e.g. tokens inside another package's JSON."""
    _registered.append(holder)


def holders() -> list[Holder]:
    """Every encrypted and fingerprint field of every table, and what was registered beside them."""
    found: list[Holder] = []
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedText):
                found.append(EncryptedColumn(model, field))
            elif isinstance(field, Fingerprint):
                found.append(FingerprintColumn(model, field))
    return found + _registered


class EncryptedColumn:
    """One ``EncryptedText`` field."""

    def __init__(self, model: type[models.Model], field: EncryptedText) -> None:
        self.name = f"{model._meta.label_lower}.{field.name}"
        self.rows, self.field = model._base_manager, field

    def uses(self) -> dict[str, int]:
        return _count(self.rows.all(), self.field.name, before=f"{VERSION}.")

    def renew(self, old_key: str) -> Iterator[int]:
        name = self.field.name
        for batch in _batches(self.rows.filter(**{f"{name}__stored_with": old_key}), name):
            yield sum(self._renew(primary_key, token) for primary_key, token in batch)

    def _renew(self, primary_key: Any, token: str) -> int:
        """Writes only over the token it read, so that it never undoes a change made meanwhile."""
        row = self.rows.filter(**{"pk": primary_key, f"{self.field.name}__stored_as": token})
        return row.update(**{self.field.name: decrypt(token, self.field.context).decode()})


class FingerprintColumn:
    """One ``Fingerprint`` field; renewed from its source, else it waits for its rows to be used or to go."""

    def __init__(self, model: type[models.Model], field: Fingerprint) -> None:
        self.name = f"{model._meta.label_lower}.{field.name}"
        self.rows, self.field = model._base_manager, field

    def uses(self) -> dict[str, int]:
        return _count(self.rows.all(), self.field.name)

    def renew(self, old_key: str) -> Iterator[int]:
        name, source = self.field.name, self.field.source
        if not source:
            return
        for batch in _batches(self.rows.filter(**{f"{name}__startswith": f"{old_key}."}), name):
            secrets = dict(self.rows.filter(pk__in=[key for key, _ in batch]).values_list("pk", source))
            yield sum(self._renew(key, old, secrets[key]) for key, old in batch if secrets.get(key))

    def _renew(self, primary_key: Any, old: str, secret: str) -> int:
        row = self.rows.filter(**{"pk": primary_key, self.field.name: old})
        return row.update(**{self.field.name: fingerprint(secret, self.field.context)})


class JsonTokens:
    """Tokens at one key of a JSON column of another package's table, e.g. a second factor's secret."""

    def __init__(self, rows: Callable[[], models.QuerySet[Any]], column: str, key: str, context: str) -> None:
        self.name = f"{column}.{key}"
        self.rows, self.column, self.key, self.context = rows, column, key, context

    def uses(self) -> dict[str, int]:
        counted: dict[str, int] = {}
        for content in self.rows().values_list(self.column, flat=True).iterator():
            token = content.get(self.key) if isinstance(content, dict) else None
            if isinstance(token, str) and token:
                counted[key_of(token)] = counted.get(key_of(token), 0) + 1
        return counted

    def renew(self, old_key: str) -> Iterator[int]:
        for row in self.rows().iterator():
            content = getattr(row, self.column)
            token = content.get(self.key) if isinstance(content, dict) else None
            if isinstance(token, str) and token.startswith(token_prefix(old_key)):
                renewed = {**content, self.key: encrypt(decrypt(token, self.context), self.context)}
                yield self.rows().filter(pk=row.pk, **{self.column: content}).update(**{self.column: renewed})


class Seals:
    """One column of seals over the same row; only a seal that holds is made anew, a broken one stays for the check."""

    def __init__(self, model: type[models.Model], column: str, context: str, message: Callable[[Any], bytes]) -> None:
        self.name = f"{model._meta.label_lower}.{column}"
        self.rows, self.column, self.context, self.message = model._base_manager, column, context, message

    def uses(self) -> dict[str, int]:
        return _count(self.rows.all(), self.column)

    def renew(self, old_key: str) -> Iterator[int]:
        for row in self.rows.filter(**{f"{self.column}__startswith": f"{old_key}."}):
            seal, message = getattr(row, self.column), self.message(row)
            if mac_matches(self.context, message, seal):
                unchanged = self.rows.filter(**{"pk": row.pk, self.column: seal})
                yield unchanged.update(**{self.column: mac(self.context, message)})


def _count(rows: models.QuerySet[Any], column: str, before: str = "") -> dict[str, int]:
    """Counts by the key id that stored values name, which stands after ``before`` and has one length in all of them."""
    key_id = Substr(Cast(column, TextField()), len(before) + 1, KEY_ID_LENGTH)
    counted = rows.annotate(held_by=key_id).exclude(held_by="").values_list("held_by").annotate(Count("pk")).order_by()
    return {held_by: number for held_by, number in counted if held_by}


def _batches(rows: models.QuerySet[Any], column: str) -> Iterator[list[tuple[Any, str]]]:
    """(primary key, stored value) in batches by primary key: resumable, since what is done no longer matches."""
    last: Any = None
    while True:
        ahead = rows if last is None else rows.filter(pk__gt=last)
        batch = list(
            ahead.annotate(raw_value=Cast(column, TextField())).order_by("pk").values_list("pk", "raw_value")[:BATCH]
        )
        if not batch:
            return
        yield batch
        last = batch[-1][0]
