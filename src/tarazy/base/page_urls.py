"""Pages of the ground floor, below the language."""

from django.urls import URLPattern, path

from tarazy.base.ui.views import patterns

urlpatterns: list[URLPattern] = [path("ui/", patterns, name="ui-patterns")]
