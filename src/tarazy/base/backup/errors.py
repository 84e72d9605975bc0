"""Why a backup or a restore was refused. For the operator, on the command line, in English."""


class BackupRefused(Exception):
    """The reason, and what to do."""
