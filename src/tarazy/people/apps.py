from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tarazy.people"
    label = "people"
