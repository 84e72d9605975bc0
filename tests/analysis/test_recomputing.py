"""From the device to the published result."""

import json

import pytest
from click.testing import CliRunner

from tarazy.analysis.actions import rebuild_copy, recompute_results
from tarazy.analysis.commands import analysis, indicators
from tarazy.analysis.facade import indicator_figures, overview, region_figures, sampling_note, shown_campaign, stamp
from tarazy.analysis.models import IndicatorComputation, IndicatorResult
from tarazy.analysis.queries import are_results_current
from tarazy.base.permissions import SYSTEM
from tarazy.base.statistics import wilson_interval
from tarazy.country.models import Region
from tarazy.fieldwork.facade import withdraw_submission
from tarazy.fieldwork.models import Submission
from tarazy.methodology.models import Indicator
from tests.analysis.factories import campaign_with_form, record, send
from tests.fieldwork.factories import wait_until_fed

pytestmark = pytest.mark.django_db
# PostgreSQL's feed shows no reader what a transaction under way has changed: what arrives later must be committed.
COMMITTED = pytest.mark.django_db(transaction=True)


def total(code: str) -> IndicatorResult:
    return IndicatorResult.objects.get(indicator__code=code, breakdown="total")


def compute() -> int:
    wait_until_fed()
    return recompute_results(actor=SYSTEM).indicators


def counts(row: IndicatorResult) -> tuple[int | None, ...]:
    return (row.yes, row.partly, row.no, row.not_observed, row.not_applicable)


def test_share_is_yes_of_what_was_observed_and_applied():
    _, device = campaign_with_form()
    for answer, number in {"yes": 12, "partly": 6, "no": 6, "not_observed": 7, "na": 8, "": 5}.items():
        send(device, number, rights=answer)
    compute()
    row = total("E1")
    assert counts(row) == (12, 6, 6, 12, 8)
    assert (row.denominator, row.observed, row.share) == (24, 44, 0.5)
    assert (row.low, row.high) == wilson_interval(12, 24)


def test_defendants_are_counted_one_by_one_and_only_where_the_condition_holds():
    _, device = campaign_with_form()
    needed = {"sex": "female", "interpreter_needed": "yes", "interpreter_present": "yes"}
    send(
        device,
        6,
        defendants=[needed, {**needed, "interpreter_present": "no"}, {"sex": "male", "interpreter_needed": "no"}],
    )
    compute()
    assert counts(total("I2")) == (6, 0, 6, 0, 6)
    women = IndicatorResult.objects.get(indicator__code="I2", breakdown="sex", value="female")
    assert (women.yes, women.denominator) == (6, 12)


def test_year_is_that_of_the_hearing():
    _, device = campaign_with_form()
    send(device, 6, hearing_date="2024-12-31")
    send(device, 7, hearing_date="2025-01-01")
    compute()
    years = IndicatorResult.objects.filter(indicator__code="E1", breakdown="year")
    assert dict(years.values_list("value", "observed")) == {"2024": 6, "2025": 7}


def test_of_two_observers_the_first_received_counts_and_both_are_compared():
    _, device = campaign_with_form()
    for number in range(12):
        send(device, code=f"H{number}", role="first", rights="yes" if number % 2 else "no")
        send(device, code=f"H{number}", role="second", rights="yes")
    compute()
    assert counts(total("E1")) == (6, 0, 6, 0, 0)
    agreed = IndicatorComputation.objects.get(indicator__code="E1")
    assert (agreed.pairs, agreed.agreement) == (12, 0.5)
    assert agreed.alpha is not None


def test_agreement_of_few_pairs_is_not_told():
    _, device = campaign_with_form()
    for number in range(9):
        send(device, code=f"H{number}", role="first")
        send(device, code=f"H{number}", role="second")
    compute()
    agreed = IndicatorComputation.objects.get(indicator__code="E1")
    assert (agreed.pairs, agreed.agreement, agreed.alpha) == (9, None, None)


@COMMITTED
def test_withdrawn_and_replaced_submissions_leave_the_results():
    _, device = campaign_with_form()
    send(device, 20, rights="yes")
    device.post(record(rights="yes", instance_id="uuid:wrong"))
    compute()
    assert total("E1").yes == 21
    device.post(record(rights="not_observed", instance_id="uuid:right", replaces="uuid:wrong"))
    withdraw_submission(
        actor=SYSTEM, submission=Submission.objects.counted().order_by("pk").first(), reason="wrong court"
    )
    compute()
    assert IndicatorResult.objects.get(indicator__code="E1", breakdown="total").observed == 20


@COMMITTED
def test_nothing_new_writes_nothing_and_keeps_the_stamp():
    campaign, device = campaign_with_form()
    send(device, 6)
    assert compute() > 0
    before = stamp(campaign)
    assert compute() == 0
    assert stamp(campaign) == before
    assert are_results_current()
    send(device)
    wait_until_fed()
    assert not are_results_current()
    compute()
    assert stamp(campaign) != before


def test_rebuilt_copy_gives_the_same_results():
    _, device = campaign_with_form()
    send(device, 9, rights="yes")
    send(device, 8, rights="no", region="KZ-10")
    compute()
    before = list(IndicatorResult.objects.order_by("indicator", "breakdown", "value").values_list("yes", "no", "share"))
    rebuild_copy(actor=SYSTEM)
    recompute_results(actor=SYSTEM, force=True)
    after = list(IndicatorResult.objects.order_by("indicator", "breakdown", "value").values_list("yes", "no", "share"))
    assert after == before


@COMMITTED
def test_delta_and_base_count_alike(settings):
    _, device = campaign_with_form()
    send(device, 9, rights="yes")
    compute()
    send(device, 6, rights="no")
    compute()
    assert counts(total("E1")) == (9, 0, 6, 0, 0)


def test_answer_outside_the_choices_belongs_to_no_group_and_is_not_shown():
    _, device = campaign_with_form()
    send(device, 6, lang="kk")
    send(device, 6, lang="ФИО", rights="maybe")
    compute()
    assert counts(total("E1")) == (6, 0, 0, 6, 0)
    assert set(IndicatorResult.objects.filter(breakdown="language").values_list("value", flat=True)) <= {
        "kk",
        "unknown",
    }


def test_record_without_a_sound_day_or_region_is_not_counted():
    _, device = campaign_with_form()
    send(device, 6)
    for odd in ({"hearing_date": "1970-01-01"}, {"hearing_date": "2062-01-01"}, {"hearing_date": "soon"}):
        send(device, **odd)
    send(device, region="KZ-99")
    send(device, region="")
    compute()
    assert total("E1").observed == 6
    assert set(IndicatorResult.objects.filter(breakdown="year").values_list("value", flat=True)) == {"2025"}


def test_empty_installation_computes_nothing_without_complaint():
    assert compute() == 0
    assert rebuild_copy(actor=SYSTEM) == 0
    assert are_results_current()


def test_facade_gives_pages_their_figures_in_few_queries(django_assert_max_num_queries):
    campaign, device = campaign_with_form()
    send(device, 9, rights="yes")
    send(device, 8, rights="no", region="KZ-10")
    compute()
    indicator = Indicator.objects.get(code="E1")
    with django_assert_max_num_queries(10):
        assert shown_campaign() == campaign
        seen = overview(campaign)
        found = indicator_figures(campaign, indicator)
        regional = region_figures(campaign, Region.objects.get(iso="KZ-10"))
    assert (seen.observed, seen.observed_by_region) == (17, {"KZ-39": 9, "KZ-10": 8})
    assert found.total is not None
    assert found.total.share == pytest.approx(9 / 17)
    assert {figure.value: figure.share for figure in found.by("region")} == {"KZ-39": 1.0, "KZ-10": 0.0}
    first = next(each for each in regional if each.indicator.code == "E1")
    assert first.country is not None
    assert first.country.denominator == 17


def test_sampling_that_is_not_random_says_so():
    campaign, _ = campaign_with_form(design="convenience")
    assert "not chosen at random" in sampling_note(campaign)
    campaign.design = "random"
    assert "not chosen at random" not in sampling_note(campaign)


def test_commands_compute_and_show():
    _, device = campaign_with_form()
    send(device, 9, rights="yes")
    runner = CliRunner()
    assert json.loads(runner.invoke(analysis, ["rebuild", "--json"]).output)["observations"] == 9
    assert runner.invoke(indicators, ["compute", "--json"]).exit_code == 0
    shown = json.loads(runner.invoke(indicators, ["show", "E1", "--json"]).output)
    assert shown["results"][0]["indicator"] == "E1"
    assert "100" in runner.invoke(indicators, ["show", "e1"]).output
    assert runner.invoke(indicators, ["show", "Z99"]).exit_code == 1
    assert runner.invoke(indicators, ["compute", "--campaign", "nothing"]).exit_code == 1
