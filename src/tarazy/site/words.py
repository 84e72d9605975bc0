"""Sentences with numbers, whole and in the reader's language; no sentence is put together from halves."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tarazy.base.clock import today
from tarazy.base.i18n import format_number, format_percent
from tarazy.base.ui.charts import Between, Estimate, Value, Withheld
from tarazy.fieldwork.models import Campaign
from tarazy.methodology.choices import Unit
from tarazy.methodology.models import Indicator


def span(estimate: Estimate) -> str:
    """Return an interval in short: 58–64 %."""
    return f"{format_number(estimate.low * 100)}–{format_percent(estimate.high)}"


def share_sentence(indicator: Indicator, estimate: Estimate) -> str:
    """Say how often the standard was met, from how many, and how sure that is."""
    numbers = {
        "yes": format_number(estimate.yes),
        "n": format_number(estimate.n),
        "share": format_percent(estimate.share),
        "range": span(estimate),
        "statement": indicator.statement,
    }
    if indicator.unit == Unit.HEARING:
        sentence = ngettext(
            "In %(yes)s of the %(n)s hearing we watched (%(share)s; %(range)s), %(statement)s.",
            "In %(yes)s of the %(n)s hearings we watched (%(share)s; %(range)s), %(statement)s.",
            estimate.n,
        )
    elif indicator.unit == Unit.DEFENDANT:
        sentence = ngettext(
            "For %(yes)s of the %(n)s defendant we saw in court (%(share)s; %(range)s), %(statement)s.",
            "For %(yes)s of the %(n)s defendants we saw in court (%(share)s; %(range)s), %(statement)s.",
            estimate.n,
        )
    else:
        sentence = _("In %(yes)s of %(n)s (%(share)s; %(range)s), %(statement)s.")
    return sentence % numbers


def figure_sentence(indicator: Indicator, value: Value) -> str:
    """Say the share where it may be said, and otherwise why not."""
    if isinstance(value, Estimate):
        return share_sentence(indicator, value)
    if isinstance(value, Between):
        return _("Between %(least)s and %(most)s of the time, %(statement)s.") % {
            "least": format_percent(value.least),
            "most": format_percent(value.most),
            "statement": indicator.statement,
        }
    if isinstance(value, Withheld):
        return _("Too few were observed to show a share without pointing at someone.")
    return _("Nothing has been observed for this indicator yet.")


def counted_sentence(indicator: Indicator, value: Value) -> str:
    """Say what n counts."""
    if not isinstance(value, Estimate):
        return ""
    numbers = {"n": format_number(value.n)}
    if indicator.unit == Unit.DEFENDANT:
        return ngettext("n = %(n)s defendant.", "n = %(n)s defendants.", value.n) % numbers
    return ngettext("n = %(n)s hearing.", "n = %(n)s hearings.", value.n) % numbers


def campaign_span(campaign: Campaign) -> tuple[int, int]:
    """Return the first and the last year of a campaign; one without an end goes on until today."""
    return campaign.starts_on.year, (campaign.ends_on or today()).year


def campaign_years(campaign: Campaign) -> str:
    """Return the years of a campaign in short: 2024–2026."""
    first, last = campaign_span(campaign)
    return str(first) if first == last else f"{first}–{last}"


def overview_sentence(measured: int, mostly_kept: int, rarely_kept: int) -> str:
    """Answer in one sentence how the guarantees stand."""
    return _(
        "Of %(measured)s guarantees of a fair trial that we measured, %(mostly)s were kept at least nine times in ten, "
        "%(rarely)s less than half of the time."
    ) % {
        "measured": format_number(measured),
        "mostly": format_number(mostly_kept),
        "rarely": format_number(rarely_kept),
    }


def region_sentence(measured: int, below: int, above: int) -> str:
    """Say how a region stands beside the rest of the country."""
    return _(
        "Of %(measured)s guarantees that we measured here, %(below)s were kept less often than in the rest of the "
        "country, %(above)s more often; the others do not differ by more than chance would explain."
    ) % {
        "measured": format_number(measured),
        "below": format_number(below),
        "above": format_number(above),
    }
