"""Submissions as tables in files that others can open, written row by row so that their number doesn't matter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from tarazy.base import trail
from tarazy.base.permissions import require
from tarazy.fieldwork.exports.tables import tables_of
from tarazy.fieldwork.exports.writers import FORMATS
from tarazy.fieldwork.models import Form, Submission

__all__ = ["FORMATS", "Written", "export_submissions"]

CHUNK = 500


@dataclass(frozen=True)
class Written:
    """How many submissions went into which files."""

    submissions: int
    paths: list[Path]


def export_submissions(
    *,
    actor: object,
    form: Form,
    kind: str,
    output: Path,
    with_labels: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Written:
    """Write the submissions of a form that count to `output`, and each repeat to a table of its own beside it.

    Texts are in the active language. Files appear whole or not at all. The trail notes that it was done.
    """
    require(actor, "fieldwork.export_submissions")
    rows = Submission.objects.counted().filter(form=form).order_by("pk").without_original()
    total = rows.count()
    tables = tables_of(form, with_labels=with_labels)
    done = 0
    with FORMATS[kind](output, tables) as writer:
        for submission in rows.select_related("version", "device").iterator(chunk_size=CHUNK):
            for table in tables:
                for row in table.rows(submission):
                    writer.write(table, row)
            done += 1
            progress(done, total)
    with transaction.atomic():
        trail.record(actor, "fieldwork.export_submissions", form, format=kind, submissions=done)
    return Written(done, writer.paths)
