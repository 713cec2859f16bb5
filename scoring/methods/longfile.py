"""A file of answers, one row for each: columns juror, dossier and one of mark, rank or grade.

A column criterion may stand beside marks, and a column count says for how many equal jurors a row stands.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from scoring.methods import faults
from scoring.methods.ballots import AnyBallot, Ballot, GradedBallot, RankedBallot
from scoring.methods.checking import check_grades
from scoring.methods.columns import (
    COUNT,
    CRITERION,
    DOSSIER,
    GRADE,
    JUROR,
    MARK,
    RANK,
    Columns,
    check_value,
    columns_of,
    exact,
    printable,
    times_in,
)
from scoring.methods.numerals import tidy
from scoring.methods.refusals import BadFile, BadRow
from scoring.methods.tabular import records_of

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LongFile:
    """The ballots of a file in the order of their first rows, and the weight of each criterion."""

    ballots: tuple[AnyBallot, ...]
    weights: Mapping[str, Fraction]


def read_long(
    stream: Iterable[bytes], weights: Mapping[str, Fraction] | None = None, grades: Sequence[str] = ()
) -> LongFile:
    """Read the lines of a long CSV file; without `weights` its criteria count equally.

    Marks and ranks are exact decimals in Latin, Persian or Arabic digits; `grades` are the words a column grade may
    hold, best first. Raises BadRow, which knows the line, BadGrades or BadFile; then nothing was read.
    """
    check_grades(grades)
    records = records_of(stream)
    header = next(records, None)
    if header is None:
        raise BadFile
    columns = columns_of(header)
    _check_options(header[0], columns, weights, grades)
    pile = _Pile(columns, weights or {}, frozenset(grades))
    for record in records:
        pile.add(*record)
    return pile.finish()


def _check_options(line: int, columns: Columns, weights: Mapping[str, Fraction] | None, grades: Sequence[str]) -> None:
    """Refuse options without their column, and grades without their order."""
    if weights and CRITERION not in columns.names:
        raise BadRow(faults.NO_CRITERIA, line=line)
    if grades and columns.value != GRADE:
        raise BadRow(faults.NO_GRADES, line=line)
    if not grades and columns.value == GRADE:
        raise BadRow(faults.GRADES_WITHOUT_ORDER, line=line)


@dataclass(slots=True)
class _Pile:
    """Rows on their way to ballots; remembers the line of every answer and of every juror's count."""

    columns: Columns
    weights: Mapping[str, Fraction]
    grades: frozenset[str]
    answers: dict[Pair, dict[str, str]] = field(default_factory=dict)
    lines: dict[Pair, dict[str, int]] = field(default_factory=dict)
    times: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, line: int, values: list[str]) -> None:
        """Take one row in, or refuse it."""
        row = self._named(line, values)
        pair, answer = (row[JUROR], row[DOSSIER]), row[self.columns.value]
        criterion = row.get(CRITERION, self.columns.value)
        lines = self.lines.setdefault(pair, {})
        self._check_criterion(line, pair, criterion, lines)
        check_value(line, self.columns.value, answer, self.grades)
        self._count(line, row)
        lines[criterion] = line
        self.answers.setdefault(pair, {})[criterion] = answer

    def finish(self) -> LongFile:
        """Hand out the ballots once each has every criterion."""
        if not self.answers:
            raise BadFile
        criteria = self.weights or dict.fromkeys(
            sorted({name for answers in self.answers.values() for name in answers}), Fraction(1)
        )
        self._check_one_criterion()
        for pair, answers in self.answers.items():
            self._check_finished(pair, answers, criteria)
        return LongFile(tuple(self._ballot(*each) for each in self.answers.items()), criteria)

    def _ballot(self, pair: Pair, answers: Mapping[str, str]) -> AnyBallot:
        times, _line = self.times.get(pair[0], (1, 0))
        if self.columns.value == MARK:
            return Ballot(*pair, {criterion: exact(text) for criterion, text in answers.items()}, times)
        (answer,) = answers.values()
        return (
            RankedBallot(*pair, exact(answer), times)
            if self.columns.value == RANK
            else GradedBallot(*pair, answer, times)
        )

    def _named(self, line: int, values: list[str]) -> dict[str, str]:
        names = self.columns.names
        if len(values) != len(names):
            raise BadRow(faults.RAGGED, line=line, found=len(values), wanted=len(names))
        row = {column: tidy(value) for column, value in zip(names, values, strict=True)}
        for column, value in row.items():
            if not value:
                raise BadRow(faults.EMPTY, line=line, column=column)
            if not printable(value):
                raise BadRow(faults.UNPRINTABLE, line=line, column=column)
        return row

    def _count(self, line: int, row: Mapping[str, str]) -> None:
        """Note for how many jurors this one stands: the same number on every line."""
        if COUNT not in row:
            return
        times = times_in(line, row[COUNT])
        before, first = self.times.setdefault(row[JUROR], (times, line))
        if before != times:
            raise BadRow(faults.OTHER_COUNT, line=line, juror=row[JUROR], count=times, before=before, first=first)

    def _check_criterion(self, line: int, pair: Pair, criterion: str, lines: Mapping[str, int]) -> None:
        if self.weights and criterion not in self.weights:
            raise BadRow(faults.NO_WEIGHT, line=line, criterion=criterion)
        if criterion in lines:
            fault = faults.DOUBLE_CRITERION if CRITERION in self.columns.names else faults.DOUBLE_MARK
            juror, dossier = pair
            first = lines[criterion]
            raise BadRow(fault, line=line, juror=juror, dossier=dossier, criterion=criterion, first=first)

    def _check_one_criterion(self) -> None:
        """Refuse ranks or grades on several criteria: there is no sum of them."""
        first, *_others = next(iter(self.answers.values()))
        others = [(line, name) for lines in self.lines.values() for name, line in lines.items() if name != first]
        if self.columns.value == MARK or not others:
            return
        line, criterion = min(others)
        raise BadRow(faults.SEVERAL_CRITERIA, line=line, criterion=criterion)

    def _check_finished(self, pair: Pair, answers: Mapping[str, str], criteria: Iterable[str]) -> None:
        for criterion in criteria:
            if criterion not in answers:
                juror, dossier = pair
                line = min(self.lines[pair].values())
                raise BadRow(faults.UNFINISHED, line=line, juror=juror, dossier=dossier, criterion=criterion)
