"""Writing a mail from its two templates, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.template import engines
from django.utils import translation
from jinja2 import Environment, TemplateNotFound

from tarazy.base.outbox import enqueue
from tarazy.base.ui.jinja import Templates

SUBJECT = "Subject:"
KIND = "mail"


@dataclass(frozen=True)
class Composed:
    """A mail as it will be read."""

    subject: str
    text: str
    html: str


def send(to: str, template: str, context: dict[str, Any], language: str) -> None:
    """Have a mail sent once the caller's transaction commits.

    ``template`` is the path without its ending, ``"accounts/mail/invitation"``: ``.txt``, whose first line is
    ``Subject: …`` (no personal data there: subjects are seen on locked screens), and ``.html``, which extends
    ``ui/mail.html``. Both also get ``site_url`` and ``language``.
    """
    composed = compose(template, context, language)
    enqueue(KIND, {"to": to, "language": language, **vars(composed)})


def compose(template: str, context: dict[str, Any], language: str) -> Composed:
    """Render both forms of a mail."""
    with translation.override(language):
        names = {**context, "site_url": settings.ENV.public_url, "language": language}
        written = _plain_text().get_template(f"{template}.txt").render(names)
        first, _, text = written.lstrip().partition("\n")
        if not first.startswith(SUBJECT):
            raise ImproperlyConfigured(f"The first line of {template}.txt is not its subject.")
        try:
            html = _pages().get_template(f"{template}.html").render(names)
        except TemplateNotFound as error:
            if error.name != f"{template}.html":
                raise
            html = ""
        return Composed(" ".join(first.removeprefix(SUBJECT).split()), text.strip() + "\n", html)


def _pages() -> Environment:
    return cast("Templates", engines["jinja"]).env


@cache
def _plain_text() -> Environment:
    """The same templates and names without HTML escaping."""
    return _pages().overlay(autoescape=False)
