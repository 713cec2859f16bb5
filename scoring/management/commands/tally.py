"""Counting from a file: takes no database, and counts nothing while a row is in doubt."""

import json
from argparse import ArgumentParser
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from scoring import wording
from scoring.management.tally_report import report
from scoring.methods.counting import METHODS, count
from scoring.methods.longfile import LongFile, read_long
from scoring.methods.refusals import Refusal
from scoring.methods.result import Count
from scoring.methods.weighting import read_weights

#: What a count is in JSON.
KEYS = ("method", "components", "standings", "jurors", "ties")
LINES = {"standings": ("dossier", "rank", "score", "decimal", "ballots"), "jurors": ("juror", "severity", "se")}


class Command(BaseCommand):
    """Rank the dossiers of a file of marks."""

    help = "Count a CSV file with the columns juror, dossier, mark and, where there are several, criterion."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, the method and the weights."""
        parser.add_argument("file", type=Path, metavar="FILE.csv", help="the marks, one row for each, UTF-8")
        parser.add_argument("--method", choices=sorted(METHODS), default="calibrated", help="default: calibrated")
        parser.add_argument("--weights", metavar="NAME=25,NAME=20", help="default: all criteria count equally")
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")

    def handle(self, *_args: object, **options: Any) -> None:
        """Read all, count all, then print."""
        try:
            counted = _count(options["file"], options["method"], options["weights"])
        except Refusal as refusal:
            raise CommandError(wording.refused(refusal)) from refusal
        self.stdout.write(_as_json(counted) if options["json"] else report(counted))


def _count(path: Path, method: str, weights: str | None) -> Count:
    given = None if weights is None else read_weights(weights)
    marks = _read(path, given)
    return count(marks.ballots, method=method, weights=marks.weights)


def _read(path: Path, weights: dict[str, Fraction] | None) -> LongFile:
    try:
        with path.open("rb") as stream:
            return read_long(stream, weights)
    except OSError as problem:
        sentence = _("The file %(path)s cannot be read: %(problem)s. Check its name and try again.")
        raise CommandError(sentence % {"path": path, "problem": problem.strerror}) from problem


def _as_json(counted: Count) -> str:
    """Write the agreed keys and no others; whatever else a count tells stands in the table."""
    told: dict[str, Any] = counted.as_json(working=False)
    lines = {part: [{key: line[key] for key in keys} for line in told[part]] for part, keys in LINES.items()}
    return json.dumps({key: lines.get(key, told[key]) for key in KEYS}, indent=2)
