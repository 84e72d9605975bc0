from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from tarazy.accounts.models import User
from tarazy.country.models import Region
from tarazy.people.choices import ConsentPurpose, OrganisationKind, Role
from tarazy.people.models import Consent, Membership, Organisation, Person, Qualification


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"user{number}@example.test")
    password = "!"


class RegionFactory(DjangoModelFactory[Region]):
    class Meta:
        model = Region
        django_get_or_create = ("iso",)

    iso = "KZ-39"
    kato = factory.LazyAttribute(lambda region: region.iso[-2:])
    kind = "region"
    name = {"kk": "Қостанай облысы", "ru": "Костанайская область", "en": "Kostanay Region"}


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: {"kk": f"Ұйым {number}", "ru": f"Союз {number}", "en": f"Body {number}"})
    kind = OrganisationKind.CIVIL_SOCIETY


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    given_name = "Әсем"
    family_name = factory.Sequence(lambda number: f"Қалиева{number}")
    user = factory.SubFactory(UserFactory)


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.MONITOR


class ConsentFactory(DjangoModelFactory[Consent]):
    class Meta:
        model = Consent

    person = factory.SubFactory(PersonFactory)
    purpose = ConsentPurpose.DIRECTORY
    language = "kk"


class QualificationFactory(DjangoModelFactory[Qualification]):
    class Meta:
        model = Qualification

    person = factory.SubFactory(PersonFactory)
    scheme = "observer"
    value = "hearing"


def user_holding(role: Role, **membership: object) -> User:
    """Return a new account that holds ``role`` today."""
    kind = OrganisationKind.AUTHORITY if role == Role.AUTHORITY else OrganisationKind.CIVIL_SOCIETY
    membership.setdefault("organisation", OrganisationFactory(kind=kind))
    user = MembershipFactory(role=role, **membership).person.user
    assert user is not None
    return user
