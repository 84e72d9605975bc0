"""The addresses of the protocol. Each answers in the words of `protocol`, whatever happens."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from tarazy.base import files
from tarazy.fieldwork.models import DeviceKey, FormMedia, FormVersion
from tarazy.fieldwork.openrosa import protocol
from tarazy.fieldwork.openrosa.keys import for_devices
from tarazy.fieldwork.openrosa.queries import form_media, media_file, offered_forms, offered_version
from tarazy.fieldwork.openrosa.submission import take_submission


@for_devices
def form_list(request: HttpRequest, device: DeviceKey) -> HttpResponseBase:
    """`GET …/formList`: the forms that the device should have; `formID` asks for one of them."""
    if request.method not in {"GET", "HEAD"}:
        return _not_allowed("GET, HEAD")
    versions = offered_forms(device, request.GET.get("formID", ""))
    return protocol.form_list(_listed(request, version) for version in versions)


@for_devices
def form(request: HttpRequest, device: DeviceKey, version: str) -> HttpResponseBase:
    """`GET` of one form: the very bytes that its hash is of."""
    found = offered_version(device, version)
    if found is None:
        return _not_found()
    response = HttpResponse(bytes(found.xform), content_type=protocol.XML)
    return _with_tag(request, response, found.md5)


@for_devices
def form_manifest(request: HttpRequest, device: DeviceKey, version: str) -> HttpResponseBase:
    """`GET …/formManifest/…`: the files of one form."""
    found = offered_version(device, version)
    if found is None:
        return _not_found()
    return protocol.manifest(_listed_file(request, media) for media in form_media(found))


@for_devices
def media(request: HttpRequest, device: DeviceKey, public_id: str, name: str) -> HttpResponseBase:
    """`GET` of one file of a form."""
    found = media_file(device, public_id)
    if found is None or found.file is None or found.name != name:
        return _not_found()
    return _with_tag(request, files.respond(found.file, download=True), found.md5)


@for_devices
def submission(request: HttpRequest, device: DeviceKey) -> HttpResponseBase:
    """`HEAD …/submission` tells a device how much it may send at once; `POST` takes what it sends."""
    if request.method == "HEAD":
        return HttpResponse(status=204)
    if request.method != "POST":
        return _not_allowed("HEAD, POST")
    return take_submission(request, device)


@for_devices
def unknown(request: HttpRequest, device: DeviceKey, rest: str = "") -> HttpResponseBase:
    """Any other address below a key; caught here so that it is not logged with the key in it."""
    return _not_found()


def _listed(request: HttpRequest, version: FormVersion) -> protocol.ListedForm:
    secret = _secret(request)
    has_media: bool = version.has_media  # type: ignore[attr-defined]
    return protocol.ListedForm(
        form_id=version.form.form_id,
        name=version.title or version.form.form_id,
        version=version.version,
        hash=f"md5:{version.md5}",
        download_url=_address(request, "openrosa_form", secret, version.public_id),
        manifest_url=_address(request, "openrosa_manifest", secret, version.public_id) if has_media else "",
    )


def _listed_file(request: HttpRequest, media: FormMedia) -> protocol.ListedFile:
    address = _address(request, "openrosa_media", _secret(request), media.public_id, media.name)
    return protocol.ListedFile(media.name, f"md5:{media.md5}", address)


def _secret(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs["secret"]) if match else ""


def _address(request: HttpRequest, name: str, *args: str) -> str:
    return request.build_absolute_uri(reverse(name, args=args))


def _with_tag(request: HttpRequest, response: HttpResponseBase, md5: str) -> HttpResponseBase:
    """Collect keeps what it downloaded and asks whether it still holds."""
    tag = f'"{md5}"'
    answer = get_conditional_response(request, etag=tag) or response
    if answer is not response:
        response.close()
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _not_found() -> HttpResponse:
    return protocol.message(_("There is nothing at this address."), status=404)


def _not_allowed(methods: str) -> HttpResponse:
    response = protocol.message(_("This address does not take requests of this kind."), status=405)
    response.headers["Allow"] = methods
    return response
