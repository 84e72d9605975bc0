"""The methodology is public; who leads a sphere changes it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rules.predicates import is_active

from tarazy.base.permissions import grant
from tarazy.people.choices import Role
from tarazy.people.facade import has_role

grant(
    "methodology.import",
    has_role(Role.LEAD),
    refusal=_("A sphere lead imports the methodology."),
    visible_to=is_active,
)
