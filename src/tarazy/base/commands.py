"""Commands of the ground floor."""

from tarazy.base.backup.commands import backup_command, restore_command
from tarazy.base.crypto.commands import keys
from tarazy.base.doctor.commands import doctor_command
from tarazy.base.outbox.commands import outbox
from tarazy.base.trail.commands import trail_command
from tarazy.base.ui.commands import maintenance
from tarazy.base.worker.commands import worker

COMMANDS = [backup_command, restore_command, doctor_command, keys, maintenance, outbox, trail_command, worker]
