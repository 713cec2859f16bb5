"""Whole rounds drawn at random, written as a recount from outside would get them: in text alone."""

import random
from collections import Counter, defaultdict
from fractions import Fraction
from functools import cache
from itertools import product

MENUS = (
    {"impact": ".40", "vision": ".35", "clarity": ".25"},
    {"impact": ".4", "vision": "0.3", "clarity": ".30"},
    {"zeal": "1", "art": "1"},
    {"impact": "2", "vision": "1"},
    {"mark": "1"},
    {},
)
SCALES = (
    ("1", "2", "3"),
    ("1", "2", "3", "4", "5"),
    tuple(f"{points / 2}" for points in range(12, 21)),
    tuple(f"{points / 2}" for points in range(21)),
    ("-1.25", "-.5", "0", "0.5", "1.25"),
)
LADDERS = (
    ("criterion", "preferred", "spread", "decision"),
    ("preferred", "criterion", "spread", "decision"),
    ("spread", "decision", "preferred"),
    (),
)


def prizes(number, *, seed):
    """Draw rounds of 2–12 dossiers and 2–8 jurors; two in three follow the ladder of the house."""
    chosen = random.Random(seed)
    return [_prize(chosen) for _ in range(number)]


def _prize(chosen):
    menu, scale = chosen.choice(MENUS), chosen.choice(SCALES)
    ballots = _ballots(chosen, menu or {"mark": "1"}, scale)
    dossiers = sorted({ballot["dossier"] for ballot in ballots})
    decided = chosen.choice([0, 0, len(dossiers), chosen.randint(1, len(dossiers))])
    chosen.shuffle(ballots)
    return {
        "ballots": ballots,
        "weights": menu,
        "quorum": chosen.choice([1, 1, 2, 3]),
        "ladder": LADDERS[0] if chosen.random() < 2 / 3 else chosen.choice(LADDERS[1:]),
        "decision": chosen.sample(dossiers, decided),
    }


def _ballots(chosen, weights, scale):
    jurors = [f"j{place}" for place in range(chosen.randint(2, 8))]
    groups = [jurors[::2], jurors[1::2]] if chosen.random() < 0.1 else [jurors]
    complete, twins = chosen.random() < 0.3, chosen.random() < 0.6
    ballots, panel = [], {}
    for place in range(chosen.randint(2, 12)):
        if twins and panel and chosen.random() < 0.5:
            panel = _twin(chosen, panel, levels(tuple(weights.values()), scale))
        else:
            group = chosen.choice(groups)
            sitting = group if complete else chosen.sample(group, chosen.randint(1, len(group)))
            panel = {juror: tuple(chosen.choice(scale) for _ in weights) for juror in sitting}
        ballots += [
            {"juror": juror, "dossier": f"d{place:02}", "marks": dict(zip(weights, marks, strict=True))}
            for juror, marks in panel.items()
        ]
    return ballots


def _twin(chosen, panel, alike):
    """Let the jurors exchange their marks, or weigh up one criterion with another: the scores tie exactly."""
    marks = list(panel.values())
    if chosen.random() < 0.5:
        marks = [chosen.choice(alike[one]) for one in marks]
    else:
        chosen.shuffle(marks)
    return dict(zip(panel, marks, strict=True))


@cache
def levels(weights, scale):
    """Give for all marks on the criteria those that come to the same weighted score."""
    totals = defaultdict(list)
    for marks in product(scale, repeat=len(weights)):
        totals[sum(map(Fraction.__mul__, map(Fraction, weights), map(Fraction, marks)))].append(marks)
    return {marks: several for several in totals.values() for marks in several}


def told(prizes, counted):
    """Say what the rounds tried: refusals, ties, and the rung on which each tie was resolved."""
    ties = [tie for one in counted for tie in one.get("ties", ())]
    rungs = Counter(tie["steps"][-1]["rung"] for tie in ties if tie["resolved"])
    return {
        "rounds": len(prizes),
        "refused": sum("islands" in one for one in counted),
        "under quorum": sum(bool(one.get("short")) for one in counted),
        "with ties": sum(bool(one.get("ties")) for one in counted),
        "ties": len(ties),
        "unresolved": sum(not tie["resolved"] for tie in ties),
        **{f"resolved by {rung}": rungs[rung] for rung in LADDERS[0]},
    }
