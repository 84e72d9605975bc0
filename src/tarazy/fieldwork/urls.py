"""Addresses of this room, below its part of the path and the language."""

from django.urls import path

from tarazy.fieldwork.views import campaigns, devices, forms, submissions

app_name = "fieldwork"
urlpatterns = [
    path("", campaigns.campaign_list, name="campaigns"),
    path("campaigns/new/", campaigns.campaign_new, name="campaign_new"),
    path("campaigns/<slug:slug>/", campaigns.campaign_detail, name="campaign"),
    path("campaigns/<slug:slug>/change/", campaigns.campaign_change, name="campaign_change"),
    path("campaigns/<slug:slug>/closing/", campaigns.campaign_closing, name="campaign_closing"),
    path("campaigns/<slug:slug>/forms/new/", forms.form_import, name="form_import"),
    path("campaigns/<slug:slug>/devices/new/", devices.device_new, name="device_new"),
    path("campaigns/<slug:slug>/submissions/", submissions.submission_list, name="submissions"),
    path("devices/<slug:public_id>/revocation/", devices.device_revocation, name="device_revocation"),
    path("forms/<slug:public_id>/", forms.version_detail, name="version"),
    path("forms/<slug:public_id>/publication/", forms.version_publication, name="version_publication"),
    path("forms/<slug:public_id>/retirement/", forms.version_retirement, name="version_retirement"),
    path("forms/<slug:public_id>/removal/", forms.version_removal, name="version_removal"),
    path("forms/<slug:public_id>/media/", forms.version_media, name="version_media"),
    path("forms/<slug:public_id>/xform/", forms.version_xform, name="version_xform"),
    path("submissions/<slug:public_id>/", submissions.submission_detail, name="submission"),
    path("submissions/<slug:public_id>/original/", submissions.submission_original, name="submission_original"),
    path("submissions/<slug:public_id>/withdrawal/", submissions.submission_withdrawal, name="submission_withdrawal"),
    path("attachments/<slug:public_id>/", submissions.attachment, name="attachment"),
]
