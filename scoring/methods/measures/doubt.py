"""How likely each dossier is the best, or one of the n best, given that marks are uncertain.

Model: true qualities q* ~ N(μ, τ²) and calibrated scores q | q* ~ N(q*, V), with V = s² (diag(1/W) + A S⁺ Aᵀ). Only
differences of scores are known, so V is taken double-centred, C V C with C = I − 11ᵀ/N: then no choice of zero for
the severities matters, and the plain mean of q is also the weighted estimate of μ, whose own doubt cancels out of
every difference. Then
  τ² = max(var q − tr(CVC) / (N − 1), 0)     method of moments; the trace is the mean contrast variance
  K = τ² (V + τ²I)⁻¹                         shrinkage
  q* | q ~ N(q̄ + K (q − q̄), τ² (I − K)).
Sources: Efron and Morris, Stein's estimation rule and its competitors (1973); Robinson, That BLUP is a good thing
(1991); Laird and Louis, Empirical Bayes ranking methods (1989).

The probabilities are shares of 10,000 draws, so good to .01 or better (two standard errors), and given with three
decimals. What is promised: the same ballots and seed give the same bytes, in whatever order the ballots came. Random
numbers are the raw stream of PCG64, which numpy guarantees from version to version, turned normal by Box and Muller
(1958) and correlated by the Cholesky factor. Another processor or library may round last bits otherwise; that moves a
share only where two qualities of one draw agree to some fourteen digits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np

from scoring.methods.fit import Fit, scores_of, variance_of
from scoring.methods.measures.spread import Matrix, spread_of
from scoring.methods.sheet import Sheet

DRAWS: Final = 10_000
AT_ONCE: Final = 1_000
PLACES: Final = 3
#: A τ² within rounding errors of 0 is 0: this part of the mean contrast variance.
NOTHING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Doubt:
    """By dossier, a probability to three decimals: to be the best, and to be one of the `n` best where n is given."""

    best: dict[str, float]
    shortlist: dict[str, float] | None


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is known of the true qualities: mean (N) and covariance (N × N) of their differences, in units of s.

    A covariance of nothing at all stands for τ² = 0: nothing tells the dossiers apart.
    """

    dossiers: tuple[str, ...]
    mean: Matrix
    covariance: Matrix


def doubt_of(sheet: Sheet, fit: Fit, *, shortlist: int | None, seed: int, draws: int = DRAWS) -> Doubt | None:
    """Give P(best) and P(among the `shortlist` best), by the calibrated model whatever the method of the count.

    None where s² is unknown or nothing: no degree of freedom, or marks without any noise. Where τ² = 0 all dossiers
    are equally likely, the limit of small τ².
    """
    known = posterior_of(sheet, fit)
    if known is None:
        return None
    number = len(known.dossiers)
    if not known.covariance.any():
        return Doubt(_alike(known, 1), _alike(known, shortlist) if shortlist else None)
    wins, listed = np.zeros(number), np.zeros(number)
    for qualities in drawn(known, seed, draws):
        wins += np.bincount(qualities.argmax(axis=1), minlength=number)
        if shortlist:
            listed += _listed(qualities, shortlist)
    return Doubt(_named(known, wins / draws), _named(known, listed / draws) if shortlist else None)


def posterior_of(sheet: Sheet, fit: Fit) -> Posterior | None:
    """Work out the posterior of a connected sheet; dossiers stand in the order of their scores, no name decides."""
    variance = variance_of(sheet, fit)
    if not variance:
        return None
    scores = scores_of(sheet, fit)
    dossiers = tuple(sorted(scores, key=lambda dossier: (-scores[dossier], dossier)))
    found = np.array([float(scores[dossier]) for dossier in dossiers]) / sqrt(variance)
    errors = _centred(spread_of(sheet, dossiers, fit.equations).scores)
    return Posterior(dossiers, *shrunk(found, errors))


def shrunk(found: Matrix, errors: Matrix) -> tuple[Matrix, Matrix]:
    """Give mean and covariance of the posterior from scores q and their double-centred V; needs N ≥ 2."""
    number = len(found)
    away = found - found.mean()
    noise = errors.trace() / (number - 1)
    between = float(found.var(ddof=1) - noise)
    if between <= NOTHING * noise:
        return np.zeros(number), np.zeros((number, number))
    shrinkage = between * np.linalg.inv(errors + between * np.eye(number))
    return shrinkage @ away, between * (np.eye(number) - shrinkage)


def drawn(known: Posterior, seed: int, draws: int) -> Iterator[Matrix]:
    """Draw true qualities, some hundred dossiers wide and a thousand deep at a time.

    The covariance says nothing of a shift common to all, so one is added, which no order feels, to make it regular.
    """
    number = len(known.mean)
    lift = known.covariance.trace() / number
    factor = np.linalg.cholesky(known.covariance + lift / number)
    stream = np.random.PCG64(seed)
    for start in range(0, draws, AT_ONCE):
        yield known.mean + _normal(stream, min(AT_ONCE, draws - start), number) @ factor.T


def _normal(stream: np.random.PCG64, deep: int, wide: int) -> Matrix:
    """Draw standard normal numbers, two of each pair of uniform ones in (0, 1]."""
    pairs = (deep * wide + 1) // 2
    raw = stream.random_raw(2 * pairs)
    uniform = ((raw >> np.uint64(11)) + np.uint64(1)) * 2.0**-53
    length, angle = np.sqrt(-2 * np.log(uniform[:pairs])), 2 * np.pi * uniform[pairs:]
    numbers: Matrix = np.concatenate([length * np.cos(angle), length * np.sin(angle)])
    return numbers[: deep * wide].reshape(deep, wide)


def _alike(known: Posterior, places: int) -> dict[str, float]:
    number = len(known.dossiers)
    return _named(known, [min(places / number, 1)] * number)


def _listed(qualities: Matrix, shortlist: int) -> Matrix:
    number = qualities.shape[1]
    if shortlist >= number:
        return np.full(number, float(len(qualities)))
    first = np.argpartition(-qualities, shortlist - 1, axis=1)[:, :shortlist]
    return np.bincount(first.ravel(), minlength=number).astype(np.float64)


def _centred(matrix: Matrix) -> Matrix:
    centred: Matrix = matrix - matrix.mean(axis=0) - matrix.mean(axis=1)[:, None] + matrix.mean()
    return centred


def _named(known: Posterior, shares: Sequence[float] | Matrix) -> dict[str, float]:
    return {dossier: round(float(share), PLACES) for dossier, share in zip(known.dossiers, shares, strict=True)}
