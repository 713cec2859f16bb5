"""What is measured beside each other: our counts, and what a statistician would use. One of them a process.

Each contender takes the three arrays (dossier, juror, mark; a score each) and gives back a function that counts them
once and says what is known of it: the turns of the descent, and the certificate.
"""

from collections.abc import Callable

import numpy as np

from scoring.methods import arrays
from scoring.methods.arrays import Calibrated, calibrate
from scoring.methods.ballots import Ballot
from scoring.methods.counting import count
from scoring.methods.measures.gathered import measures_of
from scoring.methods.panels import starts_of
from tests.bench.tables import WEIGHTS, Shape, ballots_of

Table = tuple[np.ndarray, np.ndarray, np.ndarray]
Counting = Callable[[], str]
MEASURES = (
    "agreement",
    "spearman_rest",
    "doubt",
    "robustness",
    "winner_by_method",
    "outlying",
    "connectivity",
)


def one_pass(table: Table) -> Counting:
    """Read all three arrays once, from one end to the other, and add up what stands there."""
    return lambda: str(sum(float(array.sum()) for array in table))[:0]


def calibrated(table: Table) -> Counting:
    """Our calibrated count over the arrays: scores, severities and the residual."""
    return lambda: told(counted(table))


def calibrated_in_numpy(table: Table) -> Counting:
    """The same where numba is not installed."""
    arrays.COMPILED_FROM = 2**62
    return calibrated(table)


def calibrated_with_errors(table: Table) -> Counting:
    """The same, with the standard error of every dossier and juror."""

    def counting() -> str:
        found = counted(table)
        errors = found.errors()
        return f"{told(found)}, {len(errors[0]):,} errors" if errors else "no errors"

    return counting


def counted(table: Table) -> Calibrated:
    dossier, juror, mark = table
    return calibrate(starts_of(dossier), juror, mark, np.ones(int(juror.max()) + 1))


def told(found: Calibrated) -> str:
    return f"{found.solution.turns} turns, residual {found.solution.residual:.0e}"


def numpy_mean(table: Table) -> Counting:
    """The plain mean of every dossier, without any calibration."""
    dossier, _, mark = table
    return lambda: str((np.bincount(dossier, mark) / np.bincount(dossier)).max())[:0]


def pandas_mean(table: Table) -> Counting:
    """The plain mean by pandas."""
    import pandas as pd  # noqa: PLC0415 - only the process that measures it pays for it

    frame = pd.DataFrame(dict(zip(("dossier", "juror", "mark"), table, strict=True)), copy=False)
    return lambda: str(frame.groupby("dossier")["mark"].mean().max())[:0]


def statsmodels_ols(table: Table) -> Counting:
    """Least squares with a dummy for each dossier and each juror but the first."""
    from statsmodels.regression.linear_model import OLS  # noqa: PLC0415

    dossier, juror, mark = table
    dossiers = int(dossier.max()) + 1
    columns = np.zeros((len(mark), dossiers + int(juror.max())))
    columns[np.arange(len(mark)), dossier] = 1
    later = np.flatnonzero(juror)
    columns[later, dossiers + juror[later] - 1] = 1
    return lambda: f"s² {OLS(mark, columns).fit().scale:.3f}"


def exact_count(ballots: list[Ballot]) -> Counting:
    """The whole exact count of ballots on three criteria, ties and standard errors with it."""

    def counting() -> str:
        found = count(ballots, method="calibrated", weights=WEIGHTS)
        return f"exact, {len(found.ties)} ties"

    return counting


def all_measures(ballots: list[Ballot]) -> Counting:
    """All that stands beside the result on the jury's page, the count it belongs to with it."""

    def counting() -> str:
        found = measures_of(ballots, method="calibrated", weights=WEIGHTS, shortlist=10)
        given = [name for name in MEASURES if getattr(found, name) is not None]
        return f"{len(given)} measures"

    return counting


OVER_ARRAYS: dict[str, Callable[[Table], Counting]] = {
    "one pass over the arrays": one_pass,
    "numpy mean": numpy_mean,
    "pandas mean": pandas_mean,
    "statsmodels OLS with dummies": statsmodels_ols,
    "calibrated": calibrated,
    "calibrated, without numba": calibrated_in_numpy,
    "calibrated with standard errors": calibrated_with_errors,
}
OVER_BALLOTS: dict[str, Callable[[list[Ballot]], Counting]] = {
    "exact count": exact_count,
    "all measures": all_measures,
}


def contender(name: str, shape: Shape, table: Table) -> Counting:
    """Set a contender up: everything before the clock starts."""
    return OVER_ARRAYS[name](table) if name in OVER_ARRAYS else OVER_BALLOTS[name](ballots_of(shape))
