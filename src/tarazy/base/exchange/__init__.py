"""Reference data as one readable file.

Read whole, with every problem named; written so that a change reads as a diff.
"""

from tarazy.base.exchange.reading import (
    DocumentRefused,
    Field,
    Problem,
    any_json,
    date_or_none,
    list_of,
    number,
    object_of,
    one_of,
    read_document,
    reference,
    rows,
    text,
    trilingual,
    truth,
    unique,
)
from tarazy.base.exchange.synchronising import Changes, remove_others, synchronise
from tarazy.base.exchange.writing import dump

__all__ = [
    "Changes",
    "DocumentRefused",
    "Field",
    "Problem",
    "any_json",
    "date_or_none",
    "dump",
    "list_of",
    "number",
    "object_of",
    "one_of",
    "read_document",
    "reference",
    "remove_others",
    "rows",
    "synchronise",
    "text",
    "trilingual",
    "truth",
    "unique",
]
