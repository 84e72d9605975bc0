"""Keeping the columnar copy level with the record.

A large `base` file and a small `delta` that overrides it by submission; when the delta grows, both become a new base.
`state.json` names the files that count and is replaced last, so that a kill at any point leaves a copy that is whole.
"""

from __future__ import annotations

import csv
import fcntl
import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from tarazy.analysis.measuring import Catalogue, Reader
from tarazy.fieldwork.facade import Cursor, changes_after, submissions_for_results
from tarazy.fieldwork.models import FormVersion, Submission

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FORMAT = 2
BATCH = 20_000
SMALL_DELTA = 20_000  # rows; a delta below is never folded into the base
MEMORY = "256MB"

COLUMNS = {
    "submission": "BIGINT",
    "gone": "BOOLEAN",
    "campaign": "BIGINT",
    "repeat": "VARCHAR",
    "instance": "INTEGER",
    "observed_on": "DATE",
    "region": "VARCHAR",
    "court": "VARCHAR",
    "sex": "VARCHAR",
    "age_group": "VARCHAR",
    "language": "VARCHAR",
    "hearing": "VARCHAR",
    "observer": "VARCHAR",
    "device": "BIGINT",
    "received": "BIGINT",
    "outcomes": "VARCHAR",
}
Progress = Callable[[int], object]


@dataclass(frozen=True)
class State:
    """Which files count, up to which change, by which rules."""

    rules: str
    transaction: int
    number: int
    base: str
    delta: str = ""
    delta_rows: int = 0
    base_rows: int = 0
    format: int = FORMAT

    @property
    def cursor(self) -> Cursor:
        return Cursor(self.transaction, self.number)


class ColumnarCopy:
    """The copy of this machine. `sync` and `rebuild` are safe to call from several processes."""

    def __init__(self, catalogue: Catalogue, folder: Path | None = None) -> None:
        self.catalogue = catalogue
        self.folder = folder or settings.HOME / "analysis"
        self._readers: dict[int, Reader] = {}

    def sync(self) -> State:
        """Take in what changed since; rebuild where there is no copy, it is damaged, or a rule changed."""
        with self._locked():
            state = self._state()
            if state is None or state.rules != self.catalogue.fingerprint:
                return self._rebuild(None)
            return self._take_in(state)

    def rebuild(self, progress: Progress | None = None) -> State:
        """Make the copy anew from the record."""
        with self._locked():
            return self._rebuild(progress)

    @contextmanager
    def opened(self, state: State) -> Iterator[DuckDBPyConnection]:
        """A connection with the table `observation`: the current rows of every submission that counts."""
        with self._database() as database:
            database.execute(f"CREATE VIEW observation AS {self._current(state)}")
            yield database

    def _take_in(self, state: State) -> State:
        changed, cursor = self._changes(state.cursor)
        if not changed:
            return state
        name = self._name("delta")
        with self._database() as database, self._written(self._rows_of(changed)) as written:
            old = f"SELECT * FROM read_parquet('{self._path(state.delta)}')" if state.delta else ""  # noqa: S608
            new = _read_csv(written)
            kept = f"{old} WHERE submission NOT IN (SELECT submission FROM fresh) UNION ALL" if old else ""  # noqa: S608
            database.execute(f"CREATE TABLE fresh AS {new}")
            rows = self._copy(database, f"{kept} SELECT * FROM fresh", name)  # noqa: S608
        after = State(state.rules, *cursor, state.base, name, rows, state.base_rows)
        if rows > max(SMALL_DELTA, state.base_rows // 5):
            after = self._folded(after)
        self._remember(after)
        return after

    def _folded(self, state: State) -> State:
        name = self._name("base")
        with self._database() as database:
            rows = self._copy(database, self._current(state), name)
        return State(state.rules, *state.cursor, name, base_rows=rows)

    def _rebuild(self, progress: Progress | None) -> State:
        cursor = Cursor()
        while batch := changes_after(cursor, BATCH):  # what happens meanwhile comes again with the next sync
            cursor = batch[-1].cursor
        name = self._name("base")
        with self._database() as database, self._written(self._all_rows(progress)) as written:
            rows = self._copy(database, _read_csv(written), name)
        state = State(self.catalogue.fingerprint, *cursor, name, base_rows=rows)
        self._remember(state)
        return state

    def _changes(self, cursor: Cursor) -> tuple[set[int], Cursor]:
        changed: set[int] = set()
        while batch := changes_after(cursor, BATCH):
            changed.update(change.submission_id for change in batch)
            cursor = batch[-1].cursor
        return changed, cursor

    def _rows_of(self, changed: set[int]) -> Iterator[list[Any]]:
        """Current rows of the changed submissions; a mark for those that count no longer."""
        keys = sorted(changed)
        for start in range(0, len(keys), 500):
            part = keys[start : start + 500]
            found = set()
            for submission in _shaped(submissions_for_results().filter(pk__in=part)):
                for row in self._rows(submission):
                    found.add(submission.pk)
                    yield row
            for gone in set(part) - found:
                yield [gone, True, *[""] * (len(COLUMNS) - 2)]

    def _all_rows(self, progress: Progress | None) -> Iterator[list[Any]]:
        for number, submission in enumerate(_shaped(submissions_for_results()).iterator(chunk_size=2_000), start=1):
            yield from self._rows(submission)
            if progress and number % 1_000 == 0:
                progress(number)

    def _rows(self, submission: Submission) -> Iterator[list[Any]]:
        if not submission.answers:  # encrypted on the device: nothing can be read
            return
        root = submission.root if submission.root_id and submission.root else submission
        head = [submission.pk, False, submission.campaign_id]
        tail = [submission.device_id, int(root.received_at.timestamp() * 1_000_000)]
        reader = self._reader(submission)
        if not reader.is_placed(submission.answers, submission.observed_on, root.received_at.date()):
            return
        for each in reader.observations(submission.answers):
            places = each.places
            hearing = (places.get("hearing") or "").strip().upper()
            yield [
                *head,
                each.repeat,
                each.instance,
                submission.observed_on,
                *(places.get(name) for name in ("region", "court", "sex", "age_group", "language")),
                hearing,
                places.get("observer"),
                *tail,
                each.outcomes,
            ]

    def _reader(self, submission: Submission) -> Reader:
        reader = self._readers.get(submission.version_id)
        if reader is None:
            version = FormVersion.objects.select_related("form").defer("xform").get(pk=submission.version_id)
            reader = self._readers[submission.version_id] = Reader(version, self.catalogue)
        return reader

    def _current(self, state: State) -> str:
        base = f"SELECT * FROM read_parquet('{self._path(state.base)}')"  # noqa: S608
        if not state.delta:
            return base
        delta = f"read_parquet('{self._path(state.delta)}')"
        return (
            f"{base} WHERE submission NOT IN (SELECT submission FROM {delta}) "  # noqa: S608
            f"UNION ALL SELECT * FROM {delta} WHERE NOT gone"
        )

    def _copy(self, database: DuckDBPyConnection, query: str, name: str) -> int:
        written = database.execute(f"COPY ({query}) TO '{self._path(name)}' (FORMAT parquet, COMPRESSION zstd)")
        row = written.fetchone()
        return int(row[0]) if row else 0

    @contextmanager
    def _database(self) -> Iterator[DuckDBPyConnection]:
        import duckdb

        database = duckdb.connect(
            config={"memory_limit": MEMORY, "threads": 2, "temp_directory": str(self.folder / "spill")}
        )
        try:
            yield database
        finally:
            database.close()

    @contextmanager
    def _written(self, rows: Iterable[list[Any]]) -> Iterator[Path]:
        path = self.folder / f"incoming-{secrets.token_hex(4)}.csv"
        try:
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([_text(value) for value in row] for row in rows)
            yield path
        finally:
            path.unlink(missing_ok=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _state(self) -> State | None:
        try:
            state = State(**json.loads((self.folder / "state.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        names = [name for name in (state.base, state.delta) if name]
        return state if state.format == FORMAT and all(Path(self._path(name)).exists() for name in names) else None

    def _remember(self, state: State) -> None:
        fresh = self.folder / "state.json.new"
        fresh.write_text(json.dumps(asdict(state)), encoding="utf-8")
        os.replace(fresh, self.folder / "state.json")  # noqa: PTH105 - says what it is for
        for old in self.folder.glob("*.parquet"):
            if old.name not in {state.base, state.delta}:
                old.unlink(missing_ok=True)

    def _name(self, kind: str) -> str:
        return f"{kind}-{secrets.token_hex(4)}.parquet"

    def _path(self, name: str) -> str:
        return str(self.folder / name).replace("'", "''")


def _shaped(found: Any) -> Any:
    fields = ["campaign_id", "version_id", "root_id", "received_at", "device_id", "observed_on", "answers"]
    return found.select_related("root").only(*fields, "root__received_at").order_by("pk")


def _read_csv(path: Path) -> str:
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in COLUMNS.items())
    quoted = str(path).replace("'", "''")
    options = f"auto_detect=false, header=false, delim=',', quote='\"', escape='\"', nullstr='', columns={{{columns}}}"
    return f"SELECT * FROM read_csv('{quoted}', {options})"  # noqa: S608 - our own file names


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
