"""Pages with results: the first page, regions, indicators."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from tarazy.analysis import facade as analysis
from tarazy.analysis.models import CampaignComputation
from tarazy.base.pages import conditional, render
from tarazy.base.permissions.access import public
from tarazy.fieldwork.models import Campaign
from tarazy.site.queries import home as home_queries
from tarazy.site.queries import indicators as indicator_queries
from tarazy.site.queries import regions as region_queries
from tarazy.site.views.methodology import edition_stamp


def campaign_of(request: HttpRequest) -> Campaign | None:
    """Return the campaign whose results are shown, looked up once a request."""
    if not hasattr(request, "shown_campaign"):
        request.shown_campaign = analysis.shown_campaign()  # type: ignore[attr-defined]
    campaign: Campaign | None = request.shown_campaign  # type: ignore[attr-defined]
    return campaign


def results_stamp(request: HttpRequest, **kwargs: object) -> str:
    computation: CampaignComputation | None = getattr(campaign_of(request), "computation", None)
    return f"{computation.stamp if computation else ''} {edition_stamp(request)}"


def is_by_name(request: HttpRequest) -> bool:
    """Whether the reader wants the table in the order of the alphabet instead of that of the shares."""
    return request.GET.get("sort") == "name"


@public
@conditional(results_stamp)
def home(request: HttpRequest) -> HttpResponse:
    by_name = is_by_name(request)
    page = home_queries.home_page(campaign_of(request), request.GET.get("indicator", ""), by_name=by_name)
    return render(request, "site/home.html" if page else "site/home_empty.html", page, by_name=by_name)


@public
@conditional(results_stamp)
def regions(request: HttpRequest) -> HttpResponse:
    return render(request, "site/regions.html", region_queries.regions_page(campaign_of(request)))


@public
@conditional(results_stamp)
def region(request: HttpRequest, iso: str) -> HttpResponse:
    by_name = is_by_name(request)
    page = region_queries.region_page(campaign_of(request), iso, by_name=by_name)
    return render(request, "site/region.html", page, by_name=by_name)


@public
@conditional(edition_stamp)
def indicators(request: HttpRequest) -> HttpResponse:
    return render(request, "site/indicators.html", indicator_queries.indicators_page())


@public
@conditional(results_stamp)
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    by_name = is_by_name(request)
    page = indicator_queries.indicator_page(campaign_of(request), code, by_name=by_name)
    return render(request, "site/indicator.html", page, by_name=by_name)
