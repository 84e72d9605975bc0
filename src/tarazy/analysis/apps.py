from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "tarazy.analysis"
    label = "analysis"

    def ready(self) -> None:
        from tarazy.analysis import rules  # noqa: F401 - they register themselves
