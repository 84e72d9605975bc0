"""What every room keeps to, and a linter can't see."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, Model

from tarazy.config import settings
from tests.support.environment import TOP

SOURCES = TOP / "src/tarazy"
FLOORS = [name.removeprefix("tarazy.") for name in settings.ROOMS]
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
LONGEST_VIEW = 25


def room_folders() -> list[Path]:
    return sorted(path.parent for path in SOURCES.glob("*/__init__.py"))


def python_files() -> list[Path]:
    return sorted(path for path in SOURCES.rglob("*.py") if "migrations" not in path.parts)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def length(node: ast.FunctionDef) -> int:
    """Lines of a function without its decorators and its docstring."""
    first = node.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and len(node.body) > 1
    start = node.body[1].lineno if documented else node.lineno
    return (node.end_lineno or start) - start + 1


@pytest.mark.parametrize("room", room_folders(), ids=lambda path: path.name)
def test_room_says_what_it_is_for(room: Path) -> None:
    documentation = ast.get_docstring(ast.parse((room / "__init__.py").read_text()))
    assert documentation, f"{room.name}/__init__.py begins with two sentences on what the room is for"


def test_every_room_is_installed() -> None:
    folders = {room.name for room in room_folders()} - {"config"}
    assert folders == set(FLOORS)


def test_foreign_keys_point_down() -> None:
    wrong = []
    for model in apps.get_models():
        own = room_of(model)
        for field in model._meta.get_fields():
            if not isinstance(field, (ForeignKey, ManyToManyField)) or own is None:
                continue
            other = room_of(field.related_model)
            if other is not None and FLOORS.index(other) > FLOORS.index(own):
                wrong.append(f"{own}.{model.__name__}.{field.name} points up to {other}")
    assert wrong == []


def room_of(model: object) -> str | None:
    """The room that a model stands in; `None` for other people's."""
    assert isinstance(model, type)
    assert issubclass(model, Model)
    top, _, rest = model.__module__.partition(".")
    return rest.split(".")[0] if top == "tarazy" else None


def test_models_are_imported_not_looked_up() -> None:
    wrong = [
        f"{path.relative_to(TOP)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get_model"
    ]
    assert wrong == [], "apps.get_model outside migrations hides which room a room leans on"


def test_files_are_short() -> None:
    lengths = {path.relative_to(TOP).as_posix(): len(path.read_text().splitlines()) for path in python_files()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    wrong = [
        f"{path.relative_to(TOP)}:{node.lineno} {node.name} has {length(node)} lines"
        for path in python_files()
        for node in functions(ast.parse(path.read_text()))
        if length(node) > (LONGEST_VIEW if "views" in path.parts or path.name == "views.py" else LONGEST_FUNCTION)
    ]
    assert wrong == []


def test_names_say_what_a_thing_is() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    assert [path.relative_to(TOP).as_posix() for path in python_files() if path.stem in vague] == []


def test_every_module_and_class_is_documented_where_it_is_a_door() -> None:
    wrong = []
    for path in python_files():
        if path.stem in {"facade", "actions", "queries", "rules"} or {"actions", "queries"} & set(path.parts):
            tree = ast.parse(path.read_text())
            undocumented = [
                node.name
                for node in tree.body
                if isinstance(node, (ast.FunctionDef, ast.ClassDef))
                and not node.name.startswith("_")
                and ast.get_docstring(node) is None
            ]
            wrong += [f"{path.relative_to(TOP)}: {name}" for name in undocumented]
    assert wrong == []


def test_facades_stay_small() -> None:
    sizes = {}
    for room in room_folders():
        if (room / "facade.py").exists():
            module: ModuleType = importlib.import_module(f"tarazy.{room.name}.facade")
            sizes[room.name] = len(getattr(module, "__all__", ()))
            assert sizes[room.name], f"{room.name}.facade lists its names in __all__"
    assert {room: size for room, size in sizes.items() if size > 20} == {}
