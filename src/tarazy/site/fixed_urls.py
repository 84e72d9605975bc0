"""Addresses without a language: permanent identifiers, open data, well-known files."""

from django.urls import URLPattern, path, re_path

from tarazy.site.views import data, fixed

urlpatterns: list[URLPattern] = [
    path("id/<slug:kind>/<str:value>", fixed.identifier, name="identifier"),
    re_path(r"^data/results\.(?P<ending>csv|json)$", data.results, name="data-results"),
    re_path(r"^data/indicators/(?P<code>[^/]+)\.(?P<ending>csv|json)$", data.indicator, name="data-indicator"),
    path("data/methodology.json", data.methodology_file, name="data-methodology"),
    path("data/catalogue.json", data.catalogue, name="data-catalogue"),
    path("robots.txt", fixed.robots, name="robots"),
    path(".well-known/security.txt", fixed.security, name="security"),
]
