"""Importing and exporting the methodology: whole, all or nothing, and the same on the way back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from tarazy.base.exchange import Changes, DocumentRefused
from tarazy.base.permissions import SYSTEM, Hidden, Refused
from tarazy.base.startup import run_preparations
from tarazy.base.trail.models import TrailEntry
from tarazy.country.models import Region
from tarazy.methodology.actions import import_methodology, shipped_methodology
from tarazy.methodology.models import Indicator, MethodologyEdition, Sphere, Standard
from tarazy.methodology.queries import exported_methodology, indicators_of_form, spheres
from tarazy.people.choices import Role
from tests.people.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> dict[str, Any]:
    return json.loads(shipped_methodology())


def imported(document: dict[str, Any]) -> Changes:
    return import_methodology(actor=SYSTEM, content=json.dumps(document).encode())


def problems_of(document: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(DocumentRefused) as refused:
        imported(document)
    return {problem.place: problem.message for problem in refused.value.problems}


def by_code(document: dict[str, Any], code: str) -> dict[str, Any]:
    return next(row for row in document["indicators"] if row["code"] == code)


def test_shipped_file_brings_the_whole_catalogue() -> None:
    import_methodology(actor=SYSTEM)
    assert Sphere.objects.count() == 8
    assert Indicator.objects.count() == 101
    assert Indicator.objects.measured().count() == indicators_of_form("hearing").count() >= 30
    indicator = Indicator.objects.get(code="C2")
    assert indicator.rule is not None
    assert indicator.rule["yes"] == ["no"]
    assert indicator.standards.all()[0].instrument.code == "ICCPR"


def test_export_is_the_file_that_was_imported() -> None:
    import_methodology(actor=SYSTEM)
    assert exported_methodology().encode() == shipped_methodology()


def test_importing_again_changes_nothing_and_leaves_no_trace() -> None:
    import_methodology(actor=SYSTEM)
    assert not import_methodology(actor=SYSTEM)
    assert TrailEntry.objects.filter(action="methodology.import").count() == 1
    assert MethodologyEdition.objects.count() == 1


def test_a_change_keeps_identifiers_and_adds_an_edition(document: dict[str, Any]) -> None:
    imported(document)
    before = Indicator.objects.get(code="B1").public_id
    document["edition"] = "2027.1"
    by_code(document, "B1")["title"]["en"] = "Open doors"
    by_code(document, "B2")["standards"].reverse()
    assert imported(document) == Changes(added=1, changed=2)
    assert Indicator.objects.get(code="B1").public_id == before
    assert [edition.label for edition in MethodologyEdition.objects.all()] == ["2027.1", "2026.1"]
    assert json.loads(exported_methodology()) == document


def test_what_is_left_out_is_removed_from_the_leaves_up(document: dict[str, Any]) -> None:
    imported(document)
    document["indicators"] = [row for row in document["indicators"] if row["group"] != "P"]
    document["groups"] = [row for row in document["groups"] if row["code"] != "P"]
    used = {code for row in document["indicators"] for code in row["standards"]}
    document["standards"] = [row for row in document["standards"] if row["code"] in used]
    instruments = {row["instrument"] for row in document["standards"]}
    document["instruments"] = [row for row in document["instruments"] if row["code"] in instruments]
    assert imported(document).removed > 7
    assert not Standard.objects.filter(instrument__code="OPCAT").exists()


def test_an_order_changed_in_the_file_comes_back_in_the_export(document: dict[str, Any]) -> None:
    imported(document)
    document["groups"].reverse()
    document["indicators"].reverse()
    imported(document)
    assert json.loads(exported_methodology()) == document


def test_every_problem_is_reported_with_its_place(document: dict[str, Any]) -> None:
    document["spheres"][0]["number"] = 9
    document["standards"][0]["edition"] = "last year"
    document["standards"][1]["instrument"] = "MAGNA-CARTA"
    document["indicators"][0]["standards"] = ["ICCPR-99"]
    document["indicators"][1]["question"].pop("kk")
    by_code(document, "B1")["rule"]["no"] = ["yes"]
    by_code(document, "B2")["rule"]["sometimes"] = []
    del by_code(document, "B3")["numerator"]
    by_code(document, "A1")["status"] = "unknown"
    number = {row["code"]: index for index, row in enumerate(document["indicators"])}
    assert {
        "spheres[0].number",
        "standards[0].edition",
        "standards[1].instrument",
        "indicators[0].standards[0]",
        "indicators[1].question.kk",
        f"indicators[{number['B1']}].rule",
        f"indicators[{number['B2']}].rule.sometimes",
        "indicators: B3",
        f"indicators[{number['A1']}].status",
    } <= set(problems_of(document))
    assert not Sphere.objects.exists()


def test_a_code_used_twice_is_refused(document: dict[str, Any]) -> None:
    document["indicators"][1]["code"] = document["indicators"][0]["code"]
    assert "indicators" in problems_of(document)


def test_an_indicator_not_yet_measured_has_no_rule(document: dict[str, Any]) -> None:
    by_code(document, "A1")["rule"] = by_code(document, "B1")["rule"]
    assert set(problems_of(document)) == {"indicators: A1"}


@pytest.mark.parametrize("part", ["spheres", "groups", "instruments", "standards", "indicators"])
@pytest.mark.parametrize("value", [None, {}, [None], [[]], ["x"], [{"code": {}}]], ids=repr)
def test_a_part_of_the_wrong_shape_is_refused(document: dict[str, Any], part: str, value: Any) -> None:
    document[part] = value
    assert problems_of(document)


def test_a_sphere_lead_imports_and_a_monitor_is_told_why_not() -> None:
    lead = MembershipFactory(role=Role.LEAD).person.user
    monitor = MembershipFactory(role=Role.MONITOR).person.user
    with pytest.raises(Refused):
        import_methodology(actor=monitor)
    assert import_methodology(actor=lead)
    with pytest.raises(Hidden):
        import_methodology(actor=AnonymousUser())


def test_spheres_say_how_much_of_them_is_measured() -> None:
    import_methodology(actor=SYSTEM)
    counted = {sphere.number: (sphere.indicator_count, sphere.measured_count) for sphere in spheres()}
    assert sum(total for total, _ in counted.values()) == 101
    assert counted[8] == (8, 0)


def test_a_new_installation_starts_with_the_shipped_data_and_keeps_its_own() -> None:
    run_preparations()
    assert Region.objects.count() == 20
    Indicator.objects.filter(code="P7").delete()
    run_preparations()
    assert Indicator.objects.count() == 100
