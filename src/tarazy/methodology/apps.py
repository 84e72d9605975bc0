from django.apps import AppConfig

from tarazy.base.startup import register_preparation


class MethodologyConfig(AppConfig):
    name = "tarazy.methodology"
    label = "methodology"

    def ready(self) -> None:
        from tarazy.methodology import rules  # noqa: F401 - it registers itself
        from tarazy.methodology.actions import import_methodology_if_empty

        register_preparation("methodology", import_methodology_if_empty)
