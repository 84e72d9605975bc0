"""Everything that changes people and organisations: one verb each, one transaction, permission asked inside."""

from tarazy.people.actions.consents import give_consent, withdraw_consent
from tarazy.people.actions.memberships import end_membership, start_membership
from tarazy.people.actions.organisations import (
    add_organisation,
    change_organisation,
    identify_organisation,
    restore_organisation,
    suspend_organisation,
)
from tarazy.people.actions.persons import add_person, rename_person
from tarazy.people.actions.qualifications import grant_qualification, revoke_qualification

__all__ = [
    "add_organisation",
    "add_person",
    "change_organisation",
    "end_membership",
    "give_consent",
    "grant_qualification",
    "identify_organisation",
    "rename_person",
    "restore_organisation",
    "revoke_qualification",
    "start_membership",
    "suspend_organisation",
    "withdraw_consent",
]
