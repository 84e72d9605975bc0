"""The country's data are public; they change by a file that the operator loads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rules.predicates import always_deny

from tarazy.base.permissions import grant

grant("country.load", always_deny, refusal=_("Whoever runs the server loads the country's data."))
