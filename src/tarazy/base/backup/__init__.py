"""One file with everything an installation knows, its keys left out, and the way back from it.

The file is a ZIP of JSON lines, a table each, and of the private files by their hash; it does not depend on the kind of
database, so that a network which began on SQLite moves to PostgreSQL by a backup and a restore.
"""

from tarazy.base.backup.making import back_up
from tarazy.base.backup.restoring import check, restore

__all__ = ["back_up", "check", "restore"]
