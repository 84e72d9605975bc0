from __future__ import annotations

import pytest
from django import forms
from django.utils import translation

from tarazy.base.ui.samples import SampleForm


class Questions(forms.Form):
    name = forms.CharField(help_text="As in the passport")
    nickname = forms.CharField(required=False)
    court = forms.ChoiceField(choices=[("", "…"), ("a", "A & B")])
    answer = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="I agree")


@pytest.fixture
def sent() -> Questions:
    return Questions({"name": "", "answer": "no"})


def test_error_and_hint_are_tied_to_the_field(sent: Questions) -> None:
    with translation.override("en"):
        shown = str(sent["name"].as_field_group())
    assert 'aria-describedby="id_name_helptext id_name_error"' in shown
    assert 'id="id_name_helptext"' in shown
    assert 'id="id_name_error"' in shown
    assert 'aria-invalid="true"' in shown


def test_optional_fields_say_so(sent: Questions) -> None:
    with translation.override("en"):
        assert "(optional)" in sent["nickname"].as_field_group()
        assert "(optional)" not in sent["name"].as_field_group()


def test_radios_stand_in_a_fieldset_and_keep_the_answer(sent: Questions) -> None:
    shown = sent["answer"].as_field_group()
    assert "<fieldset" in shown
    assert shown.count("checked") == 1
    assert 'value="no" id="id_answer_1" checked' in shown


def test_choices_are_escaped(sent: Questions) -> None:
    assert "A &amp; B" in sent["court"].as_field_group()


def test_a_lone_checkbox_has_its_label_after_it(sent: Questions) -> None:
    shown = sent["agreed"].as_field_group()
    assert shown.index("<input") < shown.index("<label")


def test_a_class_of_the_widget_is_kept() -> None:
    assert 'class="input input-short"' in SampleForm()["held_on"].as_field_group()


def test_the_whole_form_holds_every_field_once(sent: Questions) -> None:
    shown = str(sent)
    assert all(shown.count(f'name="{name}"') == (2 if name == "answer" else 1) for name in sent.fields)
