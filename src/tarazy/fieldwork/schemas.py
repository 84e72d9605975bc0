"""Compiled forms, kept by each process: versions never change, so neither does what was compiled from them."""

from __future__ import annotations

from functools import lru_cache

from tarazy.fieldwork.models import FormVersion
from tarazy.fieldwork.xform.reading import read_xform
from tarazy.fieldwork.xform.schema import Schema, compile_schema


def schema_of(version: FormVersion) -> Schema:
    """The compiled form of a version."""
    return _compiled(version.pk, version.sha256)


@lru_cache(maxsize=200)
def _compiled(pk: int, sha256: str) -> Schema:
    return compile_schema(read_xform(bytes(FormVersion.objects.values_list("xform", flat=True).get(pk=pk))))
