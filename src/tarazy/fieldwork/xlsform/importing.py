"""From the bytes of a file to a form: the one door for XLSForm and XForm alike."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import PurePosixPath

from tarazy.fieldwork import xpath
from tarazy.fieldwork.languages import has_code, language_code
from tarazy.fieldwork.problems import Problem, by_place
from tarazy.fieldwork.xform.model import FormModel
from tarazy.fieldwork.xform.reading import for_this_server, read_xform
from tarazy.fieldwork.xform.xml import XmlRefused
from tarazy.fieldwork.xlsform import columns as column_names
from tarazy.fieldwork.xlsform.choices import Choices
from tarazy.fieldwork.xlsform.container import Kind, Refused, sniff
from tarazy.fieldwork.xlsform.conversion import NAMESPACE, convert
from tarazy.fieldwork.xlsform.references import check_references
from tarazy.fieldwork.xlsform.survey import Survey
from tarazy.fieldwork.xlsform.workbook import SHEETS, Workbook, read_workbook

MAX_PROBLEMS = 300
MAX_SAME = 3
MAX_FORM_ID = 200
_FORM_ID = re.compile(r"[^\x00-\x1f<>&\"/\\?#%]+")
_EXTENSIONS = {".xlsx": Kind.XLSX, ".xlsm": Kind.XLSX, ".xls": Kind.XLS, ".csv": Kind.CSV, ".xml": Kind.XFORM}


@dataclass(frozen=True, slots=True)
class ImportedForm:
    """What became of a file.

    `model` and `xform` are there only when `problems` holds no error; `missing_media` keeps it a draft.
    """

    problems: tuple[Problem, ...]
    form_id: str = ""
    version: str = ""
    title: str = ""
    xform: bytes = b""
    itemsets: bytes = b""
    model: FormModel | None = None
    kind: Kind = Kind.OTHER
    missing_media: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_error)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.is_error)


@dataclass(slots=True)
class _Draft:
    problems: list[Problem] = field(default_factory=list)
    form_id: str = ""
    version: str = ""
    title: str = ""
    xform: bytes = b""
    itemsets: bytes = b""
    titles: dict[str, str] = field(default_factory=dict)


def import_form(
    data: bytes, filename: str, *, media: Collection[str] = (), indicators: Collection[str] | None = None
) -> ImportedForm:
    """Reads a form of whatever kind, by its content.

    Never raises for what a file may hold: every fault is a problem with its place.

    `media` are the names of the files given with it; `indicators` the codes that exist (None: any code goes).
    """
    draft = _Draft()
    try:
        kind = sniff(data)
        _check_extension(filename, kind, draft.problems)
        if kind is Kind.XFORM:
            model = _from_xform(data, draft)
        else:
            model = _from_workbook(read_workbook(data, kind), data, filename, indicators, draft)
    except Refused as refused:
        return ImportedForm(_tidied([*draft.problems, refused.problem]))
    if model is None or any(problem.is_error for problem in draft.problems):
        return ImportedForm(_tidied(draft.problems), draft.form_id, draft.version, draft.title, kind=kind)
    return _finished(draft, model, kind, media, indicators)


def _check_extension(filename: str, kind: Kind, problems: list[Problem]) -> None:
    extension = PurePosixPath(filename.lower()).suffix
    if _EXTENSIONS.get(extension, kind) is not kind:
        problems.append(
            Problem("wrong_extension", "warning", params={"name": filename[:100], "kind": f".{kind.value}"})
        )


def _from_workbook(
    book: Workbook, data: bytes, filename: str, indicators: Collection[str] | None, draft: _Draft
) -> FormModel | None:
    draft.problems += book.problems
    draft.problems += _check_sheets(book)
    if any(problem.code in {"no_survey_sheet", "survey_sheet_misspelt", "no_header"} for problem in draft.problems):
        return None
    settings = _settings(book, data, filename, draft)
    draft.problems += _check_rows(book, settings, None if indicators is None else frozenset(indicators))
    if any(problem.is_error for problem in draft.problems):
        return None
    converted = convert(book, settings)
    draft.problems += converted.problems
    draft.xform, draft.itemsets = converted.xform.encode(), converted.itemsets.encode()
    return _read_model(draft) if converted.xform else None


def _from_xform(data: bytes, draft: _Draft) -> FormModel | None:
    try:
        draft.xform, had_address = for_this_server(data)
    except XmlRefused as refused:
        draft.problems.append(refused.problem)
        return None
    if had_address:
        draft.problems.append(Problem("own_address", "warning"))
    return _read_model(draft)


def _read_model(draft: _Draft) -> FormModel | None:
    try:
        model = read_xform(draft.xform)
    except XmlRefused as refused:
        draft.problems.append(refused.problem)
        return None
    draft.problems += model.problems
    draft.form_id, draft.version, draft.title = model.form_id, model.version, model.title
    return model


def _finished(
    draft: _Draft, model: FormModel, kind: Kind, media: Collection[str], indicators: Collection[str] | None
) -> ImportedForm:
    given = {*media, *(["itemsets.csv"] if draft.itemsets else [])}
    missing = tuple(name for name in model.media if name not in given)
    problems = [*draft.problems, *(Problem("missing_media", "warning", params={"name": name}) for name in missing)]
    problems += [
        Problem("unexpected_media", "warning", params={"name": name}) for name in media if name not in model.media
    ]
    if kind is Kind.XFORM:
        problems += list(_check_codes(model, indicators))
    if any(problem.is_error for problem in problems):
        return ImportedForm(_tidied(problems), draft.form_id, draft.version, draft.title, kind=kind)
    return ImportedForm(
        _tidied(problems),
        draft.form_id,
        draft.version,
        draft.title,
        draft.xform,
        draft.itemsets,
        model,
        kind,
        missing,
        draft.titles,
    )


def _check_codes(model: FormModel, indicators: Collection[str] | None) -> Iterator[Problem]:
    for question in model.questions:
        for code in question.indicators:
            if indicators is not None and code not in indicators:
                yield Problem("unknown_indicator", path=question.path, params={"indicator": code})


def _tidied(problems: list[Problem]) -> tuple[Problem, ...]:
    ordered = sorted(_merged_languages(_merged_formulas(problems)), key=by_place)
    if len(ordered) > MAX_PROBLEMS:
        last = Problem("too_many_problems", ordered[0].severity)
        return (*ordered[:MAX_PROBLEMS], last)
    return tuple(ordered)


def _merged_formulas(problems: list[Problem]) -> list[Problem]:
    """One word about the formulas of a column is enough."""
    kept: dict[object, Problem] = {}
    for problem in problems:
        once = problem.code in {"formula", "value_without_column"}
        key = (problem.code, problem.sheet, problem.column) if once else id(problem)
        kept.setdefault(key, problem)
    return list(kept.values())


def _merged_languages(problems: list[Problem]) -> list[Problem]:
    """A language that is missing in many rows is told once."""
    missing: dict[tuple[str, object], list[Problem]] = {}
    kept: list[Problem] = []
    for problem in problems:
        if problem.code == "label_missing_language":
            missing.setdefault((problem.sheet, problem.params["language"]), []).append(problem)
        else:
            kept.append(problem)
    for found in missing.values():
        first = found[0]
        many = replace(first, code="label_missing_in_rows", params={**first.params, "found": len(found)})
        kept += [many] if len(found) > MAX_SAME else found
    return kept


# sheets


def _check_sheets(book: Workbook) -> Iterator[Problem]:
    if "survey" not in book.sheets:
        near = get_close_matches("survey", [name.lower() for name in book.names], n=1, cutoff=0.6)
        if near:
            written = next(name for name in book.names if name.lower() == near[0])
            yield Problem("survey_sheet_misspelt", params={"name": written})
        else:
            yield Problem("no_survey_sheet")
        return
    for name in book.names:
        meant = get_close_matches(
            name.lower(), [sheet for sheet in SHEETS if sheet not in book.sheets], n=1, cutoff=0.8
        )
        if name.lower() not in SHEETS and len(book.names) > 1 and meant:
            yield Problem("sheet_misspelt", "warning", params={"name": name, "meant": meant[0]})
    yield from _check_columns(book)


def _check_columns(book: Workbook) -> Iterator[Problem]:
    required = {"survey": ("type", "name"), "choices": ("list_name", "name")}
    for key, sheet in book.sheets.items():
        read = column_names.read_columns(sheet.columns, key)
        found = {column.key for column in read.values()}
        wanted = required.get(key, ())
        if wanted and sheet.columns and not found.intersection(wanted):
            yield Problem("no_header", sheet=sheet.name, row=1)
            continue
        if sheet.rows or key == "survey":
            for name in wanted:
                if name not in found:
                    yield Problem("missing_column", sheet=sheet.name, params={"name": name})
        for column in read.values():
            meant = "" if column_names.is_known(column, key) else column_names.meant(column, key)
            if meant:
                yield Problem(
                    "unknown_column",
                    "warning",
                    sheet.name,
                    1,
                    column.written,
                    params={"name": column.written, "meant": meant},
                )
    if not book.rows("survey"):
        yield Problem("survey_empty", sheet=book.sheets["survey"].name)


def _check_rows(book: Workbook, settings: dict[str, str], indicators: frozenset[str] | None) -> Iterator[Problem]:
    duplicates = settings.get("allow_choice_duplicates", "").lower() in {"yes", "true"}
    choices = Choices(book.sheets.get("choices"), duplicates_allowed=duplicates).read()
    survey = Survey(book.sheets["survey"], choices.lists, indicators).read()
    if "choices" not in book.sheets and any(
        element.type.role == "select" and not element.type.is_file_list for element in survey.elements
    ):
        yield Problem("no_choices_sheet")
    multiple = {
        element.type.list_name
        for element in survey.elements
        if element.type.role == "select" and element.type.is_multiple
    }
    choices.check_use(survey.used_lists, multiple)
    yield from survey.problems
    for language in survey.languages:
        if not has_code(language):
            written = next(name for name, column in survey.columns.items() if column.language == language)
            yield Problem("language_without_code", "warning", survey.sheet.name, 1, written, params={"name": language})
    yield from choices.problems
    yield from check_references(survey)
    yield from _check_instance_name(book, settings, {element.name for element in survey.elements})


def _check_instance_name(book: Workbook, settings: dict[str, str], known: set[str]) -> Iterator[Problem]:
    expression = settings.get("instance_name", "")
    if not expression:
        return
    place = {"sheet": book.sheets["settings"].name, "row": book.rows("settings")[0].number, "column": "instance_name"}
    reading = xpath.read(expression)
    for problem in reading.problems:
        yield Problem(problem.code, problem.severity, **place, params=problem.params)  # type: ignore[arg-type]
    for name in reading.references:
        if name not in known and name not in {"instanceID"}:
            yield Problem("unknown_reference", **place, params={"name": name})  # type: ignore[arg-type]


# settings


def _settings(book: Workbook, data: bytes, filename: str, draft: _Draft) -> dict[str, str]:
    """The settings that pyxform is given: as written, with id and version filled in, and without what must not go out
    to phones.
    """
    settings = _written_settings(book)
    draft.titles = _titles(settings)
    draft.problems += _remove_unwanted(settings)
    form_id = settings.get("form_id", "")
    if not form_id:
        form_id = re.sub(r"[^\w.-]+", "_", PurePosixPath(filename).stem).strip("_")[:MAX_FORM_ID]
        code = "no_form_id" if form_id else "no_form_id_given"
        draft.problems.append(
            Problem(code, "warning" if form_id else "error", "settings", column="form_id", params={"name": form_id})
        )
    elif len(form_id) > MAX_FORM_ID or not _FORM_ID.fullmatch(form_id):
        params: dict[str, str | int] = {"name": form_id[:60], "limit": MAX_FORM_ID}
        draft.problems.append(Problem("bad_form_id", sheet="settings", column="form_id", params=params))
    if not settings.get("version"):
        settings["version"] = hashlib.sha256(data).hexdigest()[:10]
        draft.problems.append(
            Problem("no_version", "warning", "settings", column="version", params={"version": settings["version"]})
        )
    settings["form_id"] = form_id
    settings.setdefault("form_title", form_id)
    settings["namespaces"] = f'{settings.get("namespaces", "")} tarazy="{NAMESPACE}"'.strip()
    draft.form_id, draft.version, draft.title = form_id, settings["version"], settings["form_title"]
    return settings


def _written_settings(book: Workbook) -> dict[str, str]:
    rows = book.rows("settings")
    if not rows:
        return {}
    read = column_names.read_columns(book.sheets["settings"].columns, "settings")
    by_key: dict[str, str] = {}
    for name, value in rows[0].cells.items():
        column = read[name]
        key = "omit_instanceID" if column.key == "omit_instanceid" else column.key
        by_key.setdefault(f"{key}::{column.language}" if column.language else key, value)
    return by_key


def _titles(settings: dict[str, str]) -> dict[str, str]:
    """Titles by language, taken out of the settings: pyxform knows only one."""
    keys = [key for key in settings if key.startswith("form_title::")]
    titles = {language_code(key.removeprefix("form_title::")): settings.pop(key) for key in keys}
    if titles:
        settings.setdefault("form_title", next(iter(titles.values())))
    return titles


def _remove_unwanted(settings: dict[str, str]) -> Iterator[Problem]:
    if settings.pop("public_key", ""):
        yield Problem("encrypted_form", sheet="settings", column="public_key")
    if settings.pop("submission_url", ""):
        yield Problem("own_address", "warning", "settings", column="submission_url")
    if settings.pop("omit_instanceID", "").lower() in {"yes", "true", "true()"}:
        yield Problem("xform_no_instance_id", "warning", "settings", column="omit_instanceID")
