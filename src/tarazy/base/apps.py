from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class BaseConfig(AppConfig):
    name = "tarazy.base"
    label = "base"

    def ready(self) -> None:
        from tarazy.base.crypto import register_holder
        from tarazy.base.db import engines
        from tarazy.base.mail import delivery  # noqa: F401 - tells the outbox who delivers mail
        from tarazy.base.trail.chain import HEAD_SEALS

        connection_created.connect(engines.prepare_connection, dispatch_uid="tarazy.base.prepare_connection")
        register_holder(HEAD_SEALS)
        self._show_mailbox()

    def _show_mailbox(self) -> None:
        """Without a mail server the mail lies in the house, and coordinators find it on the rail."""
        from tarazy.base.ui.shell import Place, register_place

        if not settings.ENV.mail_url:
            register_place("rail", Place(_("Mailbox"), "mailbox", order=90, permission="base.read_mailbox"))
