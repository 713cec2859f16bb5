"""The ballots as one sparse table of scores: a row for each dossier, a score for each juror in it.

Rows stand in the order of their names, and so do the jurors of a row: the same ballots give the
same sheet in whatever order they came. The order never reaches a rank.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.methods.ballots import Ballot

Row = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Scores y_ij in points of the scale: `rows[dossier][juror]`; a juror not in a row is no zero."""

    rows: Mapping[str, Row]

    @property
    def jurors(self) -> tuple[str, ...]:
        """Everybody with at least one score here, by name."""
        return tuple(sorted({juror for row in self.rows.values() for juror in row}))

    @property
    def size(self) -> int:
        """The number of scores, n."""
        return sum(map(len, self.rows.values()))

    def only(self, dossiers: Container[str]) -> "Sheet":
        """Keep the rows of these dossiers."""
        return Sheet({name: row for name, row in self.rows.items() if name in dossiers})


def sheet_of(ballots: Iterable[Ballot], weights: Mapping[str, Fraction]) -> Sheet:
    """Build the sheet of scores y_ij = Σ_c v_c y_ijc / Σ_c v_c over the criteria in `weights`."""
    total = sum(weights.values())
    shares = {criterion: Fraction(weight) / total for criterion, weight in weights.items()}
    table: dict[str, dict[str, Fraction]] = {}
    for ballot in sorted(ballots, key=lambda one: (one.dossier, one.juror)):
        table.setdefault(ballot.dossier, {})[ballot.juror] = score(ballot.marks, shares)
    return Sheet(table)


def score(marks: Mapping[str, Fraction], shares: Mapping[str, Fraction]) -> Fraction:
    """Weigh one ballot's marks; the shares add up to 1."""
    return sum((share * marks[name] for name, share in shares.items()), Fraction())


def mean(values: Iterable[Fraction]) -> Fraction:
    """Add up and divide; needs at least one value."""
    listed = list(values)
    return sum(listed, Fraction()) / len(listed)


def squares(row: Row) -> Fraction:
    """Add up the squared distances of a row's scores from their mean."""
    middle = mean(row.values())
    return sum(((value - middle) ** 2 for value in row.values()), Fraction())


def whole(value: Fraction | int, unit: int) -> int:
    """Multiply out a fraction whose denominator divides `unit`."""
    return value.numerator * (unit // value.denominator)
