"""A thousand exact ties of every kind of method go up the ladder as a slow oracle says, rung by rung."""

import random
from fractions import Fraction

import pytest

from scoring.methods.ballots import Ballot
from scoring.methods.counting import METHODS, count
from tests.scoring.methods.juries import ONE, WEIGHTS
from tests.scoring.methods.test_second_count import SLOW, majority_values

pytestmark = pytest.mark.long
NAMES = ("KABUL", "LAHORE")


def prizes(chosen):
    """Draw two dossiers, and a weak third one, that two to five jurors marked; half the time with the same marks."""
    while True:
        jurors = chosen.randint(2, 5)
        first = marks(chosen, jurors, 12, 16)
        again = chosen.random() < 0.5
        second = [chosen.sample(column, jurors) for column in first] if again else marks(chosen, jurors, 12, 16)
        columns = zip((*NAMES, "BAKU"), (first, second, marks(chosen, jurors, 2, 6)), strict=True)
        yield {name: list(zip(*column, strict=True)) for name, column in columns}


def marks(chosen, jurors, least, most):
    """Draw half points on every criterion."""
    return [[Fraction(chosen.randint(least, most), 2) for _ in range(jurors)] for _ in WEIGHTS]


def weighed(profile):
    return sum(mark * weight for mark, weight in zip(profile, WEIGHTS.values(), strict=True))


def plain(table):
    """Write the weighted scores as ballots of one mark."""
    return [
        Ballot(f"j{place}", name, {"mark": weighed(profile)})
        for name, profiles in table.items()
        for place, profile in enumerate(profiles)
    ]


def exact_ties(method, number):
    """Give pairs that tie under the slow count of a method; the generator knows nothing of the fast one."""
    found = 0
    for table in prizes(random.Random(f"ties under {method}")):
        # On a complete table the calibrated score is the mean.
        scores = SLOW["mean" if method == "calibrated" else method](plain(table))
        if len({scores.get(name) for name in NAMES}) == 1 and scores:
            yield table
            found += 1
            if found == number:
                return


def verdicts(method, table):
    """Give what each rung says in turn: its name and a figure for both, more is better."""
    scores = {name: [weighed(profile) for profile in profiles] for name, profiles in table.items()}
    first, second = (scores[name] for name in NAMES)
    if method == "majority_judgment":
        values = {name: majority_values(column) for name, column in scores.items()}
        yield "medians", [values[name] for name in NAMES]
    for place in range(len(WEIGHTS)):
        yield "criterion", [sum(profile[place] for profile in table[name]) for name in NAMES]
    differences = list(zip(first, second, strict=True))
    yield "preferred", [sum(one > two for one, two in differences), sum(two > one for one, two in differences)]
    middle = [sum(marks) / 3 for marks in zip(*scores.values(), strict=True)]
    yield "spread", [-spread(scores[name], middle) for name in NAMES]


def spread(column, middle):
    """Add up the squares of what is left of one dossier's scores without each juror's severity, about their mean."""
    left = [mark - own for mark, own in zip(column, middle, strict=True)]
    return sum((rest - sum(left) / len(left)) ** 2 for rest in left)


def expected(method, table):
    """Give the rungs that are asked and the order they end in; None where the tie stands."""
    asked = []
    for rung, (one, two) in verdicts(method, table):
        asked.append(rung)
        if one != two:
            return asked, NAMES if one > two else NAMES[::-1]
    return asked, None


def ballots_of(table):
    return [
        Ballot(f"j{place}", name, dict(zip(WEIGHTS, profile, strict=True)))
        for name, profiles in table.items()
        for place, profile in enumerate(profiles)
    ]


def check(method, number):
    """Count each tie; give the rungs that ended them."""
    ended = set()
    for table in exact_ties(method, number):
        counted = count(ballots_of(table), method=method, weights=WEIGHTS)
        asked, order = expected(method, table)
        (trace,) = counted.ties
        assert [step.rung for step in trace.steps] == asked
        assert trace.resolved == (order is not None)
        places = [(line.dossier, line.rank) for line in counted.standings if line.dossier in NAMES]
        assert places == ([(order[0], 1), (order[1], 2)] if order else [("KABUL", 1), ("LAHORE", 1)])
        ended.add(asked[-1] if order else None)
    return ended


@pytest.mark.parametrize(
    ("method", "rungs"),
    [
        ("mean", {"preferred", "spread"}),
        ("calibrated", {"preferred", "spread"}),
        ("trimmed", {"criterion", "preferred"}),
        ("median", {"criterion", "preferred"}),
        ("borda", {"criterion"}),
        ("schulze", {"criterion"}),
        ("majority_judgment", {"medians", "preferred"}),
    ],
)
def test_ties_when_a_thousand_are_exact_go_up_the_ladder_as_the_oracle_says(method, rungs):
    assert check(method, 143) >= rungs


@pytest.mark.parametrize("method", sorted(METHODS))
def test_count_when_a_float_is_planted_before_any_method_is_stopped(method, monkeypatch):
    by = METHODS[method]

    def floating(sheet, **rules):
        outcome = by(sheet, **rules)
        return type(outcome)({name: float(score) for name, score in outcome.scores.items()}, outcome.working)

    monkeypatch.setitem(METHODS, method, floating)
    monkeypatch.setattr("scoring.methods.counting.trimmed", floating)
    ballots = [Ballot(f"j{place}", name, {"mark": Fraction(8)}) for place in range(3) for name in NAMES]
    with pytest.raises(ValueError, match="is not an exact number"):
        count(ballots, method=method, weights=ONE)
