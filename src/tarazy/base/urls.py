"""Addresses of the ground floor that carry no language: liveness and readiness."""

from django.urls import path

from tarazy.base import health

urlpatterns = [
    path("healthz", health.liveness, name="healthz"),
    path("readyz", health.readiness, name="readyz"),
]
