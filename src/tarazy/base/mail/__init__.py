"""Mail in three languages, as text and HTML, through the outbox; without a mail server it goes to the local mailbox."""

from tarazy.base.mail.composing import send

__all__ = ["send"]
