from typing import Any

from django.db import migrations

TABLE, COLUMN = "fieldwork_submissionchange", "transaction"


def number_by_transaction(apps: Any, schema_editor: Any) -> None:
    """On PostgreSQL each row of the change feed carries the id of the transaction that wrote it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f'ALTER TABLE {TABLE} ALTER COLUMN "{COLUMN}" SET DEFAULT (pg_current_xact_id()::text::bigint)'
        )


def number_with_zero(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f'ALTER TABLE {TABLE} ALTER COLUMN "{COLUMN}" SET DEFAULT 0')


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0001_initial")]
    operations = [migrations.RunPython(number_by_transaction, number_with_zero)]
