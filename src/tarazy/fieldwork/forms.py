from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tarazy.accounts.models import User
from tarazy.base.clock import today
from tarazy.base.forms import add_translated, in_three_languages
from tarazy.base.i18n import texts
from tarazy.fieldwork.choices import SamplingDesign
from tarazy.fieldwork.models import Campaign, Form
from tarazy.fieldwork.xlsform.container import MAX_BYTES

MAX_MEDIA = 100


class CampaignForm(forms.Form):
    """What is entered about a campaign; its short name only once."""

    slug = forms.SlugField(
        label=_("Short name"),
        max_length=60,
        help_text=_("Latin letters, digits and hyphens. It stays for ever, in addresses and commands."),
    )
    design = forms.ChoiceField(
        label=_("Sampling"),
        choices=SamplingDesign.choices,
        help_text=_("Decides what the results may claim: only a random sample speaks for all."),
    )
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, campaign: Campaign | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _entered(campaign)
        super().__init__(*args, **kwargs)
        add_translated(self, "title", in_three_languages(_("Title"), max_length=200))
        add_translated(self, "description", in_three_languages(_("What it is for"), long=True))
        add_translated(self, "design_note", in_three_languages(_("How the observed were chosen"), long=True))
        self.order_fields(["title_kk", "title_ru", "title_en", "slug", "design", "starts_on", "ends_on"])
        if campaign is not None:
            del self.fields["slug"]


def _entered(campaign: Campaign | None) -> dict[str, Any]:
    if campaign is None:
        return {"starts_on": today(), "design": SamplingDesign.CONVENIENCE}
    entered: dict[str, Any] = {"design": campaign.design, "starts_on": campaign.starts_on, "ends_on": campaign.ends_on}
    for name in ("title", "description", "design_note"):
        entered |= {f"{name}_{language}": text for language, text in texts(campaign, name).items()}
    return entered


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files under one name."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list) else [data]
        if len(files) > MAX_MEDIA:
            raise ValidationError(_("Send at most %(limit)s files at once.") % {"limit": MAX_MEDIA})
        clean_one = super().clean
        return [clean_one(file, initial) for file in files if file]


class ImportForm(forms.Form):
    """A form as a file, with the files that it shows."""

    file = forms.FileField(
        label=_("The form"), help_text=_("An XLSForm (.xlsx, .xls, .csv) or an XForm (.xml)."), allow_empty_file=True
    )
    media = SeveralFilesField(  # type: ignore[assignment]
        label=_("Files that the form shows"),
        required=False,
        help_text=_("Pictures, sounds, lists. They can also be added later."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            message = _("The file is larger than %(megabytes)s MB. Send a smaller one.")
            raise ValidationError(message, params={"megabytes": MAX_BYTES // 1024 // 1024})
        return file


class MediaForm(forms.Form):
    """The files that a draft still waits for."""

    media = SeveralFilesField(label=_("Files"))  # type: ignore[assignment]


class Confirmation(forms.Form):
    """A step that asks for nothing but to be taken."""


class AccountField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the accounts, by the address that its owner signs in with."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.email)


class DeviceForm(forms.Form):
    """Whose device gets a key."""

    user = AccountField(label=_("Person"), queryset=User.objects.filter(is_active=True).order_by("email"))
    name = forms.CharField(
        label=_("Device"), max_length=100, required=False, help_text=_("To tell it from others, such as “work phone”.")
    )


class SubmissionSearch(forms.Form):
    """Narrows the list of submissions."""

    text = forms.CharField(label=_("Name or id contains"), required=False, max_length=80)
    form = forms.ModelChoiceField(
        label=_("Form"), queryset=Form.objects.none(), required=False, to_field_name="form_id"
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("those that count")),
            ("flagged", _("those with flags")),
            ("replaced", _("replaced by a newer version")),
            ("withdrawn", _("withdrawn")),
            ("trial", _("trials of a draft")),
            ("all", _("all")),
        ],
    )
    since = forms.DateField(label=_("Observed from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Observed until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["form"]
        field.queryset = campaign.forms.all()
        field.empty_label = _("every form")
