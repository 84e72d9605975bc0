from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "tarazy.analysis"
    label = "analysis"
