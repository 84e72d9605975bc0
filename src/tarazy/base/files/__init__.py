"""Private files: known by the hash of their content, told by their bytes, shown only to those who may see them."""

from tarazy.base.files.actions import discard, store
from tarazy.base.files.allowed import DOCUMENTS, IMAGES, RECORDINGS, SLIDES, SPREADSHEETS, Allowed
from tarazy.base.files.errors import FileRefused
from tarazy.base.files.models import StoredFile
from tarazy.base.files.serving import respond

__all__ = [
    "DOCUMENTS",
    "IMAGES",
    "RECORDINGS",
    "SLIDES",
    "SPREADSHEETS",
    "Allowed",
    "FileRefused",
    "StoredFile",
    "discard",
    "respond",
    "store",
]
