"""Counting from a file: takes no database, and counts nothing while a row is in doubt."""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from fractions import Fraction
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from scoring import wording
from scoring.management.tally_report import report
from scoring.methods.answers import Answers, read_answers
from scoring.methods.bulk import count_in_bulk, in_bulk
from scoring.methods.checking import check_trim
from scoring.methods.counting import METHODS, count
from scoring.methods.longfile import LongFile, read_long
from scoring.methods.measures.gathered import UNMEASURED, Measures, measures_of
from scoring.methods.refusals import Refusal
from scoring.methods.result import Count
from scoring.methods.weighting import read_grades, read_weights

#: So many dossiers are written one value a line; more would only take time and room.
MOST_SPACED = 10_000
#: Bytes from which on a file is read by columns.
LARGE = 2**20
#: What a count is in JSON, and what stands beside it.
KEYS = ("method", "components", "standings", "jurors", "ties")
BESIDE = ("agreement", "p_best", "robustness", "winner_by_method")
LINES = {"standings": ("dossier", "rank", "score", "decimal", "ballots"), "jurors": ("juror", "severity", "se")}

EPILOG = """
The columns are juror, dossier and exactly one of
  mark   a decimal, more is better; with a column criterion where there are several
  rank   1 is best; equal ranks are allowed, and only the order counts
  grade  a word out of --grades
and, if you like, count: for how many equal jurors the row stands, the same on every row of one juror.

Marks are counted by every method. borda and schulze read them as each juror's ranking, majority_judgment as grades
of one common scale, better where higher. Grades are counted by majority_judgment and, as rankings, by borda and
schulze; ranks by borda and schulze alone. What a juror did not read stands below nothing and above nothing.
"""


class Command(BaseCommand):
    """Rank the dossiers of a file of marks, ranks or grades."""

    help = "Count a CSV file of marks, ranks or grades, one row for each answer of a juror on a dossier."
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Keep the lines of the epilogue as they are."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.epilog, parser.formatter_class = EPILOG, RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, the method and what the rules say."""
        parser.add_argument("file", type=Path, metavar="FILE.csv", help="the answers, one row for each, UTF-8")
        parser.add_argument("--method", choices=sorted(METHODS), default="calibrated", help="default: calibrated")
        parser.add_argument("--weights", metavar="NAME=25,NAME=20", help="default: all criteria count equally")
        parser.add_argument("--grades", metavar="BEST,…,WORST", help="the words of a column grade, best first")
        parser.add_argument(
            "--trim", type=int, default=1, metavar="H", help="trimmed drops H ballots at either end; default: 1"
        )
        parser.add_argument(
            "--quorum", type=int, default=1, metavar="N", help="fewer ballots than N give no rank; default: 1"
        )
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")

    def handle(self, *_args: object, **options: Any) -> None:
        """Read all, count all, then print; what a terminal cannot show does not stop it."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            counted, measures = _count(options)
        except Refusal as refusal:
            raise CommandError(wording.refused(refusal)) from refusal
        except OSError as problem:
            sentence = _("The file %(path)s cannot be read: %(problem)s. Check its name and try again.")
            raise CommandError(sentence % {"path": options["file"], "problem": problem.strerror}) from problem
        self.stdout.write(_as_json(counted, measures) if options["json"] else report(counted, measures))


def _count(options: dict[str, Any]) -> tuple[Count, Measures | None]:
    weights = None if options["weights"] is None else read_weights(options["weights"])
    grades = () if options["grades"] is None else read_grades(options["grades"])
    answers = None if grades else _answers(options["file"], weights)
    if answers and in_bulk(answers, options["method"]):
        check_trim(options["trim"])
        return count_in_bulk(answers, quorum=options["quorum"]), None
    read = LongFile(tuple(answers.ballots()), answers.weights) if answers else _read(options["file"], weights, grades)
    told = {name: options[name] for name in ("method", "quorum", "trim")}
    rules: dict[str, Any] = {**told, "weights": read.weights, "grades": grades}
    return count(read.ballots, **rules), measures_of(read.ballots, **rules)


def _answers(path: Path, weights: dict[str, Fraction] | None) -> Answers | None:
    """Read a large file by columns; None for any other, and where one has to look line by line."""
    if not path.is_file() or path.stat().st_size < LARGE:
        return None
    with path.open("rb") as stream:
        return read_answers(stream, weights)


def _read(path: Path, weights: dict[str, Fraction] | None, grades: Sequence[str]) -> LongFile:
    with path.open("rb") as stream:
        return read_long(stream, weights, grades)


def _as_json(counted: Count, measures: Measures | None) -> str:
    """Write the agreed keys and no others; whatever else a count tells stands in the table."""
    told: dict[str, Any] = counted.as_json(working=False)
    beside = measures.as_json(outlying=False) if measures else UNMEASURED
    lines = {part: [{key: line[key] for key in keys} for line in told[part]] for part, keys in LINES.items()}
    orders = measures.spearman_rest if measures else {}
    for line in lines["jurors"]:
        line["spearman_rest"] = orders.get(line["juror"])
    plain = {key: lines.get(key, told[key]) for key in KEYS} | {key: beside[key] for key in BESIDE}
    return json.dumps(
        plain | {"not_ranked": told["not_ranked"]}, indent=2 if len(counted.standings) <= MOST_SPACED else None
    )
