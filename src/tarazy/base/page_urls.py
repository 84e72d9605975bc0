"""Pages of the ground floor, below the language."""

from django.urls import URLPattern, path

from tarazy.base.mail import views as mail
from tarazy.base.ui.views import patterns

urlpatterns: list[URLPattern] = [
    path("ui/", patterns, name="ui-patterns"),
    path("mailbox/", mail.mailbox, name="mailbox"),
    path("mailbox/<slug:public_id>/", mail.mailbox_message, name="mailbox_message"),
    path("mailbox/<slug:public_id>/html/", mail.mailbox_html, name="mailbox_html"),
]
