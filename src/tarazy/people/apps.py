from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tarazy.people"
    label = "people"

    def ready(self) -> None:
        from tarazy.people import receivers, rules  # noqa: F401 - they register themselves
