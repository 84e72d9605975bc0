"""`POST …/submission`: from the bytes on the wire to a receipt, or to a refusal that the device can show."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import cast

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tarazy.base.i18n import format_number
from tarazy.fieldwork.actions.intake import SentFile, receive_submission
from tarazy.fieldwork.errors import NotTaken
from tarazy.fieldwork.models import DeviceKey
from tarazy.fieldwork.openrosa import protocol
from tarazy.fieldwork.openrosa.body import BodyCut, BodyTooLarge, Buffer, NoBody, received_body
from tarazy.fieldwork.openrosa.multipart import NotMultipart, Part, Truncated, read_multipart

_XML_FIELD = "xml_submission_file"
_INCOMPLETE_FIELD = "*isIncomplete*"


class _NotOneXml(Exception):
    """The request holds no XML, or more than one."""


def take_submission(request: HttpRequest, device: DeviceKey) -> HttpResponse:
    """The answer to a POST: 201 when everything is on the disk, otherwise why not, in the user's language."""
    environ = cast("WSGIRequest", request).environ
    try:
        with received_body(environ, protocol.MAX_CONTENT_LENGTH) as body:
            return _taken(request, device, body)
    except NotTaken as refused:
        return protocol.message(str(refused), status=refused.status)
    except BodyTooLarge:
        limit = format_number(protocol.MAX_CONTENT_LENGTH / 1_000_000)
        text = _("The record is larger than the %(limit)s MB that are taken at once.") % {"limit": limit}
        return protocol.message(text, status=413)
    except (BodyCut, Truncated):
        return protocol.message(_("The connection broke off. Send the record again."), status=400)
    except (NoBody, NotMultipart, _NotOneXml):
        text = _("The request holds no submission: exactly one part named xml_submission_file is needed.")
        return protocol.message(text, status=400)


def _taken(request: HttpRequest, device: DeviceKey, body: Buffer) -> HttpResponse:
    xml, attachments, is_incomplete = _sorted(body, request.headers.get("Content-Type", ""))
    receipt = receive_submission(
        device=device,
        xml=xml,
        attachments=attachments,
        reported_device=request.GET.get("deviceID", ""),
        is_incomplete=is_incomplete,
    )
    if receipt.is_new:
        return protocol.message(_("The record has been received. Thank you."), status=201, nature="submit_success")
    return protocol.message(_("The record had already been received."), status=201, nature="submit_success")


def _sorted(body: Buffer, content_type: str) -> tuple[bytes, list[SentFile], bool]:
    """The XML, the files and whether more are to come. Fields that mean nothing here are left aside."""
    xml: list[Part] = []
    attachments: list[SentFile] = []
    is_incomplete = False
    for part in read_multipart(body, content_type):
        if part.name == _XML_FIELD:
            xml.append(part)
        elif part.filename is not None:
            attachments.append(SentFile(_base_name(part.filename or part.name), part.content))
        elif part.name == _INCOMPLETE_FIELD:
            is_incomplete = part.content.strip().lower() == b"yes"
    if len(xml) != 1:
        raise _NotOneXml
    return xml[0].content, attachments, is_incomplete


def _base_name(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name
