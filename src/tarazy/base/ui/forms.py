"""Django's forms in our own clothes: label, hint, error and widget from ``templates/django/forms/``."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import BaseRenderer
from django.template import engines


class Renderer(BaseRenderer):
    """Renders forms, fields and widgets with the engine of the pages (``FORM_RENDERER``)."""

    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        return engines["jinja"].get_template(template_name)
