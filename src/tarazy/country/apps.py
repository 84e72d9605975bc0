from django.apps import AppConfig


class CountryConfig(AppConfig):
    name = "tarazy.country"
    label = "country"
