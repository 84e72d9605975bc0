"""What the forms of all rooms share: text in three languages, and a refusal of the domain shown where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from tarazy.base.errors import DomainError
from tarazy.base.i18n.translated import LANGUAGES

Result = TypeVar("Result")
IN_LANGUAGE = {
    "kk": _("%(label)s, in Kazakh"),
    "ru": _("%(label)s, in Russian"),
    "en": _("%(label)s, in English"),
}


def performed(form: forms.BaseForm, act: Callable[[], Result]) -> Result | None:
    """Run an action for a valid form; a rule of the domain that forbids it becomes the form's error.

    Returns what the action returned, or None when it was refused and the form is to be shown again.
    """
    try:
        return act()
    except DomainError as refused:
        form.add_error(None, str(refused))
        return None


class Reason(forms.Form):
    """Asks why, for every step that someone may later want explained."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("Kept with the step and shown with it."))


def in_three_languages(label: Any, *, long: bool = False, max_length: int | None = None) -> dict[str, forms.CharField]:
    """Return one field for each language, keyed by language, for :func:`add_translated`."""
    widget = forms.Textarea(attrs={"rows": 3}) if long else None
    return {
        language: forms.CharField(
            label=_labelled(label, language), required=False, max_length=max_length, widget=widget
        )
        for language in LANGUAGES
    }


def add_translated(form: forms.BaseForm, name: str, fields: dict[str, forms.CharField]) -> None:
    """Add the three fields of ``name`` to a form; ``lang`` on each tells the browser which letters to expect."""
    for language, field in fields.items():
        field.widget.attrs["lang"] = language
        form.fields[f"{name}_{language}"] = field


def translated(form: forms.BaseForm, name: str) -> dict[str, str]:
    """Return what was written in the three fields of ``name``."""
    return {language: form.cleaned_data[f"{name}_{language}"] for language in LANGUAGES}


def _labelled(label: Any, language: str) -> Any:
    return lazystr(_Labelled(label, language))


class _Labelled:
    def __init__(self, label: Any, language: str) -> None:
        self.label = label
        self.language = language

    def __str__(self) -> str:
        return str(IN_LANGUAGE[self.language]) % {"label": self.label}
