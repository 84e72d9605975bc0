"""Whether the process lives, and whether it can do its work."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from tarazy.base.permissions import public
from tarazy.base.startup import is_ready


@public
def liveness(request: HttpRequest) -> JsonResponse:
    """Answer as soon as the process lives."""
    return JsonResponse({"status": "alive"})


@public
def readiness(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and nothing long is being loaded, else 503 with what is missing."""
    if not is_ready():
        return JsonResponse({"status": "loading"}, status=503)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database does not answer"}, status=503)
    return JsonResponse({"status": "ready"})
