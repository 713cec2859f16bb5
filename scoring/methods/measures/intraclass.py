"""Intraclass correlations of a complete panel: what share of the variance of marks is between the dossiers.

Names after McGraw and Wong, Forming inferences about some intraclass correlation coefficients (1996); the same six
are ICC(1,1), (1,k), (2,1), (2,k), (3,1), (3,k) of Shrout and Fleiss (1979). "A": agreement, severity counts as
disagreement; "C": consistency, it does not; "k": of the mean of the whole panel.
"""

from dataclasses import dataclass
from fractions import Fraction

from scoring.methods.measures.table import Lines, share


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """The two-way analysis of variance of N dossiers by k jurors without repetition, exact, in the table's unit².

    `rows` is between dossiers, `columns` between jurors, `error` what neither explains, `within` inside dossiers.
    """

    dossiers: int
    jurors: int
    rows: Fraction
    columns: Fraction
    error: Fraction
    within: Fraction


def mean_squares(lines: Lines) -> MeanSquares:
    """Part the sum of squares of a complete table (Fisher 1925)."""
    dossiers, jurors = len(lines), len(lines[0])
    middle = Fraction(sum(map(sum, lines)) ** 2, dossiers * jurors)
    total = sum(value * value for line in lines for value in line) - middle
    rows = Fraction(sum(sum(line) ** 2 for line in lines), jurors) - middle
    columns = Fraction(sum(sum(line) ** 2 for line in zip(*lines, strict=True)), dossiers) - middle
    return MeanSquares(
        dossiers=dossiers,
        jurors=jurors,
        rows=rows / (dossiers - 1),
        columns=columns / (jurors - 1),
        error=(total - rows - columns) / ((dossiers - 1) * (jurors - 1)),
        within=(total - rows) / (dossiers * (jurors - 1)),
    )


@dataclass(frozen=True, slots=True)
class Intraclass:
    """The six correlations; one is None where its denominator, an estimate of a variance, is not above zero."""

    one_1: float | None
    one_k: float | None
    a_1: float | None
    a_k: float | None
    c_1: float | None
    c_k: float | None


def intraclass(found: MeanSquares) -> Intraclass:
    """Give the six from the mean squares (McGraw and Wong 1996, table 4)."""
    more = found.jurors - 1
    between = (found.columns - found.error) / found.dossiers
    apart, across = found.rows - found.within, found.rows - found.error
    return Intraclass(
        one_1=share(apart, found.rows + more * found.within),
        one_k=share(apart, found.rows),
        a_1=share(across, found.rows + more * found.error + found.jurors * between),
        a_k=share(across, found.rows + between),
        c_1=share(across, found.rows + more * found.error),
        c_k=share(across, found.rows),
    )
