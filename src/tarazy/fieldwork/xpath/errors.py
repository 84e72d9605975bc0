"""What can be wrong with an expression."""

from __future__ import annotations


class XPathError(Exception):
    """The expression cannot be read; `code` and `params` say why in the words of fieldwork.messages."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
