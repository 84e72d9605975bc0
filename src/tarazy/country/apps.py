from django.apps import AppConfig

from tarazy.base.startup import register_preparation


class CountryConfig(AppConfig):
    name = "tarazy.country"
    label = "country"

    def ready(self) -> None:
        from tarazy.country import rules  # noqa: F401 - it registers itself
        from tarazy.country.actions import load_country_if_empty

        register_preparation("country", load_country_if_empty)
