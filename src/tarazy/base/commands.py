"""Commands of the ground floor."""

from tarazy.base.crypto.commands import keys

COMMANDS = [keys]
