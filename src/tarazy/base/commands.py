"""Commands of the ground floor."""

from tarazy.base.crypto.commands import keys
from tarazy.base.ui.commands import maintenance

COMMANDS = [keys, maintenance]
