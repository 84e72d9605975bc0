from functools import partial

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tarazy.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.mfa.models import Authenticator
        from django.conf import settings
        from django.urls import reverse
        from django.utils.functional import lazy

        from tarazy.accounts import receivers, rules, tasks  # noqa: F401 - they register themselves
        from tarazy.accounts.adapters import SECRET_CONTEXT
        from tarazy.base.crypto import JsonTokens, register_holder
        from tarazy.base.ui.shell import Session, register_session

        for kind, key in ((Authenticator.Type.TOTP, "secret"), (Authenticator.Type.RECOVERY_CODES, "seed")):
            rows = partial(Authenticator.objects.filter, type=kind)
            register_holder(JsonTokens(rows, "data", key, SECRET_CONTEXT))
        neutral_page = settings.LEAVE_URL or lazy(reverse, str)("accounts:calendar")
        register_session(Session(account="accounts:account", leave="accounts:leave", neutral_page=neutral_page))
