"""Compiles every template as the program does: `python -m tests.support.templates` names those that fail."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.support.environment import TOP

SOURCES = TOP / "src/tarazy"


def template_files() -> list[Path]:
    return sorted(path for path in SOURCES.glob("*/templates/**/*") if path.is_file())


def name_of(path: Path) -> str:
    """The name that a view asks for: the path below the room's `templates` folder."""
    return path.relative_to(SOURCES / path.relative_to(SOURCES).parts[0] / "templates").as_posix()


def faults() -> Iterator[str]:
    from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines

    engine = engines.all()[0]
    for path in template_files():
        try:
            engine.get_template(name_of(path))
        except (TemplateSyntaxError, TemplateDoesNotExist, UnicodeDecodeError) as error:
            yield f"{path.relative_to(TOP)}: {error}"


def main() -> int:
    from tests.support import environment

    environment.prepare()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tarazy.config.settings"
    import django

    django.setup()
    found = list(faults())
    sys.stderr.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
