"""Runs every test that touches the database on both engines, within one pytest run and under one closing line.

With `TARAZY_TEST_DATABASE=both` a test that uses the database becomes two, `test_x[sqlite]` and `test_x[postgresql]`;
a test that does not stays one. A worker serves one engine (see `tests.support.environment`); the scheduler here hands
it only what it can run. Tests of one engine alone carry the mark `sqlite` or `postgresql`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.environment import CHOICE, ENGINES, WORKER, engine_of

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "live_site"}
ENGINE_FIXTURE = "_engine"


@pytest.fixture
def _engine(request: pytest.FixtureRequest) -> str:
    """The engine that a test was made for."""
    return str(request.param)


@pytest.fixture
def engine() -> str:
    """The database that this test runs on: `sqlite` or `postgresql`."""
    return engine_of(WORKER)


def pytest_configure(config: pytest.Config) -> None:
    for name in ENGINES:
        config.addinivalue_line("markers", f"{name}: runs on this database alone")
    if CHOICE == "both" and not WORKER and not config.getoption("numprocesses", None):
        raise pytest.UsageError("TARAZY_TEST_DATABASE=both needs workers: pytest -n 2, or more.")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make one test per engine of each that uses the database."""
    if CHOICE != "both" or not uses_database(metafunc.definition, metafunc.fixturenames):
        return
    metafunc.fixturenames.append(ENGINE_FIXTURE)
    metafunc.parametrize(ENGINE_FIXTURE, engines_for(metafunc.definition), indirect=True, scope="function")


def uses_database(item: pytest.Item, fixtures: list[str]) -> bool:
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(fixtures)


def engines_for(item: pytest.Item) -> list[str]:
    """The engines a test asks for: one it is marked with, SQLite for a journey, otherwise both."""
    marked = [name for name in ENGINES if item.get_closest_marker(name)]
    if not marked and item.get_closest_marker("journey"):
        return [ENGINES[0]]
    return marked or list(ENGINES)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a run on one database, leave out what is marked for the other."""
    if CHOICE == "both":
        return
    others = [name for name in ENGINES if name != CHOICE]
    foreign = [item for item in items if any(item.get_closest_marker(name) for name in others)]
    if foreign:
        config.hook.pytest_deselected(items=foreign)
        items[:] = [item for item in items if item not in foreign]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Work is handed out by file and engine, journeys first, since they are the longest."""
    from xdist.scheduler import LoadScopeScheduling

    class EngineScheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return f"{nodeid.split('::', 1)[0]}@{engine_named_in(nodeid)}"

        def _fitting(self, node: WorkerController) -> str | None:
            fitting = ("", engine_of(node.gateway.id))
            return next((scope for scope in self.workqueue if scope.rpartition("@")[2] in fitting), None)

        def _assign_work_unit(self, node: WorkerController) -> None:
            scope = self._fitting(node)
            if scope is None:
                return
            self.workqueue.move_to_end(scope, last=False)
            super()._assign_work_unit(node)

        def _reschedule(self, node: WorkerController) -> None:
            if self._fitting(node) is None and not node.shutting_down:
                node.shutdown()
            else:
                super()._reschedule(node)

    return EngineScheduling(config, log) if CHOICE == "both" else None


def engine_named_in(nodeid: str) -> str:
    """The engine in a test's id, `…[postgresql-other]`; empty where any worker may run it."""
    parameters = nodeid.rpartition("[")[2].rstrip("]").split("-") if nodeid.endswith("]") else []
    return next((name for name in ENGINES if name in parameters), "")
