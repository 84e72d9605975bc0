"""Takes in the body of a request as it comes, chunked or with a length, and notices when it was cut short.

Django reads as many bytes as `Content-Length` says; a chunked body has none and would look empty, and a body cut in
the middle of its last file would pass for a whole one.
"""

from __future__ import annotations

import mmap
import tempfile
from collections.abc import Mapping
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

IN_MEMORY = 1 << 20
_PIECE = 1 << 16

Buffer = bytes | mmap.mmap


class BodyTooLarge(Exception):
    """More bytes than are taken; reading stopped there."""


class BodyCut(Exception):
    """The connection ended before the body did."""


class NoBody(Exception):
    """The request has neither a length nor a chunked body."""


@contextmanager
def received_body(environ: Mapping[str, Any], limit: int) -> Iterator[Buffer]:
    """The whole body, in memory when it is small, otherwise in a file that is gone afterwards.

    Raises:
        BodyTooLarge, BodyCut, NoBody; OSError when the disk is full.
    """
    length = _length(environ)
    if length is not None and length > limit:
        raise BodyTooLarge
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        size = _copy(environ["wsgi.input"], cast("IO[bytes]", file), length, limit)
        file.seek(0)
        if size <= IN_MEMORY:
            yield file.read()
            return
        file.flush()
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            yield mapped


def _length(environ: Mapping[str, Any]) -> int | None:
    """What the client announced; None for a chunked body."""
    if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
        return None
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length <= 0:
        raise NoBody
    return length


def _copy(source: IO[bytes], target: IO[bytes], length: int | None, limit: int) -> int:
    size = 0
    while length is None or size < length:
        try:
            piece = source.read(_PIECE if length is None else min(_PIECE, length - size))
        except OSError as error:
            raise BodyCut from error
        if not piece:
            break
        size += len(piece)
        if size > limit:
            raise BodyTooLarge
        target.write(piece)
    if length is not None and size < length:
        raise BodyCut
    return size
