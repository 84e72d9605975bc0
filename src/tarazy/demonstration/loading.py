"""Loading the demonstration: people, campaign, records, in that order; what was cut short can be gone on with."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction

from tarazy.accounts.models import User
from tarazy.base import trail
from tarazy.base.clock import now
from tarazy.base.db import hasty_commits
from tarazy.base.permissions import SYSTEM
from tarazy.base.startup import run_preparations
from tarazy.country.choices import CourtLevel
from tarazy.country.models import Court, Holiday
from tarazy.demonstration import credentials, network, patterns
from tarazy.demonstration.campaign import FIRST_DAY, LAST_DAY, SLUG, give_keys, open_campaign
from tarazy.demonstration.choices import Size
from tarazy.demonstration.devices import Device
from tarazy.demonstration.errors import NotEmpty
from tarazy.demonstration.hearings import Country, Generator, Measure, working_days
from tarazy.demonstration.models import DemonstrationLoad
from tarazy.demonstration.records import FORM_ID, questions_in_order
from tarazy.demonstration.sending import Plan, Sending
from tarazy.fieldwork.models import Campaign
from tarazy.methodology.choices import Unit
from tarazy.methodology.facade import indicators_of_form
from tarazy.people.choices import Role

SEED = 20240201
Progress = Callable[[list[Sending]], Iterable[Sending]]


def load_demonstration(*, progress: Progress = iter, announce: Callable[[str], None] = print) -> None:
    """Load the invented network; a second call does nothing.

    `progress` is handed the requests and yields them; `announce` gets what the operator must read once.

    Raises:
        NotEmpty: the installation holds accounts of real people.
        BadSecret: the environment's secret for second factors is unusable.
        UnexpectedAnswer: the intake did not answer as it should.
    """
    run_preparations()
    load = DemonstrationLoad.objects.filter(size=Size.SMALL).first() or _begin(announce)
    if load.finished_at is None:
        with hasty_commits():
            send_records(Campaign.objects.get(slug=SLUG), progress)
        finish(load)


@transaction.atomic
def finish(load: DemonstrationLoad) -> None:
    """Say that all of it is there."""
    load.finished_at = now()
    load.save(update_fields=["finished_at"])
    trail.record(SYSTEM, "demonstration.finish", load, size=load.size)


def send_records(campaign: Campaign, progress: Progress) -> None:
    """Send all records from the devices of their monitors; those that arrived before are received again."""
    monitors = [member.account for member in network.cast() if member.role == Role.MONITOR]
    handler = WSGIHandler()
    secrets = give_keys(campaign, monitors)
    devices = {account: Device(handler, secret, account) for account, secret in secrets.items()}
    hearings = generator(SEED).observations({iso: count for iso, (count, _) in patterns.REGIONS.items()})
    for sending in progress(Plan(hearings, monitors, SEED).sendings()):
        devices[sending.account].send(sending.xml, sending.expected)


def generator(seed: int) -> Generator:
    """Return a source of hearings in the courts and on the working days of the country, asked by the hearing form."""
    courts: dict[str, list[tuple[str, str]]] = {}
    for court in Court.objects.select_related("region"):
        kind = court.level if court.level == CourtLevel.CASSATION else court.kind
        courts.setdefault(court.region.iso, []).append((court.code, kind))
    holidays = frozenset(Holiday.objects.values_list("date", flat=True))
    country = Country(courts, working_days(FIRST_DAY, LAST_DAY, holidays))
    return Generator(country, _measures(), seed)


def _measures() -> list[Measure]:
    order = {name: number for number, name in enumerate(questions_in_order())}
    measures = [
        Measure(indicator.code, indicator.question_name, indicator.rule or {}, indicator.unit == Unit.DEFENDANT)
        for indicator in indicators_of_form(FORM_ID)
    ]
    return sorted(measures, key=lambda measure: order[measure.question])


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
