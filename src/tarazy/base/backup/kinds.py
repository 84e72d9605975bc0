"""How a column's values are written in a backup, the same from every kind of database.

A kind is noted beside each column, so that a restore needs no model: it fills the tables of the release that made the
backup, and the migrations since then do the rest.
"""

from __future__ import annotations

import datetime
import json
import uuid
from base64 import b64decode, b64encode
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import connection, models

MICROSECOND = datetime.timedelta(microseconds=1)
KINDS = {
    "BooleanField": "boolean",
    "DateTimeField": "moment",
    "DateField": "date",
    "TimeField": "time",
    "DurationField": "duration",
    "DecimalField": "decimal",
    "BinaryField": "bytes",
    "JSONField": "json",
    "UUIDField": "uuid",
    "FloatField": "float",
}


def kind_of(field: models.Field[Any, Any]) -> str:
    """The kind of a column; a foreign key is of the kind of what it points to."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return KINDS.get(field.get_internal_type(), "plain")


def written(value: Any, kind: str) -> Any:
    """A value as the database driver gave it, as JSON."""
    return value if value is None else _WRITERS.get(kind, _same)(value)


def read(value: Any, kind: str) -> Any:
    """A value of a backup, as the driver of the present database takes it."""
    return value if value is None else _READERS.get(kind, _same)(value)


def _same(value: Any) -> Any:
    return value


def _write_moment(value: Any) -> str:
    """SQLite keeps UTC without saying so."""
    moment = datetime.datetime.fromisoformat(value) if isinstance(value, str) else value
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return str(moment.astimezone(datetime.UTC).isoformat())


def _write_plain_time(value: Any) -> str:
    return value if isinstance(value, str) else str(value.isoformat())


def _write_duration(value: Any) -> int:
    return int(value if isinstance(value, int) else value / MICROSECOND)


def _write_json(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _read_moment(value: str) -> Any:
    return connection.ops.adapt_datetimefield_value(datetime.datetime.fromisoformat(value))


def _read_duration(value: int) -> Any:
    return value * MICROSECOND if connection.features.has_native_duration_field else value


def _read_uuid(value: str) -> Any:
    return uuid.UUID(value) if connection.features.has_native_uuid_field else uuid.UUID(value).hex


_WRITERS: dict[str, Callable[[Any], Any]] = {
    "boolean": bool,
    "moment": _write_moment,
    "date": _write_plain_time,
    "time": _write_plain_time,
    "duration": _write_duration,
    "decimal": str,
    "bytes": lambda value: b64encode(bytes(value)).decode(),
    "json": _write_json,
    "uuid": lambda value: str(uuid.UUID(str(value))),
    "float": float,
}
_READERS: dict[str, Callable[[Any], Any]] = {
    "moment": _read_moment,
    "duration": _read_duration,
    "decimal": Decimal,
    "bytes": b64decode,
    "uuid": _read_uuid,
}
