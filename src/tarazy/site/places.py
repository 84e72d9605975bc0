"""The words of the public navigation, and what stands at the foot of every page."""

from __future__ import annotations

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tarazy.base.ui.shell import Place, register_lines, register_place


def _statement() -> str:
    if not settings.ENV.funding_statement:
        return ""
    return gettext(
        "Co-funded by the European Union. The contents are the sole responsibility of the network and do not "
        "necessarily reflect the views of the European Union."
    )


def register() -> None:
    """Tell the page shells where a visitor can go."""
    register_lines(
        line=_("Oversight of the rule of law and criminal justice in Kazakhstan"),
        about=_(
            "Tarazy is the working system of a national network of civil-society organisations. Its monitors watch "
            "hearings, its analysts count what they saw, and every number here can be checked."
        ),
        statement=lazy(_statement, str)(),
    )
    for order, (label, name, section) in enumerate(
        (
            (_("Regions"), "regions", "regions/"),
            (_("Indicators"), "indicators", "indicators/"),
            (_("Methodology"), "methodology", "methodology/"),
            (_("Data"), "data", "data/"),
            (_("About"), "about", "about/"),
        )
    ):
        register_place("head", Place(label, name, order, section=section))
    for order, (label, name) in enumerate(
        (
            (_("About and funding"), "about"),
            (_("Privacy"), "privacy"),
            (_("Accessibility"), "accessibility"),
            (_("Open data"), "data"),
        )
    ):
        register_place("foot", Place(label, name, order))
