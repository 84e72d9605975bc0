"""Text kept in Kazakh, Russian and English as three plain columns, read in the reader's language.

Plain columns can be sorted and searched on both engines. Reading gives the text *and* its language, so that a page
which has to fall back says so with ``lang=``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, overload

from django.db import models
from django.utils.translation import get_language

LANGUAGES = ("kk", "ru", "en")
FALLBACKS = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}


class Text(str):
    """A piece of text that knows the language it is in and the one that was asked for."""

    __slots__ = ("asked", "language")
    language: str
    asked: str

    def __new__(cls, value: str, language: str, asked: str | None = None) -> Text:
        made = super().__new__(cls, value)
        made.language = language
        made.asked = asked or language
        return made

    @property
    def is_fallback(self) -> bool:
        """Whether the reader gets another language than the one asked for."""
        return bool(self) and self.language != self.asked

    def __reduce__(self) -> tuple[type[Text], tuple[str, str, str]]:
        return Text, (str(self), self.language, self.asked)


def text(kk: str = "", ru: str = "", en: str = "") -> dict[str, str]:
    """Return a translated value ready to be assigned to a ``Translated`` field."""
    return {"kk": kk, "ru": ru, "en": en}


def active_language() -> str:
    """Return the language of the page being made; Kazakh where none is active."""
    language = (get_language() or "kk").split("-")[0]
    return language if language in FALLBACKS else "kk"


def pick(mapping: Mapping[str, str], language: str | None = None) -> Text:
    """Return the text in ``language`` (the active one by default), or in the nearest that is there."""
    asked = language or active_language()
    for candidate in FALLBACKS[asked]:
        if value := mapping.get(candidate):
            return Text(value, candidate, asked)
    return Text("", asked, asked)


def column(name: str, language: str | None = None) -> str:
    """Return the column that holds ``name`` in ``language``: for ``order_by`` and filters."""
    return f"{name}_{language or active_language()}"


def texts(instance: models.Model, name: str) -> dict[str, str]:
    """Return all three languages of a translated field."""
    return {language: getattr(instance, f"{name}_{language}") for language in LANGUAGES}


class _Accessor(property):
    """Reads and assigns the three columns as one; a ``property`` so that a model's constructor takes the name too."""

    def __init__(self, name: str) -> None:
        super().__init__(self._read, self._assign)
        self.name = name

    def _read(self, instance: models.Model) -> Text:
        return pick(texts(instance, self.name))

    def _assign(self, instance: models.Model, value: Mapping[str, str]) -> None:
        unknown = set(value) - set(LANGUAGES)
        if unknown:
            raise ValueError(f"Not a language of Tarazy: {sorted(unknown)}")
        for language in LANGUAGES:
            setattr(instance, f"{self.name}_{language}", value.get(language, ""))


class Translated:
    """A model attribute in three languages: ``name = Translated(_("name"), max_length=200)``.

    Makes the columns ``name_kk``, ``name_ru`` and ``name_en``; without ``max_length`` they are unlimited text.
    Columns may be empty; an action says which language must be there.
    """

    def __init__(self, verbose_name: Any = "", *, max_length: int | None = None, help_text: Any = "") -> None:
        self.verbose_name = verbose_name
        self.max_length = max_length
        self.help_text = help_text

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        """Called by Django while it makes the model."""
        for language in LANGUAGES:
            cls.add_to_class(f"{name}_{language}", self._column())
        setattr(cls, name, _Accessor(name))

    def _column(self) -> models.Field[Any, Any]:
        options: dict[str, Any] = {"verbose_name": self.verbose_name, "blank": True, "default": ""}
        if self.max_length:
            return models.CharField(max_length=self.max_length, help_text=self.help_text, **options)
        return models.TextField(help_text=self.help_text, **options)

    @overload
    def __get__(self, instance: None, owner: type) -> Translated: ...
    @overload
    def __get__(self, instance: models.Model, owner: type) -> Text: ...
    def __get__(self, instance: models.Model | None, owner: type) -> Translated | Text:  # for the type checker
        raise AssertionError("Django replaces this attribute while it makes the model")

    def __set__(self, instance: models.Model, value: Mapping[str, str]) -> None:  # for the type checker
        raise AssertionError("Django replaces this attribute while it makes the model")
