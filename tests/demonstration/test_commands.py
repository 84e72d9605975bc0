"""The command line as an operator types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tarazy.base.permissions import SYSTEM
from tarazy.country.actions import shipped_country
from tarazy.country.commands import country
from tarazy.demonstration.commands import demo
from tarazy.methodology.actions import import_methodology, shipped_methodology
from tarazy.methodology.commands import methodology

pytestmark = pytest.mark.django_db


def test_country_is_loaded_and_reported_as_json() -> None:
    result = CliRunner().invoke(country, ["load", "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["added"] > 150


def test_a_refused_file_is_named_problem_by_problem(tmp_path: Path) -> None:
    file = tmp_path / "country.json"
    file.write_bytes(shipped_country().replace(b'"kind": "region"', b'"kind": "duchy"'))
    result = CliRunner().invoke(country, ["load", str(file)])
    assert result.exit_code == 1
    assert "regions[0].kind" in result.stderr
    assert "regions[1].kind" in result.stderr


def test_methodology_goes_out_and_comes_back_the_same(tmp_path: Path) -> None:
    file = tmp_path / "methodology.json"
    assert CliRunner().invoke(methodology, ["export"]).exit_code == 1
    import_methodology(actor=SYSTEM)
    assert CliRunner().invoke(methodology, ["export", "-o", str(file)]).exit_code == 0
    assert file.read_bytes() == shipped_methodology()
    again = CliRunner().invoke(methodology, ["import", str(file), "--json"])
    assert json.loads(again.stdout) == {"added": 0, "changed": 0, "removed": 0}


def test_a_code_is_given_for_demonstration_accounts_alone() -> None:
    result = CliRunner().invoke(demo, ["code", "someone@example.org"])
    assert result.exit_code == 1
    assert not result.stdout


def test_a_size_that_is_not_known_is_bad_usage() -> None:
    assert CliRunner().invoke(demo, ["load", "--size", "huge"]).exit_code == 2
