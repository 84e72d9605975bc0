"""A form compiled for reading answers: built once per version and process, then only looked at."""

from __future__ import annotations

from dataclasses import dataclass, field

from tarazy.fieldwork.xform.model import FormModel, QuestionModel


@dataclass(slots=True)
class Node:
    """One place in the instance. `choices` is None where any value goes; `children` is None for a question."""

    path: str
    kind: str
    choices: frozenset[str] | None = None
    dimension: str = ""
    children: dict[str, Node] | None = None


@dataclass(slots=True)
class Schema:
    """`root` is the outermost element; its children are the form's questions and groups.

    `dimensions` gives, for each dimension that stands outside repeats, the names that lead to its answer.
    """

    form_id: str
    version: str
    root: Node = field(default_factory=lambda: Node("", "group", children={}))
    dimensions: dict[str, tuple[str, ...]] = field(default_factory=dict)


def compile_schema(model: FormModel) -> Schema:
    """The tree of a form's nodes, without the metadata, which is read apart."""
    schema = Schema(model.form_id, model.version, Node(f"/{model.root}", "group", children={}))
    meta = f"/{model.root}/meta"
    for question in model.questions:
        if question.path != meta and not question.path.startswith(f"{meta}/"):
            _add(schema.root, question)
            if question.dimension and not question.repeat:
                schema.dimensions.setdefault(question.dimension, tuple(question.path.split("/")[2:]))
    return schema


def _add(root: Node, question: QuestionModel) -> None:
    parent = root
    steps = question.path.strip("/").split("/")[1:]
    for step in steps[:-1]:
        children = parent.children
        if children is None or step not in children:
            return
        parent = children[step]
    choices = frozenset(choice.name for choice in question.choices) if question.choices else None
    node = Node(question.path, question.type, choices, question.dimension, {} if question.is_group else None)
    if parent.children is not None:
        parent.children[steps[-1]] = node
