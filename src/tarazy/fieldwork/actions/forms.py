from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from tarazy.accounts.models import User
from tarazy.base import files, trail
from tarazy.base.clock import now
from tarazy.base.db import LANGUAGES
from tarazy.base.files import Allowed
from tarazy.base.permissions import require
from tarazy.fieldwork.choices import VersionState
from tarazy.fieldwork.errors import FormRefused, MediaMissing, VersionTaken, WrongState
from tarazy.fieldwork.files import SENT
from tarazy.fieldwork.models import Campaign, Form, FormMedia, FormVersion, Question, VersionStep
from tarazy.fieldwork.signals import version_published
from tarazy.fieldwork.xform.model import QuestionModel
from tarazy.fieldwork.xlsform.importing import ImportedForm
from tarazy.fieldwork.xlsform.importing import import_form as read_form
from tarazy.methodology.models import Indicator

SOURCE = Allowed(SENT.media_types, 25_000_000)
MEDIA = Allowed(SENT.media_types, 50_000_000)


@dataclass(frozen=True)
class MediaFile:
    """A file that belongs to a form, under the name that the form gives it."""

    name: str
    content: bytes = field(repr=False)


def import_form(
    *,
    actor: object,
    campaign: Campaign,
    content: bytes,
    filename: str,
    media: Sequence[MediaFile] = (),
) -> FormVersion:
    """Make a draft version of an XLSForm or XForm. The same file again gives the same version and changes nothing.

    Questions may be tied to the indicators of the methodology; without a methodology the codes are not checked.

    Raises:
        FormRefused: the file has errors; nothing was kept.
        VersionTaken: the version exists with other content.
    """
    require(actor, "fieldwork.import_form", campaign)
    indicators = frozenset(Indicator.objects.values_list("code", flat=True))
    imported = read_form(content, filename, media=[file.name for file in media], indicators=indicators or None)
    if imported.model is None:
        raise FormRefused(imported.problems)
    with transaction.atomic():
        return _keep(actor, campaign, imported, MediaFile(filename, content), media)


@transaction.atomic
def add_media(*, actor: object, version: FormVersion, file: MediaFile) -> FormMedia:
    """Give a draft a file that it waits for, or another in its place.

    Raises:
        WrongState: the version is published, or has no use for a file of this name.
    """
    require(actor, "fieldwork.import_form", version.form.campaign)
    waiting = version.media.filter(name=file.name).first()
    if waiting is None or not version.is_draft:
        raise WrongState
    _fill(actor, waiting, file)
    waiting.save(update_fields=["file", "md5"])
    trail.record(actor, "fieldwork.add_media", version, name=file.name)
    return waiting


@transaction.atomic
def publish_version(*, actor: object, version: FormVersion) -> FormVersion:
    """Offer a draft to devices. The version offered until now is retired; records made with it are still taken.

    Raises:
        MediaMissing, WrongState
    """
    require(actor, "fieldwork.publish_version", version)
    missing = list(version.media.filter(file__isnull=True).values_list("name", flat=True))
    if missing:
        raise MediaMissing(missing)
    for former in version.form.versions.published().select_for_update():
        _step(actor, former, VersionState.PUBLISHED, VersionState.RETIRED)
    _step(actor, version, VersionState.DRAFT, VersionState.PUBLISHED)
    trail.record(actor, "fieldwork.publish_version", version, version=version.version, sha256=version.sha256)
    version_published.send(FormVersion, version=version)
    return version


@transaction.atomic
def retire_version(*, actor: object, version: FormVersion) -> FormVersion:
    """No longer offer a version to devices; records made with it are still taken.

    Raises:
        WrongState: it is not published.
    """
    require(actor, "fieldwork.publish_version", version)
    _step(actor, version, VersionState.PUBLISHED, VersionState.RETIRED)
    trail.record(actor, "fieldwork.retire_version", version, version=version.version)
    return version


@transaction.atomic
def remove_draft(*, actor: object, version: FormVersion) -> Form:
    """Throw away a draft that nothing was sent to; returns the form that it was a version of.

    Raises:
        WrongState: it was published, or has trial submissions.
    """
    require(actor, "fieldwork.publish_version", version)
    locked = FormVersion.objects.select_for_update().get(pk=version.pk)
    if not locked.is_draft or locked.submissions.exists():
        raise WrongState
    trail.record(actor, "fieldwork.remove_draft", version, version=version.version, sha256=version.sha256)
    locked.delete()
    return version.form


def _keep(
    actor: object, campaign: Campaign, imported: ImportedForm, file: MediaFile, media: Sequence[MediaFile]
) -> FormVersion:
    form, _ = Form.objects.get_or_create(campaign=campaign, form_id=imported.form_id)
    sha256 = hashlib.sha256(imported.xform).hexdigest()
    existing = form.versions.select_for_update().filter(version=imported.version).first()
    if existing is not None and existing.sha256 == sha256:
        return existing
    if existing is not None:
        if not existing.is_draft or existing.submissions.exists():
            raise VersionTaken
        existing.delete()
    source = files.store(file.content, name=file.name, allowed=SOURCE, actor=actor)
    version = FormVersion(
        form=form,
        version=imported.version,
        xform=imported.xform,
        sha256=sha256,
        md5=_md5(imported.xform),
        source=source,
        languages=[language for language in imported.model.languages if language] if imported.model else [],
        warnings=[problem.as_json() for problem in imported.warnings if problem.code != "missing_media"],
    )
    version.title = _titles(imported)
    version.save(force_insert=True)
    _keep_media(actor, version, imported, media)
    _keep_questions(version, imported.model.questions if imported.model else ())
    trail.record(actor, "fieldwork.import_form", version, form=form.form_id, version=version.version, sha256=sha256)
    return version


def _titles(imported: ImportedForm) -> dict[str, str]:
    """A title without a language stands for all three."""
    given = {language: text[:300] for language, text in imported.titles.items() if language in LANGUAGES}
    return given or dict.fromkeys(LANGUAGES, imported.title[:300])


def _keep_media(actor: object, version: FormVersion, imported: ImportedForm, media: Sequence[MediaFile]) -> None:
    given = {file.name: file for file in media}
    if imported.itemsets:
        given["itemsets.csv"] = MediaFile("itemsets.csv", imported.itemsets)
    for name in dict.fromkeys([*(imported.model.media if imported.model else ()), *given]):
        waiting = FormMedia(version=version, name=name[:255])
        if name in given:
            _fill(actor, waiting, given[name])
        waiting.save()


def _fill(actor: object, waiting: FormMedia, file: MediaFile) -> None:
    waiting.file = files.store(file.content, name=file.name, allowed=MEDIA, actor=actor)
    waiting.md5 = _md5(file.content)


def _md5(content: bytes) -> str:
    """The hash that the OpenRosa protocol asks for; it protects nothing."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def _keep_questions(version: FormVersion, questions: Sequence[QuestionModel]) -> None:
    Question.objects.bulk_create(
        Question(
            version=version,
            order=order,
            path=question.path[:1000],
            name=question.name[:300],
            type=question.type[:20],
            repeat=question.path if question.type == "repeat" else question.repeat,
            labels=dict(question.labels),
            choices=_choices(question),
            indicators=list(question.indicators),
            dimension=question.dimension,
            relevant=question.relevant,
            is_asked=question.has_control,
        )
        for order, question in enumerate(questions)
    )


def _choices(question: QuestionModel) -> list[dict[str, object]] | None:
    if question.choices is None:
        return None
    return [{"name": choice.name, "labels": dict(choice.labels)} for choice in question.choices]


def _step(actor: object, version: FormVersion, before: VersionState, after: VersionState) -> None:
    at = now()
    column = "published_at" if after == VersionState.PUBLISHED else "retired_at"
    changed = FormVersion.objects.filter(pk=version.pk, state=before).update(state=after, **{column: at})
    if not changed:
        raise WrongState
    version.state = after
    setattr(version, column, at)
    VersionStep.objects.create(version=version, state=after, at=at, by=actor if isinstance(actor, User) else None)
