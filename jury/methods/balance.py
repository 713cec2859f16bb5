"""Who reads what: a balanced proposal by minimum-cost flow, then mixed so that jurors can be compared.

Pure: dossiers and jurors are names, a ballot is a pair (dossier, juror). Each dossier sends its ballots to jurors
over arcs of capacity one; each juror takes them over arcs that grow dearer with the load, so that loads come out
level. The same problem gives the same proposal, in whatever order it is told.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

import numpy as np
import numpy.typing as npt
from ortools.graph.python import min_cost_flow

from .spread import Pair, components, crossing, mixed

Why = Literal["ties", "loads"]
Arcs = npt.NDArray[np.int64]
#: A small cost that follows from the names alone: equals are spread out, and always in the same way.
SPREAD = 16


@dataclass(frozen=True, slots=True)
class Problem:
    """What is asked: ballots wanted for each dossier, the most a juror may read, and what must or may not be."""

    dossiers: tuple[str, ...]
    jurors: tuple[str, ...]
    wanted: int
    limit: int
    forbidden: frozenset[Pair] = frozenset()
    fixed: frozenset[Pair] = frozenset()
    costs: Mapping[Pair, int] = field(default_factory=dict)

    def in_order(self) -> "Problem":
        """Put the names in order, so that the telling makes no difference."""
        return Problem(
            tuple(sorted(set(self.dossiers))),
            tuple(sorted(set(self.jurors))),
            self.wanted,
            self.limit,
            self.forbidden,
            self.fixed,
            self.costs,
        )


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A dossier that can't have its ballots: how many are missing, and whether ties or full loads are why."""

    dossier: str
    lacks: int
    why: Why


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who reads what, and what that is worth."""

    pairs: frozenset[Pair]
    loads: Mapping[str, int]
    crossing: Fraction
    components: int
    shortfalls: tuple[Shortfall, ...]


def propose(problem: Problem) -> Proposal:
    """Give every dossier its ballots at the least cost, loads level and within the limit, ties never used."""
    told = problem.in_order()
    pairs = mixed(told.fixed | flow(told), told.fixed | told.forbidden)
    return describe(told, pairs)


def describe(problem: Problem, pairs: Collection[Pair]) -> Proposal:
    """Say what a set of ballots is worth: a proposal's, or one changed by hand."""
    held = Counter(juror for _, juror in pairs)
    return Proposal(
        pairs=frozenset(pairs),
        loads={juror: held[juror] for juror in problem.jurors},
        crossing=crossing(pairs) if pairs else Fraction(0),
        components=components(pairs),
        shortfalls=tuple(shortfalls(problem, pairs)),
    )


def shortfalls(problem: Problem, pairs: Collection[Pair]) -> list[Shortfall]:
    """Name the dossiers that lack ballots, and why."""
    given = Counter(dossier for dossier, _ in pairs)
    barred = Counter(dossier for dossier, juror in problem.forbidden if juror in set(problem.jurors))
    return [
        Shortfall(each, problem.wanted - given[each], why(len(problem.jurors) - barred[each], problem.wanted))
        for each in problem.dossiers
        if given[each] < problem.wanted
    ]


def why(free: int, wanted: int) -> Why:
    """Say why ballots are missing: too few jurors without a tie, or else no room in their loads."""
    return "ties" if free < wanted else "loads"


def flow(problem: Problem) -> frozenset[Pair]:
    """Find the cheapest set of new ballots; where not all can be had, as many as can."""
    allowed = [(d, j) for d in problem.dossiers for j in problem.jurors if may_be(problem, (d, j))]
    if not allowed:
        return frozenset()
    solver = min_cost_flow.SimpleMinCostFlow()
    first = add_ballots(solver, problem, allowed)
    add_ends(solver, problem, costliest(problem))
    if solver.solve_max_flow_with_min_cost() != solver.OPTIMAL:
        message = "The flow has no solution."
        raise ArithmeticError(message)
    used = np.flatnonzero(solver.flows(first))
    return frozenset(allowed[position] for position in used)


def may_be(problem: Problem, pair: Pair) -> bool:
    """Say whether a new ballot is possible."""
    return pair not in problem.forbidden and pair not in problem.fixed


def add_ballots(solver: min_cost_flow.SimpleMinCostFlow, problem: Problem, allowed: list[Pair]) -> Arcs:
    """Draw an arc for each possible ballot."""
    dossier = {name: 1 + position for position, name in enumerate(problem.dossiers)}
    juror = {name: 1 + len(dossier) + position for position, name in enumerate(problem.jurors)}
    costs = [problem.costs.get(pair, 0) * SPREAD + spread(pair) for pair in allowed]
    found: Arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.array([dossier[each] for each, _ in allowed]),
        np.array([juror[each] for _, each in allowed]),
        np.ones(len(allowed), dtype=np.int64),
        np.array(costs),
    )
    return found


def spread(pair: Pair) -> int:
    """Draw a small number from the names, the same each time."""
    return hashlib.sha256("\x1f".join(pair).encode()).digest()[0] % SPREAD


def costliest(problem: Problem) -> int:
    """Give what the dearest ballot costs: a level load is always worth more."""
    return (max(problem.costs.values(), default=0) + 1) * SPREAD


def add_ends(solver: min_cost_flow.SimpleMinCostFlow, problem: Problem, step: int) -> None:
    """Draw the arcs from the source to the dossiers and, dearer with each, from the jurors to the sink."""
    given = Counter(dossier for dossier, _ in problem.fixed)
    held = Counter(juror for _, juror in problem.fixed)
    sink = 1 + len(problem.dossiers) + len(problem.jurors)
    total = 0
    for position, name in enumerate(problem.dossiers):
        missing = max(0, problem.wanted - given[name])
        total += missing
        solver.add_arc_with_capacity_and_unit_cost(0, 1 + position, missing, 0)
    for position, name in enumerate(problem.jurors):
        for load in range(held[name], problem.limit):
            solver.add_arc_with_capacity_and_unit_cost(1 + len(problem.dossiers) + position, sink, 1, load * step)
    solver.set_node_supply(0, total)
    solver.set_node_supply(sink, -total)
