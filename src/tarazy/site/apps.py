from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "tarazy.site"
    label = "site"
