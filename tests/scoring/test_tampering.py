"""Whatever is changed in a sealed dossier is found, by somebody outside or by an insider who signs anew."""

import copy
import json
import random

import pytest

from awards_site.canonical import canonical
from scoring import sealing
from scoring.methods.counting import METHODS
from scoring.verify_result import Wrong, verify
from tests.factories.sealed import GRADES, generated, signed

from .insider import event, reseal, with_comments, wrong

SEEDS = 12
ALL = sorted(METHODS)
WAYS = 100


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


def cast_in_another_order(body):
    """Let an earlier casting stand behind the last one, and count it in its place."""
    events, count = body["events"], event(body)
    early = next(each for each in count["left_out"] if each["reason"] == sealing.SUPERSEDED)["casting"]
    first = next(n for n, link in enumerate(events) if link["event"].get("casting") == early)
    pair = (event(body, first)["juror"], event(body, first)["dossier"])
    last = max(
        n
        for n, link in enumerate(events)
        if (link["event"].get("juror"), link["event"].get("dossier")) == pair and n != first
    )
    later = event(body, last)["casting"]
    assert later in count["counted"]
    events[first], events[last] = events[last], events[first]
    count["counted"] = sorted({*count["counted"], early} - {later})
    next(each for each in count["left_out"] if each["casting"] == early)["casting"] = later


def left_out_twice(body):
    """Name one casting twice among those that do not count, for two reasons."""
    event(body)["left_out"].insert(0, {**event(body)["left_out"][0], "reason": sealing.RECUSED})


def of_first(name, value):
    return lambda body: event(body)["result"]["standings"][0].update({name: value})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (cast_in_another_order, "ballots: "),
        (left_out_twice, "count: "),
        (lambda body: event(body)["left_out"][-1].update(reason="lost in the post"), "count: "),
        (lambda body: event(body)["result"].update(method="calibrated"), "result: "),
        (lambda body: event(body)["result"].update(winner="M-01"), "result: "),
        (of_first("note", "bought"), "result: "),
        (of_first("rank", True), "result: "),  # noqa: FBT003 - what JSON has for it
        (of_first("raw_decimal", "9.990000"), "result: "),
    ],
)
def test_an_insider_who_signs_anew_cannot_say_more_or_otherwise(change, says):
    for seed in range(300):
        body = generated(random.Random(seed), "mean")
        reasons = [line["reason"] for line in event(body)["left_out"]]
        if sealing.SUPERSEDED in reasons and reasons[-1] != sealing.SUPERSEDED and event(body)["result"]["standings"]:
            break
    body = with_comments(body)
    assert list(verify(reseal(body)))
    change(body)
    assert wrong(reseal(body)).startswith(says)


@pytest.mark.parametrize("way", ["{}0/{}0", " {}/{}", "{}/{}\n"])
def test_a_fraction_is_written_in_one_way_alone(way):
    body = generated(random.Random(1), "median")
    top, bottom = event(body)["result"]["standings"][0]["score"].split("/")
    of_first("score", way.format(top, bottom))(body)
    assert wrong(reseal(body)).startswith("result: ")


@pytest.mark.parametrize("number", [b"1.0", b"1e0"])
def test_a_number_with_a_point_or_an_exponent_is_not_canonical(number):
    raw = signed(generated(random.Random(1), "median"))
    assert wrong(raw.replace(b'"rank":1,', b'"rank":' + number + b",", 1)).startswith("bytes: not canonical at ")


def test_a_changed_byte_is_found_where_it_was_changed():
    raw = signed(generated(random.Random(5), "calibrated"))
    place = raw.rindex(b'"rank":') + 7
    count = len(json.loads(raw)["events"])
    assert wrong(raw[:place] + b"9" + raw[place + 1 :]) == f"chain: event {count} does not follow from those before it"
    body = json.loads(raw)
    assert wrong(canonical({**body, "about": {"round": "final"}})).startswith(("ballots: ", "signature: "))


def test_who_knows_the_key_of_the_house_finds_a_stranger_who_signs():
    raw = signed(generated(random.Random(5), "mean"))
    key = json.loads(raw)["key"]
    assert list(verify(raw, key))[-1] == "All of it holds."
    with pytest.raises(Wrong, match="signature: by another key"):
        list(verify(raw, "00" * 32))


def test_a_ballot_that_does_not_hold_what_the_rules_ask_for_is_found():
    body = with_comments(generated(random.Random(1), "mean"))
    for link in body["events"][1:-2]:
        link["event"]["marks"].pop("reach")
    assert "not what the rules ask for" in wrong(reseal(body))
