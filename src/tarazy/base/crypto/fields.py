"""Model fields that hold secrets: text that only the key ring opens, and fingerprints to find a secret by."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models import Lookup

from tarazy.base.crypto import tokens


class EncryptedText(models.TextField[str, str]):
    """Text that the database sees only as a token; it can be read and written, never searched or sorted by.

    The context that binds a value to its column is ``app.model.field``; give ``context`` to keep it when a model is
    renamed. NULL and the empty text stay as they are.
    """

    description = "encrypted text"

    def __init__(self, *args: Any, context: str = "", **kwargs: Any) -> None:
        self.given_context = context
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.given_context:
            kwargs["context"] = self.given_context
        return name, path, args, kwargs

    @property
    def context(self) -> str:
        """What a value is bound to beside its key."""
        return self.given_context or f"{self.model._meta.label_lower}.{self.name}"

    def get_prep_value(self, value: Any) -> Any:
        if value is None or value == "":
            return value
        return tokens.encrypt(str(value).encode(), self.context)

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        return tokens.decrypt(value, self.context).decode() if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuses every comparison: two tokens of one text differ, so a filter would silently find nothing."""
        if lookup_name in ("isnull", StoredAs.lookup_name, StoredWith.lookup_name):
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is encrypted and cannot be searched with {lookup_name!r}.")


@EncryptedText.register_lookup
class StoredAs(Lookup[str]):
    """Rows that hold exactly this token: what a rotation compares before it writes."""

    lookup_name = "stored_as"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = %s", [*parameters, self.rhs]


@EncryptedText.register_lookup
class StoredWith(Lookup[str]):
    """Rows whose token was made with this key."""

    lookup_name = "stored_with"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, parameters = self.process_lhs(compiler, connection)
        prefix = tokens.token_prefix(self.rhs)
        return f"SUBSTR({column}, 1, {len(prefix)}) = %s", [*parameters, prefix]


class Fingerprint(models.CharField[str, str]):
    """Keyed digest of a secret that is not kept, or that is kept encrypted in the field named by ``source``.

    Stored by ``fingerprint(value, context)``, found by ``filter(x__in=fingerprints(value, context))``. With a source
    a rotation renews it; without one the old key stays until the last such row is gone or was renewed when it was used.
    """

    description = "keyed fingerprint"

    def __init__(self, *args: Any, context: str, source: str = "", **kwargs: Any) -> None:
        self.context, self.source = context, source
        kwargs.setdefault("max_length", 64)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs["context"] = self.context
        if self.source:
            kwargs["source"] = self.source
        return name, path, args, kwargs
