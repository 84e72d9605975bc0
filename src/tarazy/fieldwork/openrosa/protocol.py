"""The words of the protocol: headers, documents, messages. Sources: OpenRosa 1.0 and the code of ODK Collect."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.http import HttpResponse, HttpResponseBase
from django.utils.http import http_date
from django.utils.translation import get_language

MAX_CONTENT_LENGTH = 100_000_000
XML = "text/xml; charset=utf-8"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_RESPONSE = "http://openrosa.org/http/response"
_FORM_LIST = "http://openrosa.org/xforms/xformsList"
_MANIFEST = "http://openrosa.org/xforms/xformsManifest"


@dataclass(frozen=True)
class ListedForm:
    """One form as a device is told of it; `hash` changes with every byte of the form."""

    form_id: str
    name: str
    version: str
    hash: str
    download_url: str
    manifest_url: str = ""
    description: str = ""


@dataclass(frozen=True)
class ListedFile:
    """One file of a form."""

    name: str
    hash: str
    download_url: str


def message(text: str, *, status: int, nature: str = "") -> HttpResponse:
    """What a device shows its user. Only 201 and 202 mean success to Collect; anything else keeps the record there."""
    attribute = f' nature="{nature}"' if nature else ""
    content = f"<message{attribute}>{escape(text)}</message>"
    body = f'<OpenRosaResponse xmlns="{_RESPONSE}" items="0">{content}</OpenRosaResponse>'
    return with_headers(HttpResponse(_DECLARATION + body, content_type=XML, status=status))


def form_list(forms: Iterable[ListedForm]) -> HttpResponse:
    """One entry that lacks id, name or address makes Collect refuse the whole list: none of them may be empty."""
    entries = "".join(_element("xform", _described(form)) for form in forms)
    return _document("xforms", _FORM_LIST, entries)


def manifest(files: Iterable[ListedFile]) -> HttpResponse:
    entries = "".join(
        _element("mediaFile", {"filename": file.name, "hash": file.hash, "downloadUrl": file.download_url})
        for file in files
    )
    return _document("manifest", _MANIFEST, entries)


def with_headers(response: HttpResponseBase) -> HttpResponse:
    """The headers that the protocol wants on every answer."""
    response.headers["X-OpenRosa-Version"] = "1.0"
    response.headers["X-OpenRosa-Accept-Content-Length"] = str(MAX_CONTENT_LENGTH)
    response.headers["Date"] = http_date(time.time())
    response.headers["Content-Language"] = get_language() or "kk"
    response.headers.setdefault("Cache-Control", "private, no-store")
    # Django would log the address of a refusal, and with it the device key.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response  # type: ignore[return-value]


def _document(root: str, namespace: str, content: str) -> HttpResponse:
    body = f'{_DECLARATION}<{root} xmlns="{namespace}">{content}</{root}>'
    return with_headers(HttpResponse(body, content_type=XML))


def _described(form: ListedForm) -> Mapping[str, str]:
    values = {
        "formID": form.form_id,
        "name": form.name,
        "version": form.version,
        "hash": form.hash,
        "downloadUrl": form.download_url,
    }
    if form.description:
        values["descriptionText"] = form.description
    if form.manifest_url:
        values["manifestUrl"] = form.manifest_url
    return values


def _element(name: str, children: Mapping[str, str]) -> str:
    inner = "".join(f"<{child}>{escape(text)}</{child}>" for child, text in children.items())
    return f"<{name}>{inner}</{name}>"
