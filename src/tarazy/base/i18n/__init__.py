"""Three languages, equal: text in each, and dates, numbers and lists as CLDR writes them."""

from tarazy.base.i18n.formats import format_date, format_datetime, format_list, format_number, format_percent
from tarazy.base.i18n.translated import Text, Translated, active_language, column, pick, text, texts

__all__ = [
    "Text",
    "Translated",
    "active_language",
    "column",
    "format_date",
    "format_datetime",
    "format_list",
    "format_number",
    "format_percent",
    "pick",
    "text",
    "texts",
]
