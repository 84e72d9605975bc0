"""The line on every page of an installation that holds the demonstration."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tarazy.base.ui.shell import Banner
from tarazy.demonstration.queries import is_invented


def demonstration_banner() -> Banner | None:
    """Say that all is invented, and keep search engines out."""
    if not is_invented():
        return None
    text = _("This is a demonstration. Its people, organisations, hearings and figures are invented.")
    return Banner(text, no_index=True)
