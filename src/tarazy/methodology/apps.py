from django.apps import AppConfig


class MethodologyConfig(AppConfig):
    name = "tarazy.methodology"
    label = "methodology"

    def ready(self) -> None:
        from tarazy.methodology import rules  # noqa: F401 - it registers itself
