"""Invented devices: they speak to the real address with the real protocol, inside this process instead of a network."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from tarazy.demonstration.errors import UnexpectedAnswer

BOUNDARY = "tarazy-demonstration-7d93b1f0"
COLLECT = "org.odk.collect.android/v2026.2.1 Dalvik/2.1.0"


class Device:
    """A telephone with ODK Collect and one device key."""

    def __init__(self, handler: WSGIHandler, secret: str, name: str) -> None:
        self.handler = handler
        self.address = reverse("openrosa_submission", args=[secret])
        self.query = f"deviceID=collect%3A{name}"

    def send(self, xml: bytes, expected: int = 201) -> None:
        """Post one record as Collect does.

        Raises:
            UnexpectedAnswer: the server did not answer with the status that was expected.
        """
        status, answer = self._post(_multipart(xml))
        if status != expected:
            told = re.sub(r"<[^>]+>", " ", answer.decode("utf-8", "replace")).strip()
            raise UnexpectedAnswer(status, expected, told)

    def _post(self, body: bytes) -> tuple[int, bytes]:
        statuses: list[int] = []

        def start_response(status: str, headers: Any, exc_info: Any = None, /) -> Callable[[bytes], object]:
            statuses.append(int(status.split(maxsplit=1)[0]))
            return lambda content: None

        response = self.handler(self._environ(body), start_response)
        try:
            return statuses[0], b"".join(response)
        finally:
            response.close()

    def _environ(self, body: bytes) -> dict[str, Any]:
        public = urlsplit(settings.ENV.public_url)
        return {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": self.address,
            "QUERY_STRING": self.query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": public.hostname or "localhost",
            "SERVER_PORT": str(public.port or 80),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": public.netloc,
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_X_OPENROSA_VERSION": "1.0",
            "HTTP_ACCEPT_LANGUAGE": "kk",
            "HTTP_USER_AGENT": COLLECT,
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": public.scheme,
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }


def _multipart(xml: bytes) -> bytes:
    head = (
        f"--{BOUNDARY}\r\n"
        'Content-Disposition: form-data; name="xml_submission_file"; filename="hearing.xml"\r\n'
        "Content-Type: text/xml\r\n\r\n"
    )
    return head.encode() + xml + f"\r\n--{BOUNDARY}--\r\n".encode()
