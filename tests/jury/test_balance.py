"""Who reads what, held to its promises on thousands of generated problems."""

import random
import time
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from jury.methods.balance import Problem, describe, propose
from jury.methods.spread import ENOUGH, components, crossing, mixed


@st.composite
def problems(draw):
    """A panel and its files, with some ties, costs and ballots that stay."""
    jurors = [f"j{i}" for i in range(draw(st.integers(1, 9)))]
    dossiers = [f"M-{i:03}" for i in range(draw(st.integers(1, 24)))]
    pairs = [(dossier, juror) for dossier in dossiers for juror in jurors]
    chance = random.Random(draw(st.integers(0, 10_000)))
    forbidden = frozenset(pair for pair in pairs if chance.random() < 0.1)
    fixed = frozenset(pair for pair in pairs if pair not in forbidden and chance.random() < 0.05)
    costs = {pair: chance.choice([0, 1, 4, 5]) for pair in pairs}
    wanted, limit = draw(st.integers(1, 5)), draw(st.integers(1, 30))
    return Problem(tuple(dossiers), tuple(jurors), wanted, limit, forbidden, fixed, costs)


@settings(max_examples=300)
@given(problems())
def test_a_tie_is_never_used_and_what_stays_stays(problem):
    found = propose(problem)
    assert not found.pairs & problem.forbidden
    assert found.pairs >= problem.fixed


@settings(max_examples=300)
@given(problems())
def test_every_dossier_has_its_ballots_or_its_lack_is_named(problem):
    found = propose(problem)
    held = {dossier: sum(pair[0] == dossier for pair in found.pairs) for dossier in problem.dossiers}
    named = {short.dossier: short.lacks for short in found.shortfalls}
    assert named == {each: problem.wanted - count for each, count in held.items() if count < problem.wanted}
    stays = {dossier: sum(pair[0] == dossier for pair in problem.fixed) for dossier in problem.dossiers}
    assert all(count <= max(problem.wanted, stays[each]) for each, count in held.items())


@settings(max_examples=300)
@given(problems())
def test_nobody_reads_more_than_the_limit(problem):
    stays = {juror: sum(pair[1] == juror for pair in problem.fixed) for juror in problem.jurors}
    assert all(load <= max(problem.limit, stays[juror]) for juror, load in propose(problem).loads.items())


@settings(max_examples=200)
@given(problems(), st.randoms())
def test_the_same_problem_gives_the_same_proposal_however_it_is_told(problem, chance):
    dossiers, jurors = list(problem.dossiers), list(problem.jurors)
    chance.shuffle(dossiers)
    chance.shuffle(jurors)
    told = Problem(
        tuple(dossiers),
        tuple(jurors),
        problem.wanted,
        problem.limit,
        problem.forbidden,
        problem.fixed,
        dict(reversed(list(problem.costs.items()))),
    )
    assert propose(told) == propose(problem)


@settings(max_examples=200)
@given(st.integers(2, 9), st.integers(1, 40), st.integers(1, 5))
def test_loads_are_level_where_nothing_forbids_it(jurors, dossiers, wanted):
    wanted = min(wanted, jurors)
    names = tuple(f"d{i:02}" for i in range(dossiers)), tuple(f"j{i}" for i in range(jurors))
    found = propose(Problem(*names, wanted, dossiers))
    assert not found.shortfalls
    assert max(found.loads.values()) - min(found.loads.values()) <= 1


@settings(max_examples=100)
@given(st.integers(3, 15), st.integers(2, 5), st.integers(0, 100))
def test_a_full_panel_hangs_together(jurors, wanted, seed):
    wanted, dossiers = min(wanted, jurors), 3 * jurors
    chance = random.Random(seed)
    names = tuple(f"d{i:02}" for i in range(dossiers)), tuple(f"j{i:02}" for i in range(jurors))
    forbidden = frozenset((d, j) for d in names[0] for j in names[1] if chance.random() < 0.02)
    found = propose(Problem(*names, wanted, dossiers, forbidden))
    assert found.components == 1
    assert found.crossing >= ENOUGH


@settings(max_examples=100)
@given(st.integers(2, 6), st.integers(3, 20), st.integers(2, 4))
def test_closed_sub_panels_are_opened_without_touching_loads_or_ballots(panels, files, readers):
    pairs = {(f"d{p}-{i}", f"j{p}-{x}") for p in range(panels) for i in range(files) for x in range(readers)}
    assert (components(pairs), crossing(pairs)) == (panels, 0)
    found = mixed(pairs, ())
    assert (components(found), crossing(found) >= ENOUGH) == (1, True)
    for side in (0, 1):
        assert sorted(pair[side] for pair in found) == sorted(pair[side] for pair in pairs)


def test_the_reason_for_a_lack_is_ties_or_loads():
    tied = propose(Problem(("a",), ("x", "y"), 2, 9, frozenset({("a", "x")})))
    full = propose(Problem(("a", "b"), ("x", "y"), 2, 1))
    assert [(each.dossier, each.lacks, each.why) for each in tied.shortfalls] == [("a", 1, "ties")]
    assert {each.why for each in full.shortfalls} == {"loads"}


def test_a_reader_of_the_language_is_preferred():
    costs = {("a", "x"): 4, ("a", "y"): 0, ("b", "x"): 0, ("b", "y"): 4}
    assert propose(Problem(("a", "b"), ("x", "y"), 1, 2, costs=costs)).pairs == {("a", "y"), ("b", "x")}


def test_one_panel_that_reads_everything_crosses_nothing_and_is_whole():
    pairs = {(f"d{i}", juror) for i in range(5) for juror in "xyz"}
    found = describe(Problem(tuple(f"d{i}" for i in range(5)), ("x", "y", "z"), 3, 5), pairs)
    assert (found.components, found.crossing, found.shortfalls) == (1, Fraction(1), ())


def test_two_hundred_by_fifteen_takes_half_a_second_at_most():
    names = tuple(f"M-{i:03}" for i in range(200)), tuple(f"j{i:02}" for i in range(15))
    begun = time.process_time()
    found = propose(Problem(*names, 5, 90))
    assert time.process_time() - begun < 0.5
    assert len(found.pairs) == 1000
