"""Sending a private file to a browser. The caller has asked for permission; here it is only made harmless."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse

from tarazy.base.files.models import StoredFile

CONTENT_SECURITY_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def respond(stored_file: StoredFile, *, download: bool) -> FileResponse:
    """The file as a response that no browser runs: shown in place only if its kind can hold no script.

    Not kept by any cache, so that nothing stays on a borrowed phone.
    """
    as_attachment = download or not stored_file.can_show_inline
    content_type = stored_file.media_type
    if content_type.startswith("text/"):
        content_type += "; charset=utf-8"
    response = FileResponse(
        default_storage.open(stored_file.path),
        as_attachment=as_attachment,
        filename=stored_file.name,
        content_type=content_type,
    )
    response.headers["Content-Length"] = str(stored_file.size)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response
