"""Reads an XForm (ODK XForms specification) into a model, noting what refers to nothing and which expressions can't
be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from tarazy.fieldwork import xpath
from tarazy.fieldwork.languages import language_code
from tarazy.fieldwork.problems import Problem
from tarazy.fieldwork.xform.model import Choice, FormModel, QuestionModel, Texts
from tarazy.fieldwork.xform.xml import XmlRefused, is_element, local_name, parse_xml

XHTML = "http://www.w3.org/1999/xhtml"
XF = "http://www.w3.org/2002/xforms"
JR = "http://openrosa.org/javarosa"
ORX = "http://openrosa.org/xforms"
TARAZY = "https://tarazy.kz/ns/xforms"

_SELECTS = {"select1": "select_one", "select": "select_multiple", "rank": "rank"}
_CONTROLS = {"input", "upload", "trigger", "range", *_SELECTS}
_JR_FILE = re.compile(r"jr://(?:images|image|audio|video|file|file-csv)/([^\s'\"]+)")
_INSTANCE_OF_ITEMSET = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
_EXPRESSIONS = ("relevant", "constraint", "calculate", "required", "readonly")
_WORDS = {"true()", "false()", ""}


def read_xform(data: bytes) -> FormModel:
    """The model of a form. Raises XmlRefused when it isn't an XForm at all; lesser faults are in `problems`."""
    return _Reader(parse_xml(data)).read()


def for_this_server(data: bytes) -> tuple[bytes, bool]:
    """An XForm as it is given out here: in UTF-8, and without an address of its own that answers would go to.

    The bytes stay as they are where nothing has to change. The second value says whether an address was removed.
    """
    root = parse_xml(data)
    addressed = [element for element in root.iter(f"{{{XF}}}submission") if element.get("action")]
    for element in addressed:
        del element.attrib["action"]
    if not addressed and _is_utf8(data):
        return data, False
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), bool(addressed)


def _is_utf8(data: bytes) -> bool:
    declared = re.match(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)", data[:200])
    return (declared is None or declared.group(1).lower() in (b"utf-8", b"utf8")) and not data.startswith(
        (b"\xff", b"\xfe")
    )


class _Reader:
    def __init__(self, html: etree._Element) -> None:
        self.html = html
        head = html.find(f"{{{XHTML}}}head")
        model = head.find(f"{{{XF}}}model") if head is not None else None
        if model is None:
            raise XmlRefused("xform_no_root")
        self.head, self.model = head, model
        self.instance = self._primary_instance()
        self.root = local_name(self.instance)
        self.texts, self.languages = self._itext()
        self.nodes: dict[str, QuestionModel] = {}
        self.repeats: set[str] = set()
        self.problems: list[Problem] = []
        self.instance_ids: set[str] = set()

    def read(self) -> FormModel:
        self._find_repeats()
        self._walk(self.instance, f"/{self.root}", "")
        self._binds()
        self._controls()
        self._finish()
        version = self._version()
        title = (self.head.findtext(f"{{{XHTML}}}title") or "").strip() if self.head is not None else ""
        form_id = self._form_id()
        if not title:
            self.problems.append(Problem("no_title", "warning"))
        return FormModel(
            form_id=form_id,
            version=version,
            title=title or form_id,
            root=self.root,
            questions=tuple(self.nodes.values()),
            languages=tuple(self.languages),
            media=tuple(self._media()),
            problems=tuple(self.problems),
        )

    # the model

    def _primary_instance(self) -> etree._Element:
        for instance in self.model.findall(f"{{{XF}}}instance"):
            children = [child for child in instance if isinstance(child.tag, str)]
            if children:
                return children[0]
            break
        raise XmlRefused("xform_no_instance")

    def _form_id(self) -> str:
        form_id = (self.instance.get("id") or "").strip() or (etree.QName(self.instance).namespace or "")
        if not form_id or form_id == XF:
            raise XmlRefused("xform_no_id")
        return form_id

    def _version(self) -> str:
        return (
            self.instance.get("version")
            or self.instance.get(f"{{{JR}}}version")
            or self.instance.get(f"{{{ORX}}}version")
            or ""
        ).strip()

    def _itext(self) -> tuple[dict[str, dict[str, str]], list[str]]:
        """Texts by id and language; the default language first."""
        texts: dict[str, dict[str, str]] = {}
        languages: list[str] = []
        for translation in self.model.iterfind(f"{{{XF}}}itext/{{{XF}}}translation"):
            code = language_code(translation.get("lang") or "")
            default = translation.get("default") is not None
            languages.insert(0, code) if default else languages.append(code)
            for text in translation.iterfind(f"{{{XF}}}text"):
                value = next(
                    (node for node in text.iterfind(f"{{{XF}}}value") if node.get("form") in (None, "long")), None
                )
                if value is not None:
                    texts.setdefault(text.get("id") or "", {})[code] = _plain(value)
        return texts, languages

    def _find_repeats(self) -> None:
        for repeat in self.html.iter(f"{{{XF}}}repeat"):
            self.repeats.add((repeat.get("nodeset") or repeat.get("ref") or "").strip())

    def _walk(self, element: etree._Element, path: str, repeat: str) -> None:
        for child in element:
            if not is_element(child):
                continue
            at = f"{path}/{local_name(child)}"
            if at in self.nodes:
                continue  # a second row of a repeat's template
            inside = at if at in self.repeats else repeat
            has_children = any(isinstance(node.tag, str) for node in child)
            kind = "repeat" if at in self.repeats else ("group" if has_children else "string")
            self.nodes[at] = QuestionModel(at, kind, repeat)
            if len(at) < 5_000:
                self._walk(child, at, inside)

    def _binds(self) -> None:
        for bind in self.model.iterfind(f"{{{XF}}}bind"):
            path = self._absolute(bind.get("nodeset") or bind.get("ref") or "")
            node = self.nodes.get(path)
            if node is None and "/@" in path:
                continue  # an attribute of the metadata of entities
            if node is None:
                self.problems.append(Problem("xform_unknown_nodeset", path=path, params={"name": path or "?"}))
                continue
            self._expressions(bind, path)
            declared = (bind.get("type") or "").rpartition(":")[2].lower()
            self.nodes[path] = replace(
                node,
                type=node.type if node.is_group else _data_type(declared, node.type),
                indicators=tuple((bind.get(f"{{{TARAZY}}}indicator") or "").replace(",", " ").split()),
                dimension=(bind.get(f"{{{TARAZY}}}dimension") or "").strip(),
                relevant=bind.get("relevant") or "",
                constraint=bind.get("constraint") or "",
                calculate=bind.get("calculate") or "",
                required=bind.get("required") or "",
                read_only=(bind.get("readonly") or "") == "true()",
            )

    def _expressions(self, bind: etree._Element, path: str) -> None:
        for name in _EXPRESSIONS:
            expression = bind.get(name) or ""
            if expression not in _WORDS:
                self._check(expression, path, name)

    def _check(self, expression: str, path: str, name: str) -> None:
        reading = xpath.read(expression)
        for problem in reading.problems:
            self.problems.append(replace(problem, path=path, column=name))
        for found in reading.paths:
            if "*" not in found and ".." not in found and "@" not in found and found != "/" and not self._exists(found):
                self.problems.append(Problem("xpath_unknown_path", path=path, column=name, params={"name": found}))

    def _exists(self, path: str) -> bool:
        plain = "/" + "/".join(step.rpartition(":")[2] for step in path.strip("/").split("/") if step != ".")
        return plain in self.nodes or plain == f"/{self.root}" or not plain.startswith(f"/{self.root}")

    def _absolute(self, path: str) -> str:
        plain = "/".join(step.rpartition(":")[2] for step in path.strip().split("/"))
        return plain if plain.startswith("/") or not plain else f"/{self.root}/{plain}"

    # the body

    def _controls(self) -> None:
        body = self.html.find(f"{{{XHTML}}}body")
        for element in body.iter() if body is not None else ():
            if not is_element(element):
                continue
            name = local_name(element)
            if name in _CONTROLS or name == "group":
                self._control(element, name)

    def _control(self, element: etree._Element, name: str) -> None:
        path = self._ref(element)
        node = self.nodes.get(path)
        if node is None:
            if path:
                self.problems.append(
                    Problem(
                        "xform_unknown_ref", "error" if name != "group" else "warning", path=path, params={"name": path}
                    )
                )
            return
        labels = self._text_of(element, "label")
        hints = self._text_of(element, "hint")
        kind = node.type
        choices = node.choices
        if name in _SELECTS:
            kind = _SELECTS[name]
            choices = self._choices(element)
        media_type = (element.get("mediatype") or "") if name == "upload" else ""
        self.nodes[path] = replace(
            node,
            labels=labels or node.labels,
            hints=hints,
            type=kind,
            choices=choices,
            has_control=True,
            media_type=media_type,
        )

    def _ref(self, element: etree._Element) -> str:
        ref = element.get("ref") or element.get("nodeset") or ""
        if not ref and local_name(element) == "group":
            repeat = element.find(f"{{{XF}}}repeat")
            ref = (repeat.get("nodeset") or "") if repeat is not None else ""
        if not ref or ref.startswith("/"):
            return self._absolute(ref)
        for parent in element.iterancestors():
            above = parent.get("nodeset") or parent.get("ref") or ""
            if above.startswith("/"):
                return self._absolute(f"{above}/{ref}")
        return self._absolute(ref)

    def _text_of(self, element: etree._Element, name: str) -> Texts:
        node = element.find(f"{{{XF}}}{name}")
        if node is None:
            return {}
        key = _itext_key(node.get("ref") or "")
        if key:
            return self.texts.get(key, {})
        text = _plain(node)
        return {self.languages[0] if self.languages else "": text} if text else {}

    def _choices(self, element: etree._Element) -> tuple[Choice, ...] | None:
        items = element.findall(f"{{{XF}}}item")
        if items:
            return tuple(
                Choice((item.findtext(f"{{{XF}}}value") or "").strip(), self._text_of(item, "label")) for item in items
            )
        itemset = element.find(f"{{{XF}}}itemset")
        return self._listed(itemset) if itemset is not None else None

    def _listed(self, itemset: etree._Element) -> tuple[Choice, ...] | None:
        found = _INSTANCE_OF_ITEMSET.search(itemset.get("nodeset") or "")
        if not found:
            return None
        value, label = itemset.find(f"{{{XF}}}value"), itemset.find(f"{{{XF}}}label")
        value_name = (value.get("ref") or "name") if value is not None else "name"
        label_ref = (label.get("ref") or "label") if label is not None else "label"
        for instance in self.model.iterfind(f"{{{XF}}}instance"):
            if instance.get("id") == found.group(1):
                rows = list(instance.iterfind("{*}root/{*}item"))
                if not rows or instance.get("src"):
                    return None
                return tuple(Choice(_child(row, value_name), self._row_label(row, label_ref)) for row in rows)
        return None

    def _row_label(self, row: etree._Element, ref: str) -> Texts:
        inner = re.fullmatch(r"jr:itext\(\s*(\w+)\s*\)", ref)
        if inner:
            return self.texts.get(_child(row, inner.group(1)), {})
        text = _child(row, ref)
        return {self.languages[0] if self.languages else "": text} if text else {}

    # the rest

    def _finish(self) -> None:
        if not any(path.endswith("/meta/instanceID") or path.endswith("/meta/instanceid") for path in self.nodes):
            self.problems.append(Problem("xform_no_instance_id", "warning"))
        for submission in self.model.iterfind(f"{{{XF}}}submission"):
            if submission.get("base64RsaPublicKey"):
                self.problems.append(Problem("encrypted_form"))

    def _media(self) -> Iterator[str]:
        seen: set[str] = set()
        for element in self.html.iter():
            if not is_element(element):
                continue
            for text in (element.text or "", element.get("src") or ""):
                for name in _JR_FILE.findall(text) if "jr://" in text else ():
                    if name not in seen and name != "last-saved":
                        seen.add(name)
                        yield name
            if element.get("query") and "itemsets.csv" not in seen:
                seen.add("itemsets.csv")
                yield "itemsets.csv"


def _data_type(declared: str, present: str) -> str:
    known = {
        "integer": "int",
        "datetime": "datetime",
        "": present,
        "select1": "select_one",
        "select": "select_multiple",
        "odk:rank": "rank",
    }
    return known.get(declared, declared)


def _itext_key(ref: str) -> str:
    found = re.match(r"jr:itext\(\s*['\"](.+?)['\"]\s*\)", ref)
    return found.group(1) if found else ""


def _child(row: etree._Element, name: str) -> str:
    child = row.find(f"{{*}}{name}")
    return (child.text or "").strip() if child is not None else ""


def _plain(element: etree._Element) -> str:
    """The text of a label; an `<output>` inside it becomes an ellipsis."""
    parts = [element.text or ""]
    for child in element:
        parts += ["…", child.tail or ""]
    return " ".join("".join(parts).split())
