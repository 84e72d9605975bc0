from tarazy.people.models.consent import Consent
from tarazy.people.models.membership import Membership
from tarazy.people.models.organisation import Organisation, OrganisationIdentifier, OrganisationStateChange
from tarazy.people.models.person import Person
from tarazy.people.models.qualification import Qualification

__all__ = [
    "Consent",
    "Membership",
    "Organisation",
    "OrganisationIdentifier",
    "OrganisationStateChange",
    "Person",
    "Qualification",
]
