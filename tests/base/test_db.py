import pytest
from django.db import connection, models

from tarazy.accounts.models import User
from tarazy.base.db import kazakh
from tarazy.base.db.alphabet import LETTERS, kazakh_key

pytestmark = pytest.mark.django_db


def emails(*names: str) -> None:
    User.objects.bulk_create(User(email=name) for name in names)


@pytest.mark.parametrize(
    ("needle", "found"),
    [("әділ", True), ("ӘДІЛ", True), ("Ұя", True), ("ұЯ", True), ("100%", True), ("1_0", False), ("\\", False)],
)
def test_icontains_folds_every_letter_and_takes_wildcards_literally(needle: str, found: bool) -> None:
    emails("Әділ Ұя 100%")
    assert User.objects.filter(email__icontains=needle).exists() is found


def test_kazakh_order_follows_the_alphabet() -> None:
    emails(*LETTERS)
    ordered = User.objects.order_by(kazakh("email")).values_list("email", flat=True)
    assert "".join(ordered) == LETTERS


def test_kazakh_order_of_names_is_the_same_on_both_engines() -> None:
    names = ["Қарағанды", "Караганда", "Әйтеке", "Айтеке", "Өскемен", "Орал", "Үржар", "Ұлытау", "Ішім", "Ырғыз", "Һ"]
    emails(*names)
    ordered = list(User.objects.order_by(kazakh("email")).values_list("email", flat=True))
    assert ordered == sorted(names, key=kazakh_key)
    assert ordered[:3] == ["Айтеке", "Әйтеке", "Караганда"]


def test_sqlite_is_set_up_to_lose_nothing() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PRAGMAs are SQLite's")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)
    assert "mmap_size" not in connection.settings_dict["OPTIONS"]["init_command"]
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_public_ids_are_unlike_each_other_and_easy_to_read_out() -> None:
    from tarazy.base.db import PublicIdField, new_public_id

    made = {new_public_id() for _ in range(500)}
    assert len(made) == 500
    assert not set("".join(made)) & set("ilou")
    assert isinstance(PublicIdField(), models.CharField)
