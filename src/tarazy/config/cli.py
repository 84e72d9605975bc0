"""The program ``tarazy``: gathers the commands that the rooms offer in their ``commands.py``."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec

import click

ROOMS = (
    "base",
    "config",
    "accounts",
    "people",
    "country",
    "methodology",
    "fieldwork",
    "analysis",
    "site",
    "demonstration",
)


class Refusal(click.ClickException):
    """Input that was refused; the reason goes to standard error."""

    exit_code = 1


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tarazy", prog_name="tarazy")
def tarazy() -> None:
    """The working system of a network that oversees the rule of law."""


def main() -> None:
    """Run one command; Django is set up first, so that a command may import models."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tarazy.config.settings")
    import django

    django.setup()
    for room in ROOMS:
        if find_spec(f"tarazy.{room}.commands"):
            for command in import_module(f"tarazy.{room}.commands").COMMANDS:
                tarazy.add_command(command)
    sys.exit(tarazy.main(standalone_mode=True))
