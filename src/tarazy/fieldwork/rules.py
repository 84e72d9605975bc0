"""Who may do what in fieldwork."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rules.predicates import Predicate

from tarazy.base.permissions import grant
from tarazy.fieldwork.models import Attachment, Campaign, DeviceKey, FormVersion, Submission
from tarazy.fieldwork.roles import plans, reads_campaigns, reads_submissions


def _sees_campaign(actor: object, campaign: Campaign | None) -> bool:
    return campaign is not None and Campaign.objects.visible_to(actor).filter(pk=campaign.pk).exists()


def _sees_version(actor: object, version: FormVersion | None) -> bool:
    return version is not None and _sees_campaign(actor, version.form.campaign)


def _is_own(actor: object, thing: Submission | DeviceKey | None) -> bool:
    """What was sent with a key of the actor's, or the key itself."""
    key = thing.device if isinstance(thing, Submission) else thing
    return key is not None and key.user_id == getattr(actor, "pk", None)


def _sees_attachment(actor: object, attachment: Attachment | None) -> bool:
    return attachment is not None and bool(sees_submission.test(actor, attachment.submission))


def _holds_key(actor: object) -> bool:
    return DeviceKey.objects.filter(user_id=getattr(actor, "pk", None) or -1).exists()


is_planner = Predicate(plans, name="plans campaigns")
is_reader = Predicate(reads_campaigns, name="reads campaigns")
reviews = Predicate(reads_submissions, name="reads submissions")
is_own = Predicate(_is_own, name="is their own")
holds_key = Predicate(_holds_key, name="holds a device key")
sees_campaign = Predicate(_sees_campaign, name="sees the campaign")
sees_version = Predicate(_sees_version, name="sees the form version")
sees_submission = reviews | is_own
sees_device = is_planner | is_own

grant(
    "fieldwork.view_campaigns",
    is_reader | holds_key,
    refusal=_("Campaigns are shown to those who plan and analyse them."),
)
grant("fieldwork.view_campaign", sees_campaign, refusal=_("This campaign is not shown to you."))
grant(
    "fieldwork.add_campaign",
    is_planner,
    refusal=_("A coordinator or a sphere lead opens campaigns."),
    visible_to=is_reader,
)
grant(
    "fieldwork.change_campaign",
    is_planner,
    refusal=_("A coordinator or a sphere lead changes a campaign."),
    visible_to=sees_campaign,
)
grant("fieldwork.view_version", sees_version, refusal=_("This form is not shown to you."))
grant(
    "fieldwork.import_form",
    is_planner,
    refusal=_("A coordinator or a sphere lead imports forms."),
    visible_to=sees_campaign,
)
grant(
    "fieldwork.publish_version",
    is_planner,
    refusal=_("A coordinator or a sphere lead publishes and retires forms."),
    visible_to=sees_version,
)
grant(
    "fieldwork.add_device_key",
    is_planner,
    refusal=_("A coordinator or a sphere lead gives out device keys."),
    visible_to=sees_campaign,
)
grant("fieldwork.view_device_key", sees_device, refusal=_("This device key is not shown to you."))
grant(
    "fieldwork.revoke_device_key",
    sees_device,
    refusal=_("A device key is revoked by its holder, a coordinator or a sphere lead."),
)
grant(
    "fieldwork.view_submissions",
    reviews,
    refusal=_("Submissions are read by those who review them."),
    visible_to=is_reader,
)
grant("fieldwork.view_submission", sees_submission, refusal=_("This submission is not shown to you."))
grant(
    "fieldwork.view_attachment",
    Predicate(_sees_attachment, name="sees the submission of the file"),
    refusal=_("This file is not shown to you."),
)
grant(
    "fieldwork.withdraw_submission",
    is_planner,
    refusal=_("A coordinator or a sphere lead withdraws submissions."),
    visible_to=sees_submission,
)
grant(
    "fieldwork.export_submissions",
    reviews,
    refusal=_("Submissions are exported by those who review them."),
    visible_to=is_reader,
)
