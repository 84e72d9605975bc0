"""Order by the Kazakh alphabet on either engine."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Func
from django.db.models.expressions import Combinable


class _KazakhCollation(Func):
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template="(%(expressions)s) COLLATE kazakh", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template='(%(expressions)s) COLLATE "kk-x-icu"', **context)


def kazakh(expression: str | Combinable) -> Func:
    """Return an expression for ``order_by`` that puts Ә after А, Қ after К, Ө after О."""
    return _KazakhCollation(F(expression) if isinstance(expression, str) else expression)
