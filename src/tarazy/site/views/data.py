"""Open data: published results as CSV and JSON, the methodology, and a catalogue of them (DCAT)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from tarazy.analysis import facade as analysis
from tarazy.base.clock import today
from tarazy.base.pages import conditional, render
from tarazy.base.permissions.access import public
from tarazy.base.release import RELEASE
from tarazy.methodology import facade as methodology
from tarazy.methodology.models import Indicator
from tarazy.site.views.methodology import edition_stamp
from tarazy.site.views.results import campaign_of, results_stamp

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


class Echo:
    """A file that hands back what is written to it, line by line."""

    def write(self, line: str) -> str:
        return line


@public
@conditional(edition_stamp)
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "site/data.html", licence=LICENCE)


@public
@require_safe
@conditional(results_stamp)
def results(request: HttpRequest, ending: str) -> HttpResponseBase:
    """All published results."""
    return _answer(request, ending, "tarazy-results", None)


@public
@require_safe
@conditional(results_stamp)
def indicator(request: HttpRequest, code: str, ending: str) -> HttpResponseBase:
    """The published results of one indicator."""
    return _answer(request, ending, f"tarazy-{code}", get_object_or_404(Indicator, code=code))


@public
@require_safe
@conditional(edition_stamp)
def methodology_file(request: HttpRequest) -> HttpResponse:
    """The whole methodology as the file that an import reads."""
    response = HttpResponse(methodology.exported_methodology(), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tarazy-methodology.json"'
    return response


@public
@require_safe
@conditional(results_stamp)
def catalogue(request: HttpRequest) -> JsonResponse:
    """What there is, in the words of DCAT."""
    address = f"{settings.ENV.public_url}{reverse('data-catalogue')}"
    return JsonResponse(
        {
            "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
            "@id": address,
            "@type": "dcat:Catalog",
            "dct:title": {"kk": "Таразы: ашық деректер", "ru": "Таразы: открытые данные", "en": "Tarazy: open data"},
            "dcat:dataset": [_dataset(analysis.stamp(campaign_of(request)))],
        }
    )


def _dataset(version: str) -> dict[str, Any]:
    title = {"kk": "Индикаторлар нәтижелері", "ru": "Результаты по индикаторам", "en": "Results by indicator"}
    return {
        "@type": "dcat:Dataset",
        "dct:identifier": f"{settings.ENV.public_url}/data/results",
        "dct:title": title,
        "dct:language": ["kk", "ru", "en"],
        "dcat:version": version,
        "dcat:distribution": [_distribution("csv", "text/csv"), _distribution("json", "application/json")],
    }


def _distribution(ending: str, media_type: str) -> dict[str, str]:
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": f"{settings.ENV.public_url}{reverse('data-results', args=[ending])}",
        "dcat:mediaType": media_type,
        "dct:license": LICENCE,
    }


def _answer(request: HttpRequest, ending: str, name: str, indicator: Indicator | None) -> HttpResponseBase:
    campaign = campaign_of(request)
    if campaign is None:
        raise Http404
    rows = analysis.data_rows(campaign, indicator)
    version = analysis.stamp(campaign)
    if ending == "json":
        about = {"licence": LICENCE, "version": version, "release": RELEASE, "retrieved_on": today().isoformat()}
        return JsonResponse({**about, "sampling": analysis.sampling_note(campaign), "results": list(rows)})
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Link"] = f'<{LICENCE}>; rel="license"'
    response["X-Data-Version"] = version
    return response


def _lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Write CSV with a byte order mark, so that spreadsheets read Kazakh letters."""
    writer = csv.writer(Echo())
    for number, row in enumerate(rows):
        if number == 0:
            yield "\ufeff" + writer.writerow(row)
        yield writer.writerow([" ".join(v) if isinstance(v, list) else v for v in row.values()])
