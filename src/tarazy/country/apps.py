from django.apps import AppConfig


class CountryConfig(AppConfig):
    name = "tarazy.country"
    label = "country"

    def ready(self) -> None:
        from tarazy.country import rules  # noqa: F401 - it registers itself
