"""The door to this room for the rooms above."""

from tarazy.people.actions import (
    add_organisation,
    add_person,
    end_membership,
    give_consent,
    grant_qualification,
    revoke_qualification,
    start_membership,
)
from tarazy.people.invitations import invite_person
from tarazy.people.queries import active_memberships, has_valid_qualification, person_of, users_holding
from tarazy.people.roles import holds_any, roles_of
from tarazy.people.rules import has_any_role, has_role

__all__ = [
    "active_memberships",
    "add_organisation",
    "add_person",
    "end_membership",
    "give_consent",
    "grant_qualification",
    "has_any_role",
    "has_role",
    "has_valid_qualification",
    "holds_any",
    "invite_person",
    "person_of",
    "revoke_qualification",
    "roles_of",
    "start_membership",
    "users_holding",
]
