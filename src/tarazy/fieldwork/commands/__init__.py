"""Commands of fieldwork: campaigns, forms, devices, submissions."""

from tarazy.fieldwork.commands.campaigns import campaign
from tarazy.fieldwork.commands.devices import device
from tarazy.fieldwork.commands.forms import form
from tarazy.fieldwork.commands.submissions import submissions

COMMANDS = [campaign, form, device, submissions]
