"""Pages of the ground floor, below the language."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
