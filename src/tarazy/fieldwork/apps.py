from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "tarazy.fieldwork"
    label = "fieldwork"
