"""Keeps small numbers out of what is published, and keeps them from being worked out from what is."""

from .tables import suppress

__all__ = ["suppress"]
