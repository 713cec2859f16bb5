"""Nominations as a table: out for the secretariat, in for what came on paper.

Contact data never leaves in a table: addresses are read on the desk, one file at a time, and each look is on record.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from import_export import fields, resources
from import_export.instance_loaders import BaseInstanceLoader
from tablib import Dataset

from awards_site.rules import Refused
from nominations import paper, reading, shape
from nominations.models import Call, Nomination
from nominations.shape import Asked
from nominations.states import DataClass, FilledBy, QuestionKind

ROWS_AT_ONCE = 1_000


class NominationResource(resources.Resource):  # type: ignore[misc]  # import-export has no types
    """The files of a call, one a row, with a column for each question that holds no contact data."""

    reference = fields.Field("reference", "reference")
    code = fields.Field("dossier__code", "number")
    status = fields.Field("status", "status")
    nominee = fields.Field("dossier__nominee__name", "nominee")
    name_latin = fields.Field("dossier__nominee__name_latin", "nominee_latin")
    office = fields.Field("dossier__nominee__office", "office")
    institution = fields.Field("dossier__nominee__institution", "institution")
    city = fields.Field("dossier__nominee__city", "city")
    country = fields.Field(column_name="country")
    consent = fields.Field("dossier__consent__status", "consent")
    nominator = fields.Field("nominator__name", "nominator")
    language = fields.Field("language", "language")
    submitted_at = fields.Field(column_name="submitted_at")
    headline = fields.Field("dossier__headline", "headline")

    def __init__(self, call: Call) -> None:
        """Add a column for each question of the call's forms."""
        super().__init__()
        self.shapes = {form.pk: shape.of(form) for form in call.forms.all()}
        for asked in self.asked():
            self.fields[f"answer-{asked.key}"] = AnswerField(asked.key, self.shapes)

    def asked(self) -> Iterator[Asked]:
        """Give the nominators' questions of all versions, each key once, without contact data and files."""
        known: set[str] = set()
        for form in self.shapes.values():
            for page in form.filled_by(FilledBy.NOMINATOR):
                for asked in page.questions:
                    if asked.key not in known and is_exported(asked):
                        known.add(asked.key)
                        yield asked

    def dehydrate_country(self, nomination: Nomination) -> str:
        """Give the country's code."""
        return str(nomination.dossier.nominee.country) if nomination.dossier else ""

    def dehydrate_submitted_at(self, nomination: Nomination) -> str:
        """Give the instant in UTC."""
        return nomination.submitted_at.isoformat(timespec="seconds") if nomination.submitted_at else ""

    def rows(self, files: Any) -> Iterator[list[Any]]:
        """Give headings and rows, fetched in one statement however many there are."""
        yield self.get_export_headers()
        whole = files.select_related("dossier__nominee", "dossier__consent", "nominator")
        for nomination in whole.iterator(chunk_size=ROWS_AT_ONCE):
            yield self.export_resource(nomination)


def is_exported(asked: Asked) -> bool:
    """Say whether an answer may stand in a table."""
    return asked.question.data_class != DataClass.CONTACT and asked.kind != QuestionKind.FILE


class AnswerField(fields.Field):  # type: ignore[misc]  # import-export has no types
    """The answer to one question, said in one cell."""

    def __init__(self, key: str, shapes: Mapping[int, shape.Shape]) -> None:
        """Know the question in each version of the form."""
        super().__init__(column_name=f"answer.{key}")
        self.key = key
        self.asked = {form: each.question(key) for form, each in shapes.items()}

    def export(self, instance: Nomination, **_kwargs: Any) -> str:
        """Say the answer."""
        asked = self.asked.get(instance.form_id)
        return in_one_cell(asked, instance.answers.get(self.key)) if asked else ""


def in_one_cell(asked: Asked, value: Any) -> str:
    """Say an answer in one cell: rows one below the other, their parts apart."""
    if asked.kind == QuestionKind.ROWS:
        return "\n".join(row_in_one_cell(row) for row in reading.rows(asked, value, reading.Audience.AUDITOR))
    said = reading.spoken(asked.question, value)
    return "\n".join(said) if isinstance(said, list) else str(said)


def row_in_one_cell(row: reading.Row) -> str:
    """Say one of several repeating answers in one line."""
    told = (
        f"{line.label}: {' '.join(line.value) if isinstance(line.value, list) else line.value}" for line in row.lines
    )
    return f"{row.title}. {'; '.join(told)}"


class PaperRow(Protocol):
    """A row as the form judges it."""

    number: int

    def faults(self) -> dict[str, list[str]]:
        """Give what is wrong, by column."""
        ...

    def told(self) -> paper.Told:
        """Give what a row without faults says."""
        ...


class PaperResource(resources.Resource):  # type: ignore[misc]  # import-export has no types
    """Nominations that came on paper. A dry run names row and column of each fault; then all are written, or none."""

    class Meta:
        """Compare with nothing: every row is new."""

        instance_loader_class = BaseInstanceLoader
        skip_diff = True
        use_transactions = True

    def __init__(self, call: Call, row: Callable[..., PaperRow], *, by: Any, key: str) -> None:
        """Know the call, how a row is judged, the officer, and the key that makes a second confirmation the first."""
        super().__init__()
        self.call, self.row, self.by, self.key = call, row, by, key
        self.form = paper.current_form(call)
        self.shape = shape.of(self.form)

    def read(self, dataset: Dataset, *, dry_run: bool) -> Any:
        """Judge the rows, and write them unless it is a dry run."""
        return self.import_data(dataset, dry_run=dry_run, rollback_on_validation_errors=True)

    def get_instance(self, instance_loader: Any, row: Mapping[str, Any]) -> None:
        """Find none: every row is new."""

    def init_instance(self, row: Mapping[str, Any] | None = None) -> PaperRow:
        """Begin a row."""
        return self.row(self.shape, dict(row or {}), self.call)

    def import_instance(self, instance: PaperRow, row: Mapping[str, Any], **_kwargs: Any) -> None:  # noqa: ARG002
        """Judge a row.

        :raises ValidationError: with the faults by column.
        """
        faults = instance.faults()
        if faults:
            raise ValidationError(faults)

    def do_instance_save(self, instance: PaperRow, is_create: bool) -> None:  # noqa: ARG002, FBT001 - as its parent's
        """Enter a row as submitted."""
        try:
            paper.enter(self.call, self.form, instance.told(), by=self.by, key=f"{self.key}{instance.number:04}")
        except Refused as refused:
            raise ValidationError(str(refused.refusal)) from refused

    def before_save_instance(self, instance: PaperRow, row: Mapping[str, Any], **kwargs: Any) -> None:  # noqa: ARG002
        """Remember the row's number for its key."""
        instance.number = int(kwargs.get("row_number", 0))
