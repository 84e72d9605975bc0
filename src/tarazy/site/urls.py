"""Public pages, below the language."""

from django.urls import URLPattern, path

from tarazy.site.views import data, methodology, results, texts

urlpatterns: list[URLPattern] = [
    path("", results.home, name="home"),
    path("regions/", results.regions, name="regions"),
    path("regions/<str:iso>/", results.region, name="region"),
    path("indicators/", results.indicators, name="indicators"),
    path("indicators/<str:code>/", results.indicator, name="indicator"),
    path("methodology/", methodology.methodology, name="methodology"),
    path("methodology/measuring/", texts.measuring, name="measuring"),
    path("methodology/spheres/<int:number>/", methodology.sphere, name="sphere"),
    path("methodology/standards/", methodology.standards, name="standards"),
    path("methodology/standards/<str:code>/", methodology.standard, name="standard"),
    path("data/", data.data, name="data"),
    path("about/", texts.about, name="about"),
    path("privacy/", texts.privacy, name="privacy"),
    path("accessibility/", texts.accessibility, name="accessibility"),
]
