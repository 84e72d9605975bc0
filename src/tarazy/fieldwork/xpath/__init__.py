"""A checker for the XPath of forms: XPath 1.0 as ODK Collect reads it, with the functions of OpenRosa and the
`${name}` of XLSForm.

It evaluates nothing. pyxform passes expressions on unread; this finds what would fail on the phone, and where in the
cell it stands.
"""

from tarazy.fieldwork.xpath.checker import Reading, read
from tarazy.fieldwork.xpath.errors import XPathError

__all__ = ["Reading", "XPathError", "read"]
