"""Addresses of this room, below its part of the path and the language."""

from django.urls import path, register_converter

from tarazy.people.choices import ConsentPurpose
from tarazy.people.views import memberships, organisations, persons, qualifications


class PurposeConverter:
    """A consent's purpose as part of an address; anything else is not found."""

    regex = "|".join(ConsentPurpose.values)

    def to_python(self, value: str) -> ConsentPurpose:
        return ConsentPurpose(value)

    def to_url(self, value: str) -> str:
        return value


register_converter(PurposeConverter, "purpose")

app_name = "people"
urlpatterns = [
    path("", persons.directory, name="directory"),
    path("me/", persons.own_page, name="own"),
    path("invitations/new/", memberships.invitation_new, name="invitation_new"),
    path("organisations/", organisations.organisation_list, name="organisations"),
    path("organisations/new/", organisations.organisation_new, name="organisation_new"),
    path("organisations/<slug:public_id>/", organisations.organisation_detail, name="organisation"),
    path("organisations/<slug:public_id>/change/", organisations.organisation_change, name="organisation_change"),
    path(
        "organisations/<slug:public_id>/suspension/",
        organisations.organisation_suspension,
        name="organisation_suspension",
    ),
    path("memberships/<slug:public_id>/ending/", memberships.membership_ending, name="membership_ending"),
    path("consents/<slug:public_id>/withdrawal/", persons.consent_withdrawal, name="consent_withdrawal"),
    path(
        "qualifications/<slug:public_id>/revocation/",
        qualifications.qualification_revocation,
        name="qualification_revocation",
    ),
    path("<slug:public_id>/", persons.person_detail, name="person"),
    path("<slug:public_id>/name/", persons.person_rename, name="person_rename"),
    path("<slug:public_id>/consents/<purpose:purpose>/", persons.consent_giving, name="consent_giving"),
    path("<slug:public_id>/qualifications/new/", qualifications.qualification_new, name="qualification_new"),
]
