from django.apps import AppConfig


class MethodologyConfig(AppConfig):
    name = "tarazy.methodology"
    label = "methodology"
