"""``python -m tarazy.config`` is the program ``tarazy``."""

from tarazy.config.cli import main

main()
