"""The ballots as one sparse table of scores: a row for each dossier, a score for each juror in it.

Rows stand in the order of their names, and so do the jurors of a row: the same ballots give the
same sheet in whatever order they came. The order never reaches a rank.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import repeat
from math import lcm
from operator import mul
from types import MappingProxyType
from typing import Final

from scoring.methods.ballots import AnyBallot, Ballot, GradedBallot, Level, levels_of

Row = Mapping[str, Fraction]
Times = Mapping[str, int]

#: nobody stands for more than one juror
ONCE: Final[Times] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sheet:
    """Scores y_ij: `rows[dossier][juror]`, more is better; a juror not in a row is no zero.

    Marks are in points of the scale. A rank stands as its negative, a grade as the number of grades below it.
    `times` names the jurors who stand for several equal ones: each counts as so many.
    """

    rows: Mapping[str, Row]
    times: Times = field(default_factory=dict)
    level: Level = Level.MARKS

    @property
    def jurors(self) -> tuple[str, ...]:
        """Everybody with at least one score here, by name."""
        return tuple(sorted({juror for row in self.rows.values() for juror in row}))

    @property
    def size(self) -> int:
        """The number of scores, n."""
        return sum(map(self.number, self.rows))

    @property
    def columns(self) -> Mapping[str, Row]:
        """The scores the other way round: what each juror gave, by dossier."""
        columns: dict[str, dict[str, Fraction]] = {juror: {} for juror in self.jurors}
        for dossier, row in self.rows.items():
            for juror, value in row.items():
                columns[juror][dossier] = value
        return columns

    def number(self, dossier: str) -> int:
        """Count the ballots on a dossier, W_i."""
        return number(self.rows[dossier], self.times)

    def times_of(self, juror: str) -> int:
        """Say for how many jurors this one stands."""
        return self.times.get(juror, 1)

    def only(self, dossiers: Container[str]) -> "Sheet":
        """Keep the rows of these dossiers."""
        return Sheet({name: row for name, row in self.rows.items() if name in dossiers}, self.times, self.level)


def sheet_of(ballots: Iterable[AnyBallot], weights: Mapping[str, Fraction], grades: Sequence[str] = ()) -> Sheet:
    """Build the sheet of scores, for marks y_ij = Σ_c v_c y_ijc / Σ_c v_c over the criteria in `weights`.

    `grades` are the words of graded ballots, best first.
    """
    total = sum(weights.values())
    shares = {criterion: Fraction(weight) / total for criterion, weight in weights.items()}
    steps = {grade: Fraction(place) for place, grade in enumerate(reversed(grades))}
    ordered = sorted(ballots, key=lambda one: (one.dossier, one.juror))
    table: dict[str, dict[str, Fraction]] = {}
    for ballot in ordered:
        table.setdefault(ballot.dossier, {})[ballot.juror] = _value(ballot, shares, steps)
    times = {ballot.juror: ballot.times for ballot in ordered if ballot.times > 1}
    return Sheet(table, times, next(iter(levels_of(ordered)), Level.MARKS))


def _value(ballot: AnyBallot, shares: Mapping[str, Fraction], steps: Mapping[str, Fraction]) -> Fraction:
    match ballot:
        case Ballot():
            return score(ballot.marks, shares)
        case GradedBallot():
            return steps[ballot.grade]
    return Fraction(-ballot.rank)


def score(marks: Mapping[str, Fraction], shares: Mapping[str, Fraction]) -> Fraction:
    """Weigh one ballot's marks; the shares add up to 1."""
    parts = [
        (share.numerator * marks[name].numerator, share.denominator * marks[name].denominator)
        for name, share in shares.items()
    ]
    unit = lcm(*[bottom for _, bottom in parts])
    return Fraction(sum([top * (unit // bottom) for top, bottom in parts]), unit)


def number(row: Row, times: Times = ONCE) -> int:
    """Count the ballots of a row."""
    return sum(times.get(juror, 1) for juror in row) if times else len(row)


def mean(values: Iterable[Fraction]) -> Fraction:
    """Add up and divide; needs at least one value."""
    parts, unit = in_parts(values)
    return Fraction(sum(parts), unit * len(parts))


def average(row: Row, times: Times = ONCE) -> Fraction:
    """Average a row, each juror as often as the juror counts; needs at least one value."""
    parts, unit = in_parts(row.values())
    return Fraction(sum(map(mul, parts, each_of(row, times))), unit * number(row, times))


def squares(row: Row, times: Times = ONCE) -> Fraction:
    """Add up the squared distances of a row's scores from their mean."""
    parts, unit = in_parts(row.values())
    weighed = list(map(mul, parts, each_of(row, times)))
    ballots = number(row, times)
    return Fraction(ballots * sum(map(mul, parts, weighed)) - sum(weighed) ** 2, ballots * unit**2)


def each_of(row: Row, times: Times) -> Iterable[int]:
    """Say of each juror of a row how often the juror counts."""
    return [times.get(juror, 1) for juror in row] if times else repeat(1)


def in_parts(values: Iterable[Fraction]) -> tuple[list[int], int]:
    """Write values in whole parts of their smallest common unit."""
    listed = list(values)
    unit = lcm(*[value.denominator for value in listed])
    return [value.numerator * (unit // value.denominator) for value in listed], unit


def whole(value: Fraction | int, unit: int) -> int:
    """Multiply out a fraction whose denominator divides `unit`."""
    return value.numerator * (unit // value.denominator)
