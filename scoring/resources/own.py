"""A juror's own sheet: out, filled in anywhere, and back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export import resources
from import_export.instance_loaders import BaseInstanceLoader
from tablib import Dataset

from awards_site.rules import Refused
from jury.models import Assignment

from .cells import text
from .columns import Columns

COMMENT = " (comment)"


def own_rows(assignments: Sequence[Assignment], columns: Columns) -> Iterator[list[Any]]:
    """Give a juror's own sheet: a row for each dossier that is still open, with what is written already."""
    yield ["dossier", "nominee", "version", *headings(columns)]
    for assignment in assignments:
        ballot = getattr(assignment, "ballot", None)
        written = columns.written(ballot)
        cells: list[Any] = [assignment.dossier.code, assignment.dossier.nominee.name, ballot.version if ballot else 0]
        yield cells + [cell for key in columns.keys for cell in written.get(key, ("", ""))]


def headings(columns: Columns) -> list[str]:
    """Name the columns: what is written, and a comment on each."""
    return [heading for key in columns.keys for heading in (key, f"{key}{COMMENT}")]


class SheetResource(resources.Resource):  # type: ignore[misc]  # import-export has no types
    """A juror's own sheet coming back. A dry run names row and column of each fault; then all is saved, or nothing."""

    class Meta:
        """Compare with nothing: the ballots know their versions."""

        instance_loader_class = BaseInstanceLoader
        skip_diff = True
        use_transactions = True

    def __init__(self, assignments: Sequence[Assignment], columns: Columns, *, by: Any) -> None:
        """Know the juror's own dossiers and the columns."""
        super().__init__()
        self.assignments = {assignment.dossier.code: assignment for assignment in assignments}
        self.columns, self.by = columns, by

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
        said = {key: self.columns.fault(row, key) for key in self.columns.keys}
        return found | {key: fault for key, fault in said.items() if fault}

    def do_instance_save(self, instance: dict[str, Any], is_create: bool) -> None:  # noqa: ARG002, FBT001 - as its parent's
        """Save a row as the juror's own."""
        comments = {
            key: text(instance, f"{key}{COMMENT}")[:5000] for key in self.columns.keys if f"{key}{COMMENT}" in instance
        }
        assignment = self.assignments[text(instance, "dossier")]
        version = int(text(instance, "version"))
        try:
            self.columns.save(assignment, instance, comments, by=self.by, version=version)
        except Refused as refused:
            raise ValidationError({"dossier": str(refused.refusal)}) from refused
