"""The file that recounts: it agrees with the house by every method, and an insider who signs anew is found."""

import copy
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
from scoring.methods import roots
from scoring.methods.counting import METHODS
from scoring.models import CastBallot, Sealed
from scoring.sheets import record_of
from scoring.states import BallotStatus
from scoring.verify_result import Wrong, fit, root, verify
from tests.factories import scoring as factory
from tests.factories.people import user
from tests.factories.sealed import GRADES, WEIGHTS, Made, generated, made, signed

ROUNDS = 36
SEEDS = 12
WAYS = 100
BEFORE = Path(__file__).parent / "sealed_before_methods.json"
ALL = sorted(METHODS)


def wrong(raw):
    """Say what the verifier finds wrong, and nothing that stopped it halfway."""
    with pytest.raises(Wrong) as found:
        list(verify(raw))
    return str(found.value)


def event(body, number=-1):
    return body["events"][number]["event"]


def reseal(body):
    """Bring every hash up to date, as an insider would who has changed something."""
    opened, count = event(body, 0), event(body)
    ballots = [link["event"] for link in body["events"][1:-2]]
    castings = sorted(ballot["casting"] for ballot in ballots)
    event(body, -2).update(castings=len(castings), digest=digest(castings))
    opened["rules_digest"] = count["rules_digest"] = digest(opened["rules"])
    count.update(ballots_digest=digest(sorted(count["counted"])), result_digest=digest(count["result"]))
    return signed(body)


def with_comments(body):
    """Say of every ballot that it has comments: then its fingerprint cannot be checked by the file alone."""
    for link in body["events"][1:-2]:
        link["event"]["commented"] = True
    return body


def found_by_counting(method, change):
    """Change rounds by chance; where the house itself would now count otherwise, the file has to say so."""
    says = []
    for seed in range(SEEDS):
        body = with_comments(generated(random.Random(seed), method))
        before = copy.deepcopy(body)
        change(body)
        if body == before:
            continue
        try:
            list(verify(reseal(body)))
        except Wrong as found:
            says.append(str(found))
    return says


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


def made_of(method, table, **rules):
    """Seal a round in which each juror gave each dossier one mark on every criterion."""
    asked = {"ladder": ["preferred"], "method": method, "quorum": 1, "weights": WEIGHTS, **rules}
    jurors = sorted({juror for row in table.values() for juror in row})
    round_ = Made(random.Random(1), method, jurors, [*table], asked)
    for dossier, row in table.items():
        for juror, mark in row.items():
            round_.cast(juror, dossier, 1, dict.fromkeys(WEIGHTS, mark))
    return round_.body([])


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


def test_the_file_takes_roots_as_the_house_does():
    dice, primes = random.Random(5), (2, 3, 104_723, 104_729, 104_743, 1_000_003)
    values = [Fraction(dice.randint(1, 10 ** dice.randint(1, 30)), dice.randint(1, 10**9)) for _ in range(60)]
    values += [
        Fraction(one**2 * two * 2**power, three) for one in primes for two, three, power in [(7, 5, 0), (1, 9, 70)]
    ]
    assert [root(value) for value in values] == [roots.root(value) for value in values]


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
    assert wrong(raw.replace(b'"rank":1,', b'"rank":2,', 1)).startswith("signature")


# tampering


@pytest.mark.parametrize("method", ["trimmed", "schulze", "majority_judgment", "robust"])
def test_a_changed_byte_is_found_by_every_method(method):
    dice = random.Random(3)
    raw = signed(generated(dice, method))
    for place in dice.sample(range(len(raw)), WAYS):
        changed = bytearray(raw)
        changed[place] = dice.choice([byte for byte in b'0123456789abcdef{}[]",:xyz' if byte != raw[place]])
        with pytest.raises((Wrong, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)):
            list(verify(bytes(changed)))


def another_mark(body):
    """Change what a counted ballot says as far as the scale lets."""
    count = event(body)
    ballot = next(link["event"] for link in body["events"] if link["event"].get("casting") in count["counted"])
    for name, mark in ballot["marks"].items():
        ballot["marks"][name] = {"grade": GRADES[-1] if mark != GRADES[-1] else GRADES[0]}.get(name, "90")


@pytest.mark.parametrize("method", ALL)
def test_a_changed_mark_rank_or_grade_is_found_by_its_fingerprint(method):
    body = generated(random.Random(1), method)
    assert list(verify(reseal(body)))
    another_mark(body)
    assert wrong(reseal(body)).startswith("ballots: ")


@pytest.mark.parametrize("method", ALL)
def test_a_changed_mark_rank_or_grade_is_found_by_the_result_too(method):
    says = found_by_counting(method, another_mark)
    assert len(says) > SEEDS // 6
    assert all(said.startswith(("result: ", "count: ")) for said in says)


@pytest.mark.parametrize("method", ALL)
def test_a_dropped_ballot_is_found_by_the_closing_and_by_the_result(method):
    body = generated(random.Random(2), method)
    body["events"].pop(1)
    assert wrong(signed(body)).startswith("closing: ")

    def drop(body):
        gone = event(body, 1)["casting"]
        event(body)["counted"] = [casting for casting in event(body)["counted"] if casting != gone]
        event(body)["left_out"] = [each for each in event(body)["left_out"] if each["casting"] != gone]
        body["events"].pop(1)

    assert len(found_by_counting(method, drop)) > SEEDS // 3


def rule(name, value):
    return lambda body: event(body, 0)["rules"].update({name: value})


@pytest.mark.parametrize(
    ("method", "change"),
    [
        ("trimmed", rule("trim", 5)),
        ("calibrated", rule("places", 0)),
        ("zscore", rule("places", 3)),
        ("majority_judgment", lambda body: event(body, 0)["rules"]["grades"].reverse()),
        ("mean", rule("quorum", 6)),
        ("median", rule("method", "mean")),
        ("mean", rule("method", "robust")),
        ("borda", rule("method", "schulze")),
    ],
)
def test_a_changed_rule_is_found_by_its_hash_and_by_the_result(method, change):
    body = generated(random.Random(1), method)
    change(body)
    assert wrong(signed(body)).startswith("rules: ")
    says = found_by_counting(method, change)
    assert len(says) > SEEDS // 3
    assert all(said.startswith(("result: ", "count: ")) for said in says)


def test_the_recorded_decision_is_part_of_what_is_recounted():
    dice, found = random.Random(1), 0
    while found < 3:
        body = generated(dice, "schulze")
        steps = [step for tie in event(body)["result"]["ties"] for step in tie["steps"]]
        if any(step["rung"] == "decision" and len(step["groups"]) > 1 for step in steps):
            found += 1
            assert list(verify(reseal(body)))
            event(body)["decision"].reverse()
            assert wrong(reseal(body)).startswith("result: ")


@pytest.mark.parametrize(
    ("name", "value"), [("score", "1/7"), ("decimal", "0.000001"), ("ballots", 99), ("rank", 99), ("raw", "1/7")]
)
def test_each_figure_of_a_line_is_recounted(name, value):
    body = generated(random.Random(1), "median")
    event(body)["result"]["standings"][0][name] = value
    assert wrong(reseal(body)).startswith("result: ")


def leave_out(body, why):
    """Let a counted ballot fall away, for a reason."""
    count = event(body)
    count["left_out"].append({"casting": count["counted"].pop(), "reason": why})


def count_superseded(body):
    """Count the earlier casting of a juror in place of the last one."""
    count = event(body)
    early = next(each for each in count["left_out"] if each["reason"] == sealing.SUPERSEDED)
    count["left_out"].remove(early)
    count["counted"].append(early["casting"])


def other_reason(part, old, new):
    def change(body):
        lines = event(body)["left_out"] if part == "left_out" else event(body)["result"]["not_ranked"]
        next(line for line in lines if line["reason"] == old)["reason"] = new

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda body: leave_out(body, sealing.SUPERSEDED), "ballots: "),
        (lambda body: leave_out(body, sealing.FALLEN), "result: "),
        (count_superseded, "ballots: "),
        (other_reason("left_out", sealing.SUPERSEDED, sealing.RECUSED), "ballots: "),
        (other_reason("not_ranked", "below_quorum", "too_few_to_trim"), "result: "),
        (other_reason("not_ranked", "withdrawn", "below_quorum"), "result: "),
        (other_reason("not_ranked", "withdrawn", "no_ballots"), "result: "),
        (lambda body: event(body)["result"]["not_ranked"].pop(), "result: "),
        (lambda body: event(body, 0)["dossiers"].append("M-99"), "result: "),
        (lambda body: event(body, 0)["dossiers"].clear(), "ballots: "),
        (rule("ladder", ["name"]), "rules: "),
        (rule("method", "lottery"), "rules: "),
    ],
)
def test_what_does_not_count_is_checked_with_its_reason(change, says):
    for seed in range(300):
        body = generated(random.Random(seed), "trimmed")
        reasons = {line["reason"] for line in [*event(body)["left_out"], *event(body)["result"]["not_ranked"]]}
        if {sealing.SUPERSEDED, sealing.FALLEN, "below_quorum", "withdrawn"} <= reasons:
            break
    assert list(verify(reseal(with_comments(body))))
    change(body)
    assert wrong(reseal(body)).startswith(says)


def test_a_ballot_that_does_not_hold_what_the_rules_ask_for_is_found():
    body = with_comments(generated(random.Random(1), "mean"))
    for link in body["events"][1:-2]:
        link["event"]["marks"].pop("reach")
    assert "not what the rules ask for" in wrong(reseal(body))


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
