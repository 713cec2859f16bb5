"""The file that recounts: it agrees with the house by every method, and an insider who signs anew is found."""

import json
import random
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from awards_site import clock
from awards_site.canonical import digest
from awards_site.models import AuditEvent
from nominations.states import Phase
from scoring import opening, sealing, tallying
from scoring.methods.counting import METHODS
from scoring.models import CastBallot, Sealed
from scoring.sheets import record_of
from scoring.states import BallotStatus
from scoring.verify_result import fit, verify
from tests.factories import scoring as factory
from tests.factories.people import user
from tests.factories.sealed import GRADES, WEIGHTS, Made, generated, made, signed

from .insider import event, made_of, reseal, with_comments, wrong

ROUNDS = 36
BEFORE = Path(__file__).parent / "sealed_before_methods.json"
ALL = sorted(METHODS)


# agreement


@pytest.mark.parametrize("method", ALL)
def test_the_file_comes_to_the_same_in_generated_rounds_and_finds_swapped_ranks(method):
    dice, seen = random.Random(method), Counter()
    for _ in range(ROUNDS):
        body = generated(dice, method)
        result, left_out = event(body)["result"], event(body)["left_out"]
        told = list(verify(signed(body)))
        assert told[-1] == "All of it holds."
        seen["ties"] += len(result["ties"])
        seen.update(each["reason"] for each in [*left_out, *result["not_ranked"]])
        for line in [*left_out, *result["not_ranked"]]:
            assert any(line["reason"] in said and (line.get("casting") or line["dossier"]) in said for said in told)
        lines = result["standings"]
        if lines and lines[0]["rank"] != lines[-1]["rank"]:
            seen["swapped"] += 1
            lines[0]["rank"], lines[-1]["rank"] = lines[-1]["rank"], lines[0]["rank"]
            assert wrong(reseal(body)).startswith("result: ")
    print(f"\n{method}: {ROUNDS} generated rounds, {dict(seen)}")
    assert seen["ties"] > ROUNDS // 6
    assert seen["swapped"] > ROUNDS // 2
    assert {sealing.SUPERSEDED, sealing.FALLEN, "below_quorum", "withdrawn"} <= seen.keys()


@pytest.mark.parametrize("method", ALL)
def test_generated_rounds_try_every_rung_that_the_method_has(method):
    dice, rungs = random.Random(method), Counter()
    for _ in range(4 * ROUNDS):
        for tie in event(generated(dice, method))["result"]["ties"]:
            rungs.update(step["rung"] for step in tie["steps"] if len(step["groups"]) > 1)
    ranked = {"preferred", "decision"}
    marks = {"criterion", "preferred", "spread", "decision"}
    wanted = {"borda": ranked, "schulze": ranked, "majority_judgment": ranked | {"medians"}}
    assert wanted.get(method, marks) <= rungs.keys()


def test_the_file_turns_as_often_as_the_house_where_the_weights_never_repeat():
    lines = {"M-01": "6 10 8", "M-02": "10 2 10", "M-03": "1 8 5"}
    table = {code: dict(zip(("j1", "j2", "j3"), line.split(), strict=True)) for code, line in lines.items()}
    body = made_of("robust", table)
    rows = {code: {juror: Fraction(mark) for juror, mark in row.items()} for code, row in table.items()}
    scores = {line["dossier"]: Fraction(line["score"]) for line in event(body)["result"]["standings"]}
    assert [fit(rows, turns)[0] == scores for turns in (20, 21, 22)] == [False, True, False]
    assert list(verify(signed(body)))[-1] == "All of it holds."


def test_the_file_asks_a_rung_that_parted_a_group_again_in_each_part():
    duels = {"A": {"j1": "5.2"}, "B": {"j1": "5", "j2": "5.2", "j3": "5.2"}, "C": {"j2": "5"}, "D": {"j3": "5"}}
    body = made_of("mean", duels, places=0)
    lines = event(body)["result"]["standings"]
    assert [(line["dossier"], line["rank"], line["score"]) for line in lines] == [
        ("A", 1, "5/1"), ("B", 2, "5/1"), ("C", 3, "5/1"), ("D", 3, "5/1"),
    ]  # fmt: skip
    assert list(verify(signed(body)))[-1] == "All of it holds."


def test_a_half_is_rounded_away_from_zero_on_either_side():
    rules = {"ladder": ["decision"], "method": "mean", "places": 0, "quorum": 1, "weights": WEIGHTS}
    round_ = Made(random.Random(), "mean", ["j0", "j1"], ["M-1", "M-2"], rules)
    for dossier, marks in (("M-1", "01"), ("M-2", ("-1", "0"))):
        for juror, mark in zip(round_.jurors, marks, strict=True):
            round_.cast(juror, dossier, 1, dict.fromkeys(WEIGHTS, mark))
    body = round_.body([])
    assert list(verify(signed(body)))
    assert [line["score"] for line in event(body)["result"]["standings"]] == ["1/1", "-1/1"]


def test_a_dossier_sealed_before_there_were_more_methods_still_holds():
    raw = BEFORE.read_bytes()
    assert not {"places", "trim", "grades"} & event(json.loads(raw), 0)["rules"].keys()
    assert "commented" not in event(json.loads(raw), 1)
    assert list(verify(raw))
    assert wrong(raw.replace(b'"rank":1,', b'"rank":2,', 1)).startswith("chain: event ")


def test_dossiers_whose_scores_are_roots_are_tied_exactly():
    jurors = {"j1": "1000000.003", "j2": "1047.43", "j3": "7"}
    table = {"M-01": dict.fromkeys(jurors, "0"), "M-02": jurors}
    table["M-01"], table["M-02"] = {**table["M-01"], "j4": "9"}, {**table["M-02"], "j4": "2"}
    table["M-01"] |= {"j5": "1", "j6": "3"}
    table["M-02"] |= {"j5": "0", "j6": "0.5"}
    body = made_of("zscore", table)
    assert [line["score"] for line in event(body)["result"]["standings"]] == ["0/1", "0/1"]
    assert list(verify(signed(body)))[-1] == "All of it holds."


def test_islands_are_refused_as_the_house_refuses_them():
    round_ = made(random.Random(1), "calibrated")
    round_.ballots, round_.left_out, round_.rules["quorum"], round_.rules["method"] = [], {}, 1, "mean"
    round_.method = "mean"
    for juror, dossier in zip(round_.jurors, round_.dossiers, strict=False):
        round_.cast(juror, dossier, 1, {"impact": "1", "leadership": "2", "reach": "3"})
    body = with_comments(round_.body([]))
    assert list(verify(reseal(body)))
    event(body, 0)["rules"]["method"] = "calibrated"
    assert "islands" in wrong(reseal(body))


# sealed by the house


def cast(assigned, marks, comments=()):
    """Cast a ballot of any level."""
    ballot = factory.ballot(assigned)
    ballot.status, ballot.cast_at = BallotStatus.CAST, clock.now()
    ballot.save()
    casting = CastBallot(ballot=ballot, number=1, key=f"key-{ballot.pk}", marks=marks, comments=dict(comments))
    casting.digest = digest(record_of(assigned, casting))
    casting.save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "written"),
    [
        ("borda", lambda juror, file: {"rank": str(1 + (juror + file) % 3)}),
        ("schulze", lambda juror, file: {"rank": str(1 + file * juror % 2)}),
        ("majority_judgment", lambda juror, file: {"grade": GRADES[(juror * file) % 3]}),
        ("trimmed", lambda juror, file: {"impact": str(5 + juror * file % 4), "leadership": "7.5"}),
    ],
)
def test_a_count_in_ranks_grades_or_trimmed_marks_is_sealed_and_recounted(method, written):
    round_ = factory.open_round(3, 3, phase=Phase.SHORTLIST, method=method, places=1, quorum=2)
    seats, codes = list(round_.call.panel.seats.all()), sorted(round_.entries.values_list("dossier__code", flat=True))
    for assigned in round_.assignments.all():
        juror, file = seats.index(assigned.seat), codes.index(assigned.dossier.code)
        if (juror, file) not in {(1, 2), (2, 2)}:
            cast(assigned, written(juror, file), {"rank": "Between us."} if juror == file else {})
    round_ = factory.fresh(round_)
    tally = tallying._keep(round_, tallying.compute(round_), by=user("", "officer"), decision=[])
    raw = Sealed.objects.get(tally=tally).content
    told = list(verify(raw.encode()))
    assert any(codes[2] in line and "below_quorum" in line for line in told)
    ballots = [link["event"] for link in json.loads(raw)["events"][1:-2]]
    assert sorted(ballot["commented"] for ballot in ballots) == [False] * 5 + [True] * 2
    assert "Between us." not in raw


@pytest.mark.django_db
def test_a_dossier_tells_the_software_that_opened_and_counted_and_how_ballots_hang_together():
    round_ = factory.open_round(phase=Phase.SCREENING, frozen=False)
    opening.open_round(round_, by=user("", "officer"))
    assert AuditEvent.objects.get(what="call.assessment_opened").facts["software"] == sealing.software()
    factory.cast_all(round_, {(0, 0): "7", (1, 0): "8", (1, 1): "6", (2, 1): "6"})
    round_.rules.quorum = 1
    round_ = factory.fresh(round_)
    round_.rules.quorum = 2
    assert sealing.opening(round_)["software"] == sealing.software()
    assert sealing.about(round_)["seed"] == "SHA-256 of this file"
    tally = tallying.Tally(round=round_, result={"components": 1})
    middle = str(list(round_.call.panel.seats.all())[1].public_id)
    assert sealing.connectivity(tally, sealing.castings_of(round_)) == {"bridges": [middle], "components": 1}
