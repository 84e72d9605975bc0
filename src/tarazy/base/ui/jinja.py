"""The one template language: Jinja2, strict about names, escaping by default."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from tarazy.base.i18n import formats

# The widgets that we dress differently lie in base/templates/django/forms/; the others come from here.
DJANGO_WIDGETS = Path(forms.__file__).parent / "jinja2"


class Templates(Jinja2):
    """Finds a room's templates in its ``templates/`` folder."""

    app_dirname = "templates"


def environment(**options: Any) -> Environment:
    """Return the environment of all pages, mails and forms."""
    options["loader"] = ChoiceLoader([options["loader"], FileSystemLoader(DJANGO_WIDGETS)])
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])
    made = Environment(**options)  # noqa: S701 - Django switches autoescape on
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    made.globals.update(static=static, url=_url, language=translation.get_language)
    made.filters.update(
        date=formats.format_date,
        datetime=formats.format_datetime,
        number=formats.format_number,
        percent=formats.format_percent,
        listing=formats.format_list,
    )
    return made


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
