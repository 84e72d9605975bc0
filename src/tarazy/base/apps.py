from django.apps import AppConfig
from django.db.backends.signals import connection_created


class BaseConfig(AppConfig):
    name = "tarazy.base"
    label = "base"

    def ready(self) -> None:
        from tarazy.base.crypto import register_holder
        from tarazy.base.db import engines
        from tarazy.base.trail.chain import HEAD_SEALS

        connection_created.connect(engines.prepare_connection, dispatch_uid="tarazy.base.prepare_connection")
        register_holder(HEAD_SEALS)
