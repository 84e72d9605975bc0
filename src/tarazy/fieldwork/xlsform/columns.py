"""Names of columns: what an author wrote, what it means, and for which language (XLSForm specification, "reference
table").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

# As pyxform reads them, aliases of many years included.
_SURVEY_ALIASES = {
    "caption": "label",
    "calculate": "calculation",
    "relevance": "relevant",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "readonly": "read_only",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "command": "type",
    "tag": "name",
    "value": "name",
}
_CHOICE_ALIASES = {"list name": "list_name", "list": "list_name", "value": "name", "caption": "label"}
_SETTINGS_ALIASES = {
    "id_string": "form_id",
    "set_form_id": "form_id",
    "title": "form_title",
    "set_form_title": "form_title",
}
_ALIASES = {"survey": _SURVEY_ALIASES, "choices": _CHOICE_ALIASES, "settings": _SETTINGS_ALIASES}

_SURVEY = [
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "default",
    "read_only",
    "appearance",
    "parameters",
    "choice_filter",
    "repeat_count",
    "trigger",
    "image",
    "audio",
    "video",
    "big-image",
    "autoplay",
    "disabled",
    "indicator",
    "dimension",
    "save_to",
    "intent",
    "note",
    "query",
    "rows",
    "noapperrorstring",
    "no_app_error_string",
    "compact_tag",
    "hxl",
    "sms_field",
    "sms_option",
]
_CHOICES = ["list_name", "name", "label", "image", "audio", "video", "big-image", "sms_option"]
_SETTINGS = [
    "form_title",
    "form_id",
    "version",
    "default_language",
    "instance_name",
    "public_key",
    "submission_url",
    "style",
    "namespaces",
    "auto_send",
    "auto_delete",
    "name",
    "allow_choice_duplicates",
    "client_editable",
    "omit_instanceid",
    "instance_id",
    "clean_text_values",
    "flat",
    "prefix",
    "delimiter",
    "entity_version",
]
_KNOWN = {"survey": _SURVEY, "choices": _CHOICES, "settings": _SETTINGS}
_GROUPED = {"bind", "body", "control", "instance", "media", "sms", "attribute"}
_TRANSLATED = {
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
    "image",
    "audio",
    "video",
    "big-image",
}


@dataclass(frozen=True, slots=True)
class Column:
    """`written` as in the file; `key` its meaning (`label`, `bind::odk:length`); `language` as written after `::`."""

    written: str
    key: str
    language: str = ""

    @property
    def is_translated(self) -> bool:
        return self.key in _TRANSLATED


def read_columns(written: Iterable[str], sheet: str) -> dict[str, Column]:
    """The meaning of each column. One `::` anywhere makes `::` the separator of the whole sheet, as in pyxform."""
    names = list(written)
    double = any("::" in name for name in names)
    return {name: _column(name, sheet, double) for name in names}


def is_known(column: Column, sheet: str) -> bool:
    """Columns of choices are free: filters use them."""
    return sheet == "choices" or column.key in _KNOWN.get(sheet, ()) or column.key.split("::")[0] in _GROUPED


def meant(column: Column, sheet: str) -> str:
    """The known column that was most likely meant, or nothing."""
    known = _KNOWN.get(sheet, [])
    return next(iter(get_close_matches(column.key.lower(), known, n=1, cutoff=0.8)), "")


def _column(name: str, sheet: str, double: bool) -> Column:
    aliases = _ALIASES.get(sheet, {})
    whole = aliases.get(name.lower()) or aliases.get("_".join(name.lower().split()))
    if whole:
        return Column(name, whole)
    parts = [part.strip() for part in (name.split("::") if double else _single(name))]
    head = "_".join(parts[0].lower().split())
    head = aliases.get(head, head)
    if head == "media" and len(parts) > 1:
        head, parts = parts[1].lower(), parts[1:]
    if head in _GROUPED and len(parts) > 1:
        return _grouped(name, head, parts)
    if len(parts) > 1:
        return Column(name, head, "::".join(parts[1:]))
    return Column(name, head if head in _KNOWN.get(sheet, ()) else name)


def _single(name: str) -> list[str]:
    """Old forms part with one colon; `jr:` and such are prefixes, not parts."""
    return re.split(r"(?<!jr)(?<!odk)(?<!orx)(?<!tarazy):", name)


_BINDS = {
    "relevant": "relevant",
    "constraint": "constraint",
    "calculate": "calculation",
    "required": "required",
    "readonly": "read_only",
    "jr:constraintmsg": "constraint_message",
    "jr:requiredmsg": "required_message",
    "jr:count": "repeat_count",
    "appearance": "appearance",
    "tarazy:indicator": "indicator",
    "tarazy:dimension": "dimension",
}


def _grouped(name: str, head: str, parts: list[str]) -> Column:
    key = _BINDS.get(parts[1].lower())
    if key:
        return Column(name, key, "::".join(parts[2:]))
    return Column(name, f"{head}::{parts[1]}", "::".join(parts[2:]))
