"""The tool behind script/messages, on a project of one room."""

from __future__ import annotations

from pathlib import Path

import pytest

from script import catalogues


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A room `court` with one string in code and two in a template."""
    monkeypatch.setattr(catalogues, "SOURCES", tmp_path)
    folder = tmp_path / "court"
    (folder / "templates/court").mkdir(parents=True)
    (folder / "__init__.py").write_text('"""A room."""\n')
    (folder / "errors.py").write_text('MESSAGE = gettext_lazy("The judge %(name)s is absent.")\n')
    (folder / "templates/court/page.html").write_text(
        '{{ _("Court") }} {% trans count=n %}\n  {{ count }} hearing\n{% pluralize %}\n  {{ count }} hearings\n'
        "{% endtrans %}"
    )
    return folder


def translate(language: str, **texts: str | tuple[str, ...]) -> None:
    catalogue = catalogues.update("court", language)
    for message in catalogue:
        source = catalogues.key(message)[1]
        if source:
            message.string = texts[source.split(maxsplit=1)[0].strip("%()s")]
    catalogues.write(catalogues.po_path("court", language), catalogue)


@pytest.fixture
def translated(room: Path) -> Path:
    translate("kk", Court="Сот", The="Судья %(name)s жоқ.", count=("%(count)s отырыс", "%(count)s отырыс"))
    translate("ru", Court="Суд", The="Судьи %(name)s нет.", count=("%(count)s засед.",) * 3)
    return room


def test_strings_of_code_and_templates_are_collected(room: Path) -> None:
    found = {message.id for message in catalogues.extract("court") if message.id}
    assert found == {
        "Court",
        "The judge %(name)s is absent.",
        ("%(count)s hearing", "%(count)s hearings"),
    }


def test_a_complete_catalogue_has_no_problems(translated: Path) -> None:
    assert list(catalogues.problems(["court"])) == []


def test_updating_twice_changes_nothing(translated: Path) -> None:
    path = catalogues.po_path("court", "kk")
    before = path.read_bytes()
    catalogues.update("court", "kk")
    assert path.read_bytes() == before


def test_an_untranslated_catalogue_is_a_problem(room: Path) -> None:
    assert catalogues.main([]) == 0
    assert len([line for line in catalogues.problems(["court"]) if "untranslated" in line]) == 6
    assert catalogues.main(["--check"]) == 1


def test_a_string_added_to_the_sources_is_missing(translated: Path) -> None:
    (translated / "forms.py").write_text('LABEL = _("Verdict")\n')
    assert [line for line in catalogues.problems(["court"]) if "missing: 'Verdict'" in line]


def test_a_string_gone_from_the_sources_is_left_over_until_the_update(translated: Path) -> None:
    (translated / "errors.py").unlink()
    assert [line for line in catalogues.problems(["court"]) if "left over: 'The judge" in line]
    catalogues.main([])
    assert list(catalogues.problems(["court"])) == []


@pytest.mark.parametrize("wrong", ["Судья жоқ.", "Судья %(nam)s жоқ.", "Судья <b>%(name)s</b> жоқ."])
def test_other_placeholders_or_tags_are_a_problem(translated: Path, wrong: str) -> None:
    translate("kk", Court="Сот", The=wrong, count=("%(count)s отырыс", "%(count)s отырыс"))
    assert [line for line in catalogues.problems(["court"]) if "placeholders or tags differ" in line]


def test_a_fuzzy_translation_is_a_problem(translated: Path) -> None:
    path = catalogues.po_path("court", "ru")
    path.write_text(path.read_text().replace('msgid "Court"', '#, fuzzy\nmsgid "Court"'))
    assert [line for line in catalogues.problems(["court"]) if "fuzzy: 'Court'" in line]


def test_one_string_translated_differently_in_two_rooms_is_a_problem(translated: Path) -> None:
    other = translated.parent / "bar"
    other.mkdir()
    (other / "__init__.py").write_text('"""Another."""\nNAME = _("Court")\n')
    for language, word in (("kk", "Корт"), ("ru", "Суд")):
        catalogue = catalogues.update("bar", language)
        next(message for message in catalogue if message.id).string = word
        catalogues.write(catalogues.po_path("bar", language), catalogue)
    found = list(catalogues.problems(["bar", "court"]))
    assert len(found) == 1
    assert "several ways" in found[0]


def test_only_stale_catalogues_are_compiled(translated: Path) -> None:
    assert catalogues.compile_stale() == 2
    assert catalogues.po_path("court", "kk").with_suffix(".mo").exists()
    assert catalogues.compile_stale() == 0


def test_a_broken_template_is_an_error_not_an_omission(room: Path) -> None:
    (room / "templates/court/page.html").write_text('{% if %}{{ _("Court") }}')
    with pytest.raises(Exception, match="Expected"):
        catalogues.extract("court")


def test_what_django_and_allauth_lack_in_kazakh_is_ours_to_say() -> None:
    lacking = {catalogues.key(message)[1] for message in catalogues.foreign_messages("kk")}
    assert "Incorrect password." in lacking
    assert "This field is required." not in lacking, "Django has it"
