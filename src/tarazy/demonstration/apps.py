from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "tarazy.demonstration"
    label = "demonstration"
