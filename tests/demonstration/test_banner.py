"""Nobody takes the invented for real: every page says so, and the page one leaves to says nothing at all."""

import pytest
from django.test import Client

from tarazy.demonstration import queries
from tarazy.demonstration.models import DemonstrationLoad

pytestmark = pytest.mark.django_db
WORDS = "This is a demonstration."


@pytest.fixture(autouse=True)
def _demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_knowledge", queries._Knowledge())  # what the process learnt before is forgotten
    DemonstrationLoad.objects.create(size="small")


@pytest.mark.parametrize(
    "address", ["/en/", "/en/methodology/", "/en/about/", "/en/account/login/", "/en/account/password/forgotten/"]
)
def test_pages_say_that_all_is_invented(address: str) -> None:
    assert WORDS in Client().get(address).content.decode()


def test_the_neutral_page_gives_nothing_away() -> None:
    page = Client().get("/en/account/calendar/").content.decode()
    assert WORDS not in page
    assert "Tarazy" not in page
