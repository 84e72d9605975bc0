from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def _own_columnar_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test has a columnar copy of its own: the database forgets, the folder would not."""
    monkeypatch.setattr(settings, "HOME", tmp_path / "home")
