"""What may be said about an error where others read: its kind and its place, never its message, which can hold data."""

from __future__ import annotations

import traceback
from pathlib import PurePath


def error_code(error: BaseException) -> str:
    """The class of an error, with the reply code of a mail server where there is one: ``SMTPDataError 451``."""
    code = getattr(error, "smtp_code", None) or getattr(error, "errno", None)
    return f"{type(error).__name__} {code}" if isinstance(code, int) else type(error).__name__


def describe(error: BaseException) -> str:
    """The code and the last place in our own sources that the error passed through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "tarazy" in PurePath(frame.filename).parts] or frames
    place = f" at {PurePath(ours[-1].filename).name}:{ours[-1].lineno} in {ours[-1].name}" if ours else ""
    return error_code(error) + place
