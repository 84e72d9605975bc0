from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from tarazy.base.forms import performed, translated
from tarazy.base.pages import render
from tarazy.base.permissions import can, require, requires, signed_in
from tarazy.fieldwork import actions, queries
from tarazy.fieldwork.choices import SamplingDesign
from tarazy.fieldwork.forms import CampaignForm, Confirmation
from tarazy.fieldwork.models import Campaign


@signed_in
def campaign_list(request: HttpRequest) -> HttpResponse:
    """The campaigns that the visitor may see."""
    may_add = can(request.user, "fieldwork.add_campaign")
    return render(request, "fieldwork/campaigns.html", queries.campaigns(request.user), may_add=may_add)


@signed_in
def campaign_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One campaign: its plan, its forms, its devices."""
    return render(request, "fieldwork/campaign.html", queries.campaign_page(request.user, visible(request, slug)))


@requires("fieldwork.add_campaign")
def campaign_new(request: HttpRequest) -> HttpResponse:
    """Open a campaign."""
    form = CampaignForm(request.POST or None)
    if form.is_valid():
        added = performed(
            form,
            lambda: actions.add_campaign(
                actor=request.user,
                slug=form.cleaned_data["slug"],
                title=translated(form, "title"),
                description=translated(form, "description"),
                design=SamplingDesign(form.cleaned_data["design"]),
                design_note=translated(form, "design_note"),
                starts_on=form.cleaned_data["starts_on"],
                ends_on=form.cleaned_data["ends_on"],
            ),
        )
        if added is not None:
            return redirect(added)
    return render(request, "fieldwork/campaign_form.html", form=form, campaign=None)


@signed_in
def campaign_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is entered about a campaign."""
    campaign = visible(request, slug)
    require(request.user, "fieldwork.change_campaign", campaign)
    form = CampaignForm(request.POST or None, campaign=campaign)
    if form.is_valid():
        for name in ("title", "description", "design_note"):
            setattr(campaign, name, translated(form, name))
        for name in ("design", "starts_on", "ends_on"):
            setattr(campaign, name, form.cleaned_data[name])
        if performed(form, lambda: actions.change_campaign(actor=request.user, campaign=campaign)):
            return redirect(campaign)
    return render(request, "fieldwork/campaign_form.html", form=form, campaign=campaign)


@signed_in
def campaign_closing(request: HttpRequest, slug: str) -> HttpResponse:
    """Close an open campaign, or open a closed one again."""
    campaign = visible(request, slug)
    require(request.user, "fieldwork.change_campaign", campaign)
    act = actions.close_campaign if campaign.is_open else actions.reopen_campaign
    form = Confirmation(request.POST if request.method == "POST" else None)
    if form.is_valid() and performed(form, lambda: act(actor=request.user, campaign=campaign)) is not None:
        return redirect(campaign)
    return render(request, "fieldwork/campaign_closing.html", campaign, form=form)


def visible(request: HttpRequest, slug: str) -> Campaign:
    """The campaign, if there is one for this visitor."""
    return get_object_or_404(Campaign.objects.visible_to(request.user), slug=slug)
