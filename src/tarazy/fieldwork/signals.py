"""What this room announces to the rooms above, inside the transaction of the change."""

from django.dispatch import Signal

version_published = Signal()  # version
submission_received = Signal()  # submission; also for an edit, which replaces another
submission_withdrawn = Signal()  # submission
campaign_closed = Signal()  # campaign
