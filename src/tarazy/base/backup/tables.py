"""The rows of an installation: all tables read as of one moment, and put into empty ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management.color import no_style
from django.db import connection, models

from tarazy.base.backup.kinds import kind_of, read, written
from tarazy.base.trail.models import TrailEntry

CHUNK = 2000
PARAMETERS = 20_000  # in one statement; SQLite takes 32,766
LEFT_OUT = {"django_session"}  # nobody's session comes back to life


@dataclass(frozen=True)
class Column:
    """A column and the kind of its values (:mod:`tarazy.base.backup.kinds`)."""

    name: str
    kind: str


@dataclass(frozen=True)
class Table:
    """A table, its columns, and the one that its rows are read in order of."""

    name: str
    key: str
    columns: tuple[Column, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def table_from_json(content: dict[str, Any]) -> Table:
    return Table(content["name"], content["key"], tuple(Column(**column) for column in content["columns"]))


def all_tables() -> list[Table]:
    """Every table of every room and of the packages that keep rows for us."""
    return [
        _table_of(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    ]


def _table_of(model: type[models.Model]) -> Table:
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    columns = tuple(Column(str(field.column), kind_of(field)) for field in fields)
    return Table(model._meta.db_table, str(model._meta.pk.column), columns)


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is of one moment, while others go on writing."""
    begin = {
        "sqlite": "BEGIN DEFERRED",
        "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def rows(table: Table) -> Iterator[list[Any]]:
    """The rows of a table in order of their key, as JSON values; a few thousand in memory at a time."""
    names = ", ".join(_quoted(column.name) for column in table.columns)
    key = _quoted(table.key)
    at = [column.name for column in table.columns].index(table.key)
    select = f"SELECT {names} FROM {_quoted(table.name)}"  # noqa: S608 - names of our own models
    where: list[Any] = []
    while True:
        condition = f" WHERE {key} > %s" if where else ""
        with connection.cursor() as cursor:
            cursor.execute(f"{select}{condition} ORDER BY {key} LIMIT {CHUNK}", where)
            chunk = cursor.fetchall()
        for row in chunk:
            yield [written(value, column.kind) for value, column in zip(row, table.columns, strict=True)]
        if len(chunk) < CHUNK:
            return
        where = [chunk[-1][at]]


def insert(table: Table, incoming: Iterable[list[Any]]) -> int:
    """Put rows into a table; returns how many."""
    names = ", ".join(_quoted(column.name) for column in table.columns)
    place = f"({', '.join(['%s'] * len(table.columns))})"
    size = max(1, min(500, PARAMETERS // len(table.columns)))
    remaining, done = iter(incoming), 0
    with connection.cursor() as cursor:
        while batch := list(islice(remaining, size)):
            values = [
                read(value, column.kind) for row in batch for value, column in zip(row, table.columns, strict=True)
            ]
            places = ", ".join([place] * len(batch))
            cursor.execute(f"INSERT INTO {_quoted(table.name)} ({names}) VALUES {places}", values)  # noqa: S608
            done += len(batch)
    return done


def empty(tables: Iterable[Table]) -> None:
    """Take out what the migrations themselves put in; it is in the backup too."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT 1 FROM {_quoted(table.name)} LIMIT 1")  # noqa: S608 - names of our own models
            if cursor.fetchone():
                cursor.execute(f"DELETE FROM {_quoted(table.name)}")  # noqa: S608


def count_up() -> None:
    """Have the next new row of each table get a number that is free."""
    statements = connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def are_unused() -> bool:
    """Whether nobody has an account yet and nothing has happened; reference data may be there."""
    present = set(connection.introspection.table_names())
    return not any(
        model._meta.db_table in present and model._base_manager.exists() for model in (get_user_model(), TrailEntry)
    )


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
