from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tarazy.base.clock import today
from tarazy.base.forms import add_translated, in_three_languages
from tarazy.base.i18n import texts
from tarazy.base.permissions import can
from tarazy.country.models import Region
from tarazy.people.choices import OrganisationKind, Role
from tarazy.people.models import Organisation


class Search(forms.Form):
    """Narrows the list of organisations."""

    text = forms.CharField(label=_("Name contains"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("every kind")), *OrganisationKind.choices]  # type: ignore[attr-defined]
        self.fields["region"].choices = [  # type: ignore[attr-defined]
            ("", _("every region")),
            *((region.iso, region.name) for region in Region.objects.all()),
        ]


class PersonSearch(forms.Form):
    """Narrows the directory."""

    text = forms.CharField(label=_("Name contains"), required=False, max_length=80)


class OrganisationForm(forms.Form):
    """What is entered about an organisation."""

    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    regions = forms.ModelMultipleChoiceField(
        label=_("Regions"), queryset=Region.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_listed = forms.BooleanField(
        label=_("Shown to the public"),
        required=False,
        help_text=_("Decided by the organisation itself: being seen in the network can be a risk."),
    )

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _entered(organisation)
        super().__init__(*args, **kwargs)
        add_translated(self, "name", in_three_languages(_("Name"), max_length=200))
        add_translated(self, "description", in_three_languages(_("What it does"), long=True))
        self.order_fields(["name_kk", "name_ru", "name_en", "kind"])
        if organisation is not None:
            del self.fields["kind"]


class InvitationForm(forms.Form):
    """Invites someone to the network, into one role in one organisation."""

    given_name = forms.CharField(label=_("Given name"), max_length=80)
    family_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    email = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, actor: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = Organisation.objects.active().visible_to(actor)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            choice for choice in Role.choices if can(actor, "people.give_role", choice[0])
        ]


class NameForm(forms.Form):
    """Corrects how someone is called."""

    given_name = forms.CharField(label=_("Given name"), max_length=80)
    family_name = forms.CharField(label=_("Family name"), max_length=80, required=False)


class QualificationForm(forms.Form):
    """Records that someone can be relied on for something."""

    scheme = forms.CharField(
        label=_("Kind"), max_length=40, initial="observer", help_text=_("For example: observer, interviewer.")
    )
    value = forms.CharField(
        label=_("Scope"), max_length=80, initial="hearing", help_text=_("For example the form it is for: hearing.")
    )
    expires_on = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The first day without it; leave empty if it does not expire."),
    )

    def clean_expires_on(self) -> Any:
        expires_on = self.cleaned_data["expires_on"]
        if expires_on is not None and expires_on <= today():
            raise forms.ValidationError(_("This day has passed. Choose a later one."))
        return expires_on


def _entered(organisation: Organisation | None) -> dict[str, Any]:
    if organisation is None:
        return {}
    return {
        **{f"name_{language}": value for language, value in texts(organisation, "name").items()},
        **{f"description_{language}": value for language, value in texts(organisation, "description").items()},
        "regions": organisation.regions.all(),
        "is_listed": organisation.is_listed,
    }
