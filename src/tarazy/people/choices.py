from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What someone does in the network; held through a membership, never by the account itself."""

    ADMINISTRATOR = "administrator", _("administrator")
    COORDINATOR = "coordinator", _("coordinator")
    LEAD = "lead", _("sphere lead")
    ANALYST = "analyst", _("analyst")
    REVIEWER = "reviewer", _("reviewer")
    MONITOR = "monitor", _("monitor")
    KEYHOLDER = "keyholder", _("key-holder")
    PROTECTION = "protection", _("data-protection officer")
    TRAINER = "trainer", _("trainer")
    MENTOR = "mentor", _("mentor")
    LEARNER = "learner", _("learner")
    MEMBER = "member", _("representative of a member organisation")
    AUTHORITY = "authority", _("focal point of an authority")
    EDITOR = "editor", _("editor")
    AUDITOR = "auditor", _("auditor")


# Whoever can see or change what others sent needs a second factor (docs/contracts: demonstration accounts).
ROLES_WITH_SECOND_FACTOR = frozenset(
    {
        Role.ADMINISTRATOR,
        Role.COORDINATOR,
        Role.LEAD,
        Role.REVIEWER,
        Role.KEYHOLDER,
        Role.PROTECTION,
        Role.AUTHORITY,
        Role.AUDITOR,
    }
)
# Inside the network: they may know who else is in it. An authority's staff and learners are guests.
NETWORK_ROLES = frozenset(Role) - {Role.AUTHORITY, Role.LEARNER}
# Roles that watch over the others are given by the administrator alone.
GUARDED_ROLES = frozenset({Role.ADMINISTRATOR, Role.KEYHOLDER, Role.PROTECTION, Role.AUDITOR})


class OrganisationKind(models.TextChoices):
    """What an organisation is; decides what its people may be in the network."""

    CIVIL_SOCIETY = "civil_society", _("civil-society organisation")
    BAR = "bar", _("bar association")
    MEDIA = "media", _("media")
    RESEARCH = "research", _("research institution")
    INTERNATIONAL = "international", _("international organisation")
    AUTHORITY = "authority", _("public authority")


class OrganisationState(models.TextChoices):
    """Whether the organisation takes part now."""

    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")


class IdentifierScheme(models.TextChoices):
    """Whose numbering an identifier comes from."""

    BIN = "bin", _("business identification number (BIN)")
    IATI = "iati", _("IATI organisation identifier")
    WEBSITE = "website", _("website")


class ConsentPurpose(models.TextChoices):
    """What a consent covers; each is given, and withdrawn, by itself."""

    DIRECTORY = "directory", _("my name and organisation are shown to people of the network")
    PUBLIC = "public", _("my name is shown on public pages")
    CONTACT = "contact", _("people of the network may write to me")
    IMAGE = "image", _("pictures in which I can be recognised are used")
