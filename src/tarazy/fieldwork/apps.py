from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "tarazy.fieldwork"
    label = "fieldwork"

    def ready(self) -> None:
        from tarazy.fieldwork import originals, receivers, rules  # noqa: F401 - they register themselves

        originals.register()
