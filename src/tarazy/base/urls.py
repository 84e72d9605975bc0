"""Addresses of the ground floor that carry no language: liveness and readiness."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
