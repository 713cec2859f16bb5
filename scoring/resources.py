"""Ballots as a table: out for Secretary General and auditor after the close, and each juror's own sheet both ways.

Nobody's ballot is ever written by anybody else: what comes in is the reader's own.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from import_export import fields, resources
from import_export.instance_loaders import BaseInstanceLoader
from tablib import Dataset

from awards_site.digits import normalise_number
from awards_site.rules import Refused
from jury.models import Assignment, Round

from . import balloting
from .methods.numerals import read_decimal
from .models import CastBallot, Criterion
from .models.rubric import Rubric, plain
from .totals import total, two_places

ROWS_AT_ONCE = 1_000
COMMENT = " (comment)"


class BallotResource(resources.Resource):  # type: ignore[misc]  # import-export has no types
    """The ballots of a closed round as they count, one a row, with a column for each criterion."""

    juror = fields.Field(column_name="juror")
    dossier = fields.Field("ballot__assignment__dossier__code", "dossier")
    number = fields.Field("number", "version")
    cast_at = fields.Field(column_name="cast_at")
    total = fields.Field(column_name="total")
    digest = fields.Field("digest", "fingerprint")

    def __init__(self, round_: Round, *, identified: bool) -> None:
        """Add a column for each criterion; jurors go by name only where the reader may know it."""
        super().__init__()
        self.round, self.identified = round_, identified
        self.criteria = list(round_.rules.rubric.criteria.all())
        for criterion in self.criteria:
            self.fields[f"mark-{criterion.key}"] = MarkField(criterion.key)

    def dehydrate_juror(self, casting: CastBallot) -> str:
        """Name the juror, or give a word that is the same for all of the juror's ballots and says nothing else."""
        seat = casting.ballot.assignment.seat
        return str(seat.user) if self.identified else pseudonym(self.round, str(seat.public_id))

    def dehydrate_cast_at(self, casting: CastBallot) -> str:
        """Give the instant in UTC."""
        return casting.at.isoformat(timespec="seconds")

    def dehydrate_total(self, casting: CastBallot) -> str:
        """Give the weighted total."""
        marks = {each.pk: Decimal(casting.marks[each.key]) for each in self.criteria if each.key in casting.marks}
        return str(two_places(total(marks, self.criteria)) or "")

    def rows(self) -> Iterator[list[Any]]:
        """Give headings and rows, fetched in one statement however many there are."""
        yield self.get_export_headers()
        for casting in castings_that_count(self.round).iterator(chunk_size=ROWS_AT_ONCE):
            yield self.export_resource(casting)


class MarkField(fields.Field):  # type: ignore[misc]  # import-export has no types
    """The mark on one criterion."""

    def __init__(self, key: str) -> None:
        """Know the criterion."""
        super().__init__(column_name=key)
        self.key = key

    def export(self, instance: CastBallot, **_kwargs: Any) -> str:
        """Give the mark as it was cast."""
        return str(instance.marks.get(self.key, ""))


def castings_that_count(round_: Round) -> QuerySet[CastBallot]:
    """Give the last casting of each ballot that counts."""
    standing = CastBallot.objects.that_count(round_)
    whole = standing.select_related("ballot__assignment__seat__user", "ballot__assignment__dossier")
    return whole.order_by("ballot__assignment__dossier__code", "digest")


def pseudonym(round_: Round, seat: str) -> str:
    """Give a juror's word in a table: nobody without the house's secret can tell whose it is."""
    return "J-" + salted_hmac("scoring.ballots", f"{round_.pk}:{seat}", algorithm="sha256").hexdigest()[:8]


def own_rows(assignments: list[Assignment], criteria: list[Criterion]) -> Iterator[list[Any]]:
    """Give a juror's own sheet: a row for each dossier that is still open, with what is marked already."""
    yield ["dossier", "nominee", "version", *headings(criteria)]
    for assignment in assignments:
        ballot = getattr(assignment, "ballot", None)
        marks = {mark.criterion_id: mark for mark in ballot.marks.all()} if ballot else {}
        cells: list[Any] = [assignment.dossier.code, assignment.dossier.nominee.name, ballot.version if ballot else 0]
        for criterion in criteria:
            mark = marks.get(criterion.pk)
            cells += [plain(mark.value) if mark and mark.value is not None else "", mark.comment if mark else ""]
        yield cells


def headings(criteria: list[Criterion]) -> list[str]:
    """Name the columns: a mark and a comment for each criterion."""
    return [heading for each in criteria for heading in (each.key, f"{each.key}{COMMENT}")]


class SheetResource(resources.Resource):  # type: ignore[misc]  # import-export has no types
    """A juror's own sheet coming back. A dry run names row and column of each fault; then all is saved, or nothing."""

    class Meta:
        """Compare with nothing: the ballots know their versions."""

        instance_loader_class = BaseInstanceLoader
        skip_diff = True
        use_transactions = True

    def __init__(self, assignments: list[Assignment], criteria: list[Criterion], *, by: Any) -> None:
        """Know the juror's own dossiers and the criteria."""
        super().__init__()
        self.assignments = {assignment.dossier.code: assignment for assignment in assignments}
        self.criteria, self.by = criteria, by

    def read(self, dataset: Dataset, *, dry_run: bool) -> Any:
        """Judge the rows, and save them unless it is a dry run."""
        return self.import_data(dataset, dry_run=dry_run, rollback_on_validation_errors=True)

    def get_instance(self, instance_loader: Any, row: Mapping[str, Any]) -> None:
        """Find none: the ballot is found by the stage."""

    def init_instance(self, row: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Begin a row."""
        return dict(row or {})

    def import_instance(self, instance: dict[str, Any], row: Mapping[str, Any], **_kwargs: Any) -> None:  # noqa: ARG002
        """Judge a row.

        :raises ValidationError: with the faults by column.
        """
        faults = self.faults(instance)
        if faults:
            raise ValidationError(faults)

    def faults(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Say what is wrong with a row, by column."""
        found: dict[str, str] = {}
        if text(row, "dossier") not in self.assignments:
            found["dossier"] = _("This is not one of your open dossiers.")
        if not text(row, "version").isdecimal():
            found["version"] = _("Leave this number as it was when you took the sheet.")
        rubric = self.criteria[0].rubric
        for criterion in self.criteria:
            value = mark_in(row, criterion.key)
            if value is not None and (value == NOT_A_MARK or not rubric.takes(value)):
                found[criterion.key] = off_the_scale(rubric)
        return found

    def do_instance_save(self, instance: dict[str, Any], is_create: bool) -> None:  # noqa: ARG002, FBT001 - as its parent's
        """Save a row as the juror's own marks."""
        marks = {each.key: mark_in(instance, each.key) for each in self.criteria if each.key in instance}
        comments = {
            each.key: text(instance, f"{each.key}{COMMENT}")[:5000]
            for each in self.criteria
            if f"{each.key}{COMMENT}" in instance
        }
        sheet = balloting.Sheet(marks, comments)
        assignment = self.assignments[text(instance, "dossier")]
        try:
            balloting.save(assignment, sheet, by=self.by, version=int(text(instance, "version")))
        except Refused as refused:
            raise ValidationError({"dossier": str(refused.refusal)}) from refused


NOT_A_MARK = Decimal(-1)


def off_the_scale(rubric: Rubric) -> str:
    """Say which marks there are."""
    says = _("Write a mark from %(least)s to %(most)s by steps of %(step)s, or leave the cell empty.")
    return says % {name: plain(getattr(rubric, name)) for name in ("least", "most", "step")}


def text(row: Mapping[str, Any], column: str) -> str:
    """Read a cell as text; a sign that kept a spreadsheet from running it goes."""
    value = "" if row.get(column) is None else str(row[column]).replace("\x00", "").strip()
    return value.removeprefix("'").removesuffix(".0") if column == "version" else value.removeprefix("'")


def mark_in(row: Mapping[str, Any], column: str) -> Decimal | None:
    """Read a mark, in any digits, with any decimal sign or «½» as the page shows it; nothing in an empty cell."""
    written = text(row, column).replace("½", ".5")
    if not written:
        return None
    try:
        exact: Fraction = read_decimal(normalise_number(written))
    except ValueError:
        return NOT_A_MARK
    return Decimal(exact.numerator) / Decimal(exact.denominator)
