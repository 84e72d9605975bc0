"""Addresses of this room, below its part of the path and the language."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
