"""Agreement in order alone: whether jurors put the dossiers in the same sequence, whatever their points."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import sqrt

from scoring.methods.measures.table import Lines, Table, doubled_ranks, share
from scoring.methods.numerals import nine_digits


def kendall_w(lines: Lines) -> float | None:
    """Give Kendall's W of a complete panel, corrected for ties: 1 one order, 0 none in common.

    W = 12 S / (m² (n³ − n) − m Σ T) for m jurors and n dossiers, with S the squared distances of the dossiers' sums
    of mid-ranks from their mean and T = Σ (t³ − t) over the ties of each juror. None where all jurors marked
    everything alike. Source: Kendall and Gibbons, Rank Correlation Methods, 5th ed., 1990, ch. 6.
    """
    jurors, dossiers = len(lines[0]), len(lines)
    ranks = [doubled_ranks(column) for column in zip(*lines, strict=True)]
    sums = [sum(line) for line in zip(*ranks, strict=True)]
    spread = sum(value**2 for value in sums) - jurors**2 * dossiers * (dossiers + 1) ** 2
    ties = sum(times**3 - times for line in ranks for times in Counter(line).values())
    return share(3 * spread, jurors**2 * (dossiers**3 - dossiers) - jurors * ties)


def spearman_rest(table: Table) -> dict[str, float | None]:
    """Correlate each juror's order with that of the others' mean marks, on the dossiers both marked.

    Spearman's ρ is the product-moment correlation of mid-ranks (Spearman 1904). None where fewer than two dossiers
    are shared, or where one side marked them all alike.
    """
    totals = {dossier: sum(row.values()) for dossier, row in table.items()}
    pairs: dict[str, list[tuple[int, Fraction]]] = {juror: [] for row in table.values() for juror in row}
    for dossier, row in table.items():
        for juror, mark in row.items():
            if len(row) > 1:
                pairs[juror].append((mark, Fraction(totals[dossier] - mark, len(row) - 1)))
    return {juror: _spearman(pairs[juror]) for juror in sorted(pairs)}


def _spearman(pairs: Iterable[tuple[int, Fraction]]) -> float | None:
    own, others = zip(*pairs, strict=True) if pairs else ((), ())
    return _correlation(doubled_ranks(own), doubled_ranks(others))


def _correlation(one: Sequence[int], two: Sequence[int]) -> float | None:
    number = len(one)
    together = number * sum(a * b for a, b in zip(one, two, strict=True)) - sum(one) * sum(two)
    apart = (number * sum(a * a for a in one) - sum(one) ** 2) * (number * sum(b * b for b in two) - sum(two) ** 2)
    return nine_digits(together / sqrt(apart)) if apart else None
