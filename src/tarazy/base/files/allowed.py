"""Which kinds of file a place takes, and how large they may be."""

from dataclasses import dataclass

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"

EXTENSIONS: dict[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "application/msword": (".doc",),
    f"{OFFICE}.wordprocessingml.document": (".docx",),
    f"{OPEN_DOCUMENT}.text": (".odt",),
    "application/rtf": (".rtf",),
    "application/vnd.ms-excel": (".xls",),
    f"{OFFICE}.spreadsheetml.sheet": (".xlsx",),
    f"{OPEN_DOCUMENT}.spreadsheet": (".ods",),
    "application/vnd.ms-powerpoint": (".ppt",),
    f"{OFFICE}.presentationml.presentation": (".pptx",),
    f"{OPEN_DOCUMENT}.presentation": (".odp",),
    "application/zip": (".zip",),
    "application/xml": (".xml",),
    "application/json": (".json",),
    "application/geo+json": (".geojson",),
    "application/vnd.apache.parquet": (".parquet",),
    "text/plain": (".txt", ".text", ".log", ".gift"),
    "text/csv": (".csv",),
    "text/tab-separated-values": (".tsv",),
    "text/markdown": (".md",),
    "text/vtt": (".vtt",),
    "text/calendar": (".ics",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe"),
    "image/webp": (".webp",),
    "image/gif": (".gif",),
    "image/heic": (".heic", ".heif"),
    "audio/mpeg": (".mp3",),
    "audio/mp4": (".m4a", ".mp4"),
    "audio/ogg": (".ogg", ".oga", ".opus"),
    "audio/wav": (".wav",),
    "audio/amr": (".amr",),
    "audio/flac": (".flac",),
    "video/mp4": (".mp4", ".m4v"),
    "video/3gpp": (".3gp",),
    "video/webm": (".webm",),
    "video/quicktime": (".mov",),
}
"""The endings that fit a kind, the usual one first."""

INLINE = frozenset(
    {"image/png", "image/jpeg", "image/webp", "image/gif"}
    | {"audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "video/mp4", "video/webm"}
)
"""What a browser may show in its place: pictures, sound and film, which can hold no script. The rest is downloaded."""


@dataclass(frozen=True)
class Allowed:
    """The media types (as sniffed, not as named) and the size that a place takes."""

    media_types: frozenset[str]
    max_bytes: int

    def __or__(self, other: "Allowed") -> "Allowed":
        return Allowed(self.media_types | other.media_types, max(self.max_bytes, other.max_bytes))

    @property
    def endings(self) -> list[str]:
        """The usual ending of each kind, for messages and for the ``accept`` of a file input."""
        return sorted(EXTENSIONS[kind][0] if kind in EXTENSIONS else kind for kind in self.media_types)


def _kinds(*media_types: str, megabytes: int) -> Allowed:
    return Allowed(frozenset(media_types), megabytes * 1_000_000)


IMAGES = _kinds("image/png", "image/jpeg", "image/webp", megabytes=10)
DOCUMENTS = _kinds(
    "application/pdf",
    "application/msword",
    f"{OFFICE}.wordprocessingml.document",
    f"{OPEN_DOCUMENT}.text",
    "application/rtf",
    "text/plain",
    megabytes=25,
)
SPREADSHEETS = _kinds(
    "application/vnd.ms-excel",
    f"{OFFICE}.spreadsheetml.sheet",
    f"{OPEN_DOCUMENT}.spreadsheet",
    "text/csv",
    megabytes=25,
)
SLIDES = _kinds(
    "application/vnd.ms-powerpoint",
    f"{OFFICE}.presentationml.presentation",
    f"{OPEN_DOCUMENT}.presentation",
    megabytes=50,
)
RECORDINGS = _kinds(
    *("audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "audio/amr", "audio/flac"),
    *("video/mp4", "video/3gpp", "video/webm", "video/quicktime"),
    megabytes=200,
)
