"""Results are public as far as they may be told; computing them anew is for those who answer for the numbers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.base.permissions import grant
from tarazy.people.choices import Role
from tarazy.people.facade import has_any_role

NETWORK = (Role.COORDINATOR, Role.LEAD, Role.ANALYST, Role.REVIEWER)

grant(
    "analysis.compute",
    has_any_role(Role.ANALYST, Role.LEAD, Role.COORDINATOR),
    refusal=_("An analyst, a sphere lead or a coordinator computes results."),
    visible_to=has_any_role(*NETWORK),
)
