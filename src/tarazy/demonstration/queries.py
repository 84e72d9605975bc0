"""Whether what one sees is invented."""

from __future__ import annotations

import time

from tarazy.demonstration.choices import Size
from tarazy.demonstration.models import DemonstrationLoad

ASKED_AGAIN_AFTER = 5.0  # seconds


def is_loaded() -> bool:
    """Say whether the database holds the whole demonstration network."""
    return DemonstrationLoad.objects.filter(size=Size.SMALL, finished_at__isnull=False).exists()


class _Knowledge:
    """What this process knows of it. Once invented, always invented; the opposite is asked again after a while."""

    def __init__(self) -> None:
        self.is_invented = False
        self.asked_at = float("-inf")

    def ask(self) -> bool:
        if not self.is_invented and time.monotonic() - self.asked_at > ASKED_AGAIN_AFTER:
            self.is_invented = DemonstrationLoad.objects.exists()
            self.asked_at = time.monotonic()
        return self.is_invented


_knowledge = _Knowledge()


def is_invented() -> bool:
    """Say whether any of what the database holds is invented: asked at every page, hardly ever of the database."""
    return _knowledge.ask()
