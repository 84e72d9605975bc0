from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tarazy.accounts"
    label = "accounts"
