"""The check that every model owes: what one may open is exactly what one finds in lists."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db import models

from tarazy.base.permissions import SYSTEM, can


def disagreements(permission: str, things: models.QuerySet, actors: Iterable[object]) -> list[str]:
    """Return every (actor, thing) for which ``can`` and ``visible_to`` differ; actors without a role are added."""
    found = []
    for actor in (*actors, AnonymousUser(), SYSTEM):
        listed = set(things.model._default_manager.visible_to(actor).values_list("pk", flat=True))
        differing = [thing for thing in things if can(actor, permission, thing) != (thing.pk in listed)]
        found += [f"{actor}: {thing} is {'listed' if thing.pk in listed else 'not listed'}" for thing in differing]
    return found
