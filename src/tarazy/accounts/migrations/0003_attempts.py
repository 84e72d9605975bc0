"""The table of attempts that all processes share (Django's database cache; see the setting CACHES)."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def make(apps: Any, schema_editor: Any) -> None:
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP TABLE accounts_attempts")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_sign_in_and_invitations")]

    operations = [migrations.RunPython(make, drop)]
