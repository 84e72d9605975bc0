"""Public pages of the demonstration: processor time, queries, bytes and requests of the first view, 304.

    uv run python -m bench.pages

The ratio is to /healthz, the cheapest answer the same server gives: what is left is the page itself.
"""

from __future__ import annotations

import gzip
import re
import time
import urllib.error
import urllib.request

from bench.installation import Installation, installation, machine, processor_seconds, web_and_others

PAGES = ("/kk/", "/ru/regions/KZ-75/", "/en/indicators/E1/")
TIMES = 150
QUERIES = """
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client = Client(HTTP_HOST="localhost")
for path in {pages!r}:
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(path)
    print(path, answer.status_code, len(seen))
"""


def main() -> None:
    print(machine())
    with installation() as place:
        place.tarazy("demo", "load")
        with place.serving() as program:
            queries = {
                line.split()[0]: line.split()[1:] for line in place.python(QUERIES.format(pages=PAGES)).splitlines()
            }
            bare = _processor_milliseconds(place, program.pid, "/healthz")
            print(f"/healthz: {bare:.2f} ms of processor")
            for path in PAGES:
                status, count = queries[path]
                spent = _processor_milliseconds(place, program.pid, path)
                requests, size = _first_view(place, path)
                print(
                    f"{path} ({status}): {spent:.1f} ms of processor (limit 8), {spent / bare:.1f} × /healthz; "
                    f"{count} queries warm (10); first view {size / 1000:.0f} kB (100) in {requests} requests (12); "
                    f"unchanged: {_unchanged(place, path)}"
                )


def _processor_milliseconds(place: Installation, pid: int, path: str) -> float:
    """Of the web server alone: the worker's processor time does not belong to the page."""
    for _ in range(20):
        _get(place, path)
    web, _ = web_and_others(pid)
    before = processor_seconds(web)
    for _ in range(TIMES):
        _get(place, path)
    time.sleep(0.05)
    return (processor_seconds(web) - before) / TIMES * 1000


def _first_view(place: Installation, path: str) -> tuple[int, int]:
    """Requests and compressed bytes of a page and everything that it names for the first view."""
    body, size = _get(place, path)
    named = set(
        re.findall(
            r'(?:<link[^>]+(?:stylesheet|preload|modulepreload|icon)[^>]*href|<script[^>]+src|<img[^>]+src)="([^"]+)"',
            body,
        )
    )
    named |= set(re.findall(r'<link[^>]+href="([^"]+)"[^>]+rel="(?:stylesheet|preload|modulepreload|icon)', body))
    sizes = [_get(place, each)[1] for each in named if each.startswith("/")]
    return 1 + len(sizes), size + sum(sizes)


def _get(place: Installation, path: str) -> tuple[str, int]:
    request = urllib.request.Request(place.address + path, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        sent = answer.read()
        is_packed = answer.headers.get("Content-Encoding") == "gzip"
        is_text = "text" in answer.headers.get("Content-Type", "")
    body = gzip.decompress(sent) if is_packed else sent
    return (body.decode("utf-8", "replace") if is_text else ""), len(sent)


def _unchanged(place: Installation, path: str) -> str:
    with urllib.request.urlopen(place.address + path, timeout=20) as answer:
        tag = answer.headers.get("ETag")
    if not tag:
        return "no ETag"
    try:
        urllib.request.urlopen(urllib.request.Request(place.address + path, headers={"If-None-Match": tag}), timeout=20)
    except urllib.error.HTTPError as refused:
        return str(refused.code)
    return "200"


if __name__ == "__main__":
    main()
