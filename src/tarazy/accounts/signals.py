"""What accounts announce to the rooms above."""

from django.dispatch import Signal

# Sent in the transaction that makes the account, with ``invitation`` and ``user``; an exception undoes both.
invitation_accepted = Signal()
