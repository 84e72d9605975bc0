"""Question types: which are known, which open or close a group, which take a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

_CONTROL = re.compile(r"^(begin|end)[\s_]+(group|repeat|lgroup|looped group|loop)\b(?:\s+(?:over\s+)?(\S+))?$")
_SELECT_WORDS = (
    "select_one_from_file|select_multiple_from_file|select one from file|select multiple from file|select_one_external"
    "|select_one|select_multiple|select one from|select one|select1|select all that apply from|select all that apply"
    "|rank|add select one prompt using|add select multiple prompt using"
)
_OTHER_WORDS = "or specify other|or_other|or other"
_SELECT = re.compile(rf"^({_SELECT_WORDS})(?:\s+(.+?))??(?:\s+({_OTHER_WORDS}))?$")
_PLAIN = [
    "text",
    "integer",
    "int",
    "decimal",
    "date",
    "time",
    "datetime",
    "dateTime",
    "note",
    "geopoint",
    "geotrace",
    "geoshape",
    "range",
    "image",
    "photo",
    "audio",
    "video",
    "file",
    "barcode",
    "calculate",
    "acknowledge",
    "hidden",
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "phonenumber",
    "email",
    "audit",
    "background-audio",
    "start-geopoint",
    "background-geopoint",
    "xml-external",
    "csv-external",
    "trigger",
    "string",
]
_SUGGESTED = [
    *_PLAIN,
    "select_one",
    "select_multiple",
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
    "rank",
]
WITHOUT_LABEL = {
    "calculate",
    "hidden",
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "phonenumber",
    "email",
    "audit",
    "background-audio",
    "start-geopoint",
    "background-geopoint",
    "xml-external",
    "csv-external",
    "start time",
    "end time",
    "simserial",
    "subscriberid",
    "imei",
}


@dataclass(frozen=True, slots=True)
class QuestionType:
    """A type as the column `type` gives it.

    `role` is question, select, begin or end; `what` the control or select; `list_name` its list.
    """

    role: str
    what: str
    list_name: str = ""
    other: bool = False

    @property
    def is_file_list(self) -> bool:
        return self.list_name.lower().endswith((".csv", ".xml", ".geojson"))

    @property
    def is_multiple(self) -> bool:
        return self.what.startswith(("select_multiple", "select multiple", "select all", "rank", "add select multiple"))


def read_type(written: str) -> QuestionType | None:
    """What the type is, or None when no reader of XLSForm knows it."""
    text = " ".join(written.split())
    control = _CONTROL.match(text.lower())
    if control:
        what = {"lgroup": "repeat", "looped group": "repeat"}.get(control.group(2), control.group(2))
        return QuestionType("begin" if control.group(1) == "begin" else "end", what, control.group(3) or "")
    select = _SELECT.match(text)
    if select:
        return QuestionType("select", select.group(1), select.group(2) or "", bool(select.group(3)))
    return QuestionType("question", text) if text in _known() else None


def meant(written: str) -> str:
    """The type that was most likely meant, or nothing."""
    head = "_".join(written.lower().split())
    folded = {
        "selectone": "select_one",
        "select_1": "select_one",
        "selectmultiple": "select_multiple",
        "number": "integer",
        "string": "text",
    }
    first = folded.get(head.split("_")[0], "") or folded.get(head, "")
    return first or next(iter(get_close_matches(head, _SUGGESTED, n=1, cutoff=0.7)), "")


@cache
def _known() -> frozenset[str]:
    from pyxform.aliases import settings_header
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    return frozenset(QUESTION_TYPE_DICT) | frozenset(settings_header) | frozenset(_PLAIN)
