"""Addresses of the OpenRosa server, below /openrosa/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
