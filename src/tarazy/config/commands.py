"""Commands that run the installation as a whole: ``tarazy serve``."""

from __future__ import annotations

import click


@click.command()
@click.option("--demo", is_flag=True, help="Load the demonstration network first, if the data folder holds none.")
def serve(demo: bool) -> None:
    """Bring the database up to date, then serve the site and run the worker and the schedule."""
    from tarazy.config import preparation, supervisor
    from tarazy.demonstration import facade as demonstration

    preparation.prepare()
    supervisor.replace_this_process(demo=demo and not demonstration.is_loaded())


COMMANDS = [serve]
