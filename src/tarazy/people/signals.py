"""What this room announces to the rooms above; each is sent inside the transaction of the change."""

from django.dispatch import Signal

membership_started = Signal()  # membership
membership_ended = Signal()  # membership
consent_withdrawn = Signal()  # consent
qualification_revoked = Signal()  # qualification
