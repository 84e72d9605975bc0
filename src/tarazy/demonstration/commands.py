"""``tarazy demo``: the invented network that shows every room at work."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import TypeVar

import click

from tarazy.base.errors import DomainError
from tarazy.demonstration.choices import Size

T = TypeVar("T")


@click.group()
def demo() -> None:
    """The demonstration network: everything in it is invented."""


@demo.command()
@click.option("--size", type=click.Choice(Size.values), default=Size.SMALL.value, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def load(size: str, as_json: bool) -> None:
    """Load the demonstration into an empty installation; repeating it changes nothing."""
    from django.core.management import call_command

    from tarazy.demonstration.loading import load_demonstration

    began = time.monotonic()
    call_command("migrate", interactive=False, verbosity=0)
    try:
        load_demonstration(size=Size(size), progress=_shown, announce=lambda text: click.echo(text, err=as_json))
    except DomainError as refused:
        raise click.ClickException(str(refused)) from None
    _report(time.monotonic() - began, as_json)


@demo.command()
@click.argument("email")
def code(email: str) -> None:
    """Print the code that a demonstration account's second factor asks for now."""
    from tarazy.demonstration.credentials import current_code

    try:
        click.echo(current_code(email))
    except DomainError as refused:
        raise click.ClickException(str(refused)) from None


def _shown(steps: list[T], label: str, /) -> Iterator[T]:
    """Show progress where somebody watches."""
    if not sys.stderr.isatty():
        yield from steps
        return
    with click.progressbar(steps, label=label, file=sys.stderr) as bar:
        yield from bar


def _report(seconds: float, as_json: bool) -> None:
    from tarazy.fieldwork.models import Submission
    from tarazy.people.models import Person

    report = {
        "people": Person.objects.count(),
        "submissions": Submission.objects.count(),
        "seconds": round(seconds, 1),
    }
    click.echo(json.dumps(report) if as_json else "Loaded: " + ", ".join(f"{n} {what}" for what, n in report.items()))


COMMANDS = (demo,)
