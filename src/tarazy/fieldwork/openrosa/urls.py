"""Addresses of the OpenRosa server, below /openrosa/."""

from django.urls import path

from tarazy.fieldwork.openrosa import views

urlpatterns = [
    path("<str:secret>/formList", views.form_list, name="openrosa_form_list"),
    path("<str:secret>/forms/<str:version>.xml", views.form, name="openrosa_form"),
    path("<str:secret>/formManifest/<str:version>", views.form_manifest, name="openrosa_manifest"),
    path("<str:secret>/media/<str:public_id>/<path:name>", views.media, name="openrosa_media"),
    path("<str:secret>/submission", views.submission, name="openrosa_submission"),
    path("<str:secret>", views.unknown, name="openrosa"),
    path("<str:secret>/<path:rest>", views.unknown, name="openrosa_unknown"),
]
