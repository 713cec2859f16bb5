"""Every refusal says in whole what is wrong, where it is, and what to do."""

from fractions import Fraction

import pytest

from scoring.methods import refusals
from scoring.methods.ballots import Ballot, GradedBallot, RankedBallot
from scoring.methods.counting import METHODS, count
from scoring.methods.weighting import read_grades, read_weights
from tests.scoring.methods.juries import ONE, ballots_of, columns

EIGHT = Ballot("Aras", "KABUL", {"mark": Fraction(8)})
RANKED = RankedBallot("Aras", "KABUL", Fraction(1))
GRADED = GradedBallot("Aras", "KABUL", "superb")
ISLANDS = columns(KABUL="8 6 - -", BAKU="- - 5 7")

SAID = {
    "method": (
        [EIGHT],
        {"method": "astrology"},
        f"There is no method “astrology”. Choose one of: {', '.join(METHODS)}.",
    ),
    "rung": (
        [EIGHT],
        {"ladder": ["name"]},
        "The tie ladder has no rung “name”. Choose from: criterion, preferred, spread, decision.",
    ),
    "ladder": (
        [EIGHT],
        {"ladder": "spread"},
        "The tie ladder has no rung “spread”. Choose from: criterion, preferred, spread, decision.",
    ),
    "weight": (
        [EIGHT],
        {"weights": {"mark": Fraction(-1, 2)}},
        "The weight of “mark” is -1/2. Give an exact number above zero.",
    ),
    "quorum": ([EIGHT], {"quorum": 0}, "The quorum is 0. Give a whole number of at least 1."),
    "trim": (
        [EIGHT],
        {"trim": -1},
        "The number of ballots to drop at either end is -1. Give a whole number from 0.",
    ),
    "grades": (
        [GRADED],
        {"method": "borda", "weights": {}, "grades": ["superb", "poor", "poor"]},
        "The grades cannot be read at “poor”. Name each of them once, best first, with commas between.",
    ),
    "grade": (
        [GRADED],
        {"method": "borda", "weights": {}, "grades": ["good"]},
        (
            "“superb”, given by Aras to KABUL, is not one of the grades. "
            "Name all grades from best to worst, or correct the ballot."
        ),
    ),
    "mixed": (
        [EIGHT, RANKED],
        {},
        "Some ballots hold marks, others ranks or grades. Count each kind by itself.",
    ),
    "ranks": (
        [RANKED],
        {"weights": {}},
        "These ballots hold ranks, and the method “mean” does not count ranks. Choose one of: borda, schulze.",
    ),
    "grades alone": (
        [GRADED],
        {"weights": {}, "grades": ["superb"]},
        (
            "These ballots hold grades, and the method “mean” does not count grades. "
            "Choose one of: borda, schulze, majority_judgment."
        ),
    ),
    "count": (
        [Ballot("Aras", "KABUL", EIGHT.marks, 0)],
        {},
        "Aras stands for 0 equal jurors. Give a whole number from 1 to 1,000,000,000.",
    ),
    "counts": (
        [Ballot("Aras", "KABUL", EIGHT.marks, 2), Ballot("Aras", "BAKU", EIGHT.marks, 3)],
        {},
        "Aras stands for different numbers of equal jurors. Give the same number on every dossier.",
    ),
    "dossiers": (
        ballots_of({f"d{place}": {"j1": 1} for place in range(1001)}),
        {"method": "schulze"},
        (
            "There are 1001 dossiers, and this method compares at most 1000 with each other. "
            "Choose another method, or count the shortlist."
        ),
    ),
    "jurors": (
        ballots_of({"KABUL": {f"j{place}": 1 for place in range(101)}}),
        {"method": "robust"},
        "There are 101 jurors, and this method counts at most 100. Count with the calibrated mean.",
    ),
    "unfinished": (
        [EIGHT],
        {"weights": {"mark": Fraction(1), "b": Fraction(1), "a": Fraction(1)}},
        "The ballot of Aras on KABUL has no mark for “a”. Finish it or leave it out of the count.",
    ),
    "criterion": (
        [Ballot("Aras", "KABUL", {"mark": Fraction(8), "b": Fraction(8), "a": Fraction(8)})],
        {},
        "The ballot of Aras on KABUL marks “a”, which has no weight. Give it a weight or take the mark out.",
    ),
    "twice": ([EIGHT, EIGHT], {}, "Aras has two ballots on KABUL. Keep the one that counts."),
    "inexact mark": (
        [Ballot("Aras", "KABUL", {"mark": 8.5})],
        {},
        "8.5 (Aras, KABUL) is not an exact number. Give a whole number or a fraction.",
    ),
    "inexact rank": (
        [RankedBallot("Aras", "KABUL", 1.5)],
        {"method": "borda", "weights": {}},
        "1.5 (Aras, KABUL) is not an exact number. Give a whole number or a fraction.",
    ),
    "decision": (
        [EIGHT],
        {"decision": ["BAKU"]},
        "The recorded decision names BAKU twice, or nobody marked it. List each tied dossier once, best first.",
    ),
    **{
        f"islands, {method}": (
            ISLANDS,
            {"method": method},
            (
                "The jurors fall into 2 groups that share no dossier, so their marks cannot be put on one scale: "
                "1) j3, j4: BAKU; 2) j1, j2: KABUL. "
                "Let a juror of one group mark a dossier of another, or count with the plain mean."
            ),
        )
        for method in ("calibrated", "robust")
    },
}


@pytest.mark.parametrize("case", SAID)
def test_count_when_refused_says_in_whole_what_is_wrong_and_what_to_do(case):
    ballots, rules, said = SAID[case]
    with pytest.raises(refusals.Refusal) as caught:
        count(ballots, **{"method": "mean", "weights": ONE, **rules})
    assert str(caught.value) == said


def test_score_when_a_method_brings_a_float_is_refused_with_its_dossier(monkeypatch):
    monkeypatch.setattr("scoring.methods.mean.average", lambda _row, _times: 0.5)
    with pytest.raises(refusals.InexactNumber) as caught:
        count([EIGHT], method="mean", weights=ONE)
    assert str(caught.value) == "0.5 (KABUL) is not an exact number. Give a whole number or a fraction."


def test_limits_when_just_reached_are_no_reason_to_refuse():
    widest = ballots_of({f"d{place:04}": {"j1": 1} for place in range(1000)})
    largest = ballots_of({"KABUL": {f"j{place}": 1 for place in range(100)}})
    many = [Ballot("Aras", "KABUL", EIGHT.marks, 10**9)]
    assert len(count(widest, method="schulze", weights=ONE, ladder=()).standings) == 1000
    assert count(largest, method="robust", weights=ONE).standings[0].score == 1
    assert count(many, method="mean", weights=ONE).standings[0].ballots == 10**9


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("impact", "impact"),
        ("a=1,=5", "=5"),
        ("a=1,b=x", "b=x"),
        ("b=0", "b=0"),
        ("a=1,a=2", "a=2"),
        ("a=1\nb=2", "a=1\nb=2"),
    ],
)
def test_weights_when_they_cannot_be_read_say_where(text, part):
    with pytest.raises(refusals.UnreadableWeights) as caught:
        read_weights(text)
    assert caught.value.facts == {"part": part}


def test_grades_when_they_cannot_be_read_say_where():
    with pytest.raises(refusals.BadGrades) as caught:
        read_grades('good,"fair')
    assert caught.value.facts == {"grade": 'good,"fair'}
