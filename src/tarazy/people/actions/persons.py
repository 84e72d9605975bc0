from __future__ import annotations

from django.db import transaction

from tarazy.accounts.models import User
from tarazy.base import trail
from tarazy.base.permissions import require
from tarazy.people.models import Person


@transaction.atomic
def add_person(*, actor: object, given_name: str, family_name: str, user: User | None = None) -> Person:
    """Enter someone the network works with; ``user`` is the account they sign in with, if any."""
    require(actor, "people.manage_members")
    person = Person(given_name=given_name.strip(), family_name=family_name.strip(), user=user)
    person.full_clean()
    person.save(force_insert=True)
    trail.record(actor, "people.add_person", person, has_account=user is not None)
    return person


@transaction.atomic
def rename_person(*, actor: object, person: Person, given_name: str, family_name: str) -> Person:
    """Correct a name; only the person and those who look after all may."""
    require(actor, "people.change_person", person)
    person.given_name, person.family_name = given_name.strip(), family_name.strip()
    person.full_clean()
    person.save(update_fields=["given_name", "family_name"])
    trail.record(actor, "people.rename_person", person)
    return person
