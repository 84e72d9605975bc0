"""Addresses without a language: permanent identifiers, open data, well-known files."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
