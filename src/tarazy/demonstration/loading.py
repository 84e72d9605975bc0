"""Loading the demonstration: people, campaign, records, results; what was cut short can be gone on with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction

from tarazy.accounts.models import User
from tarazy.analysis.facade import recompute_results
from tarazy.base import trail
from tarazy.base.clock import now
from tarazy.base.db import hasty_commits
from tarazy.base.permissions import SYSTEM
from tarazy.base.startup import run_preparations
from tarazy.demonstration import credentials, network, patterns
from tarazy.demonstration.campaign import SLUG, give_keys, open_campaign
from tarazy.demonstration.choices import Size
from tarazy.demonstration.devices import Device
from tarazy.demonstration.errors import NotEmpty
from tarazy.demonstration.generation import generator
from tarazy.demonstration.models import DemonstrationLoad
from tarazy.demonstration.national import send_national_records
from tarazy.demonstration.sending import Plan
from tarazy.fieldwork.models import Campaign
from tarazy.people.choices import Role

SEED = 20240201
T = TypeVar("T")


class Progress(Protocol):
    """Shows how far a long step is: gets what is to be done and yields it."""

    def __call__(self, steps: list[T], label: str, /) -> Iterable[T]: ...


def load_demonstration(*, size: Size, progress: Progress, announce: Callable[[str], None]) -> None:
    """Load the invented network and, for the size of the country, the synthetic load on top; repeating adds nothing.

    `announce` gets what the operator must read once.

    Raises:
        NotEmpty: the installation holds accounts of real people.
        BadSecret: the environment's secret for second factors is unusable.
        UnexpectedAnswer: the intake did not answer as it should.
    """
    run_preparations()
    load = DemonstrationLoad.objects.filter(size=Size.SMALL).first() or _begin(announce)
    campaign = Campaign.objects.get(slug=SLUG)
    if load.finished_at is None:
        with hasty_commits():
            send_records(campaign, progress)
        _finish(load)
    if size == Size.NATIONAL:
        load, _ = DemonstrationLoad.objects.get_or_create(size=Size.NATIONAL)
        if load.finished_at is None:
            send_national_records(campaign, progress)
            _finish(load)
    recompute_results(actor=SYSTEM)


def send_records(campaign: Campaign, progress: Progress) -> None:
    """Send all records from the devices of their monitors; those that arrived before are received again."""
    monitors = [member.account for member in network.cast() if member.role == Role.MONITOR]
    handler = WSGIHandler()
    secrets = give_keys(campaign, monitors)
    devices = {account: Device(handler, secret, account) for account, secret in secrets.items()}
    hearings = generator(SEED).observations({iso: count for iso, (count, _) in patterns.REGIONS.items()})
    for sending in progress(Plan(hearings, monitors, SEED).sendings(), "Hearings"):
        devices[sending.account].send(sending.xml, sending.expected)


@transaction.atomic
def _finish(load: DemonstrationLoad) -> None:
    load.finished_at = now()
    load.save(update_fields=["finished_at"])
    trail.record(SYSTEM, "demonstration.finish", load, size=load.size)


@transaction.atomic
def _begin(announce: Callable[[str], None]) -> DemonstrationLoad:
    """Make the accounts and open the campaign, and say how one signs in."""
    if User.objects.exists():
        raise NotEmpty
    chosen = credentials.chosen_credentials()
    network.enter_network(chosen)
    open_campaign()
    path = credentials.write_down(
        chosen, [(member.account, member.role, member.has_second_factor) for member in network.cast()]
    )
    announce(f"Demonstration accounts: …@{credentials.DOMAIN}, password {chosen.password}; all of them are in {path}")
    load = DemonstrationLoad.objects.create(size=Size.SMALL)
    trail.record(SYSTEM, "demonstration.begin", load, size=load.size)
    return load
