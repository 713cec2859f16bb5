"""Two counts that share no code agree to the last digit: the product's, and one in JavaScript run by a browser."""

import json
from pathlib import Path

import pytest

from scoring.methods.ballots import Ballot
from scoring.methods.counting import count
from scoring.methods.graph import SeparateIslands
from scoring.methods.numerals import ratio, read_decimal
from tests.scoring.methods.prizes import LADDERS, prizes, told

SOURCE = (Path(__file__).parent / "second" / "calibrated.js").read_text(encoding="utf-8")
BATCH, FEW = 100, 200
COUNTED = "batch => JSON.stringify(JSON.parse(batch).map(recount))"

#: a line of the second count, a wrong one in its place, and the parts of a result that must come out different
FAULTS = {
    "floats on the way": (
        "(rows[dossier] ??= {})[juror] = over(sum(parts), all);",
        """const float = ({ p, q }) => Number(p) / Number(q);
        const total = Object.entries(weights).reduce((t, [c, w]) => t + float(w) * float(marks[c]), 0);
        (rows[dossier] ??= {})[juror] = read((total / float(all)).toFixed(20));""",
        {"scores", "severities", "ranks", "ties"},
    ),
    "rungs in the wrong order": (
        "const tests = round.ladder.flatMap(",
        "const tests = [...round.ladder].reverse().flatMap(",
        {"ranks", "ties"},
    ),
    "the greater spread first": (
        "const lowest = (values) => ({ values, groups: grouped(values).reverse() });",
        "const lowest = highest;",
        {"ranks", "ties"},
    ),
    "preference asked once": (
        'const next = rung === "preferred" && groups.length > 1 ? turn : turn + 1;',
        "const next = turn + 1;",
        {"ties"},
    ),
    "severities not centred": (
        "jurors.forEach((_, b) => add(unknowns, b, whole(1)));",
        "if (jurors.length) add(unknowns, 0, whole(1));",
        {"scores", "severities"},
    ),
    "one ballot more for the quorum": (
        "numbers[dossier] >= round.quorum",
        "numbers[dossier] > round.quorum",
        {"ranks", "scores"},
    ),
    "one island seen": (
        "if (islands.length > 1) return { islands };",
        "if (islands.length > 1) return { islands: islands.slice(1) };",
        {"islands"},
    ),
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def rounds():
    return prizes(1000, seed=20260401)


@pytest.fixture(scope="module")
def counted(rounds):
    return [first_count(prize) for prize in rounds]


@pytest.fixture
def second_count(chromium):
    """Give a function that counts rounds in a blank page by the script it is given."""
    page = chromium.new_page()

    def counts(prizes, script=SOURCE):
        page.goto("about:blank")
        page.add_script_tag(content=script)
        batches = [prizes[start : start + BATCH] for start in range(0, len(prizes), BATCH)]
        answers = [page.evaluate(COUNTED, json.dumps(batch)) for batch in batches]
        return [one for answer in answers for one in json.loads(answer)]

    yield counts
    page.close()


def first_count(prize):
    """Count by the product, and write the result as the second count does."""
    ballots = [Ballot(one["juror"], one["dossier"], exact(one["marks"])) for one in prize["ballots"]]
    rules = {name: prize[name] for name in ("quorum", "ladder", "decision")}
    try:
        found = count(ballots, method="calibrated", weights=exact(prize["weights"]), **rules)
    except SeparateIslands as refusal:
        return {"islands": [{"jurors": list(one.jurors), "dossiers": list(one.dossiers)} for one in refusal.islands]}
    return {
        "ranks": {line.dossier: line.rank for line in found.standings},
        "scores": {line.dossier: ratio(line.score) for line in found.standings},
        "severities": {one.juror: None if one.severity is None else ratio(one.severity) for one in found.jurors},
        "short": {one.dossier: one.ballots for one in found.not_ranked},
        "ties": [written_tie(tie) for tie in found.ties],
    }


def exact(values):
    return {name: read_decimal(text) for name, text in values.items()}


def written_tie(tie):
    steps = [
        {"rung": step.rung, "values": written(step.values), "groups": [list(group) for group in step.groups]}
        for step in tie.steps
    ]
    return {"dossiers": list(tie.dossiers), "rank": tie.rank, "resolved": tie.resolved, "steps": steps}


def written(values):
    return {name: f"{value}/1" if isinstance(value, int) else value for name, value in values.items()}


def differing(one, other):
    """Name the parts in which two results of a round differ."""
    return {part for part in one.keys() | other.keys() if one.get(part) != other.get(part)}


def test_second_count_agrees_on_every_rank_score_severity_tie_and_refusal(rounds, counted, second_count):
    second = second_count(rounds)
    tally = told(rounds, counted)
    print(tally)
    assert second == counted
    assert min(tally.values()) > 0


def test_rounds_reach_every_rung_under_the_ladder_of_the_house(rounds, counted):
    house = [place for place, prize in enumerate(rounds) if prize["ladder"] == LADDERS[0]]
    tally = told([rounds[place] for place in house], [counted[place] for place in house])
    print(tally)
    assert min(tally.values()) > 0


@pytest.mark.parametrize("fault", FAULTS)
def test_second_count_when_it_has_a_fault_disagrees(fault, rounds, counted, second_count):
    right, wrong, parts = FAULTS[fault]
    assert SOURCE.count(right) == 1
    faulty = second_count(rounds[:FEW], SOURCE.replace(right, wrong))
    seen = {part for one, other in zip(counted[:FEW], faulty, strict=True) for part in differing(one, other)}
    assert parts <= seen
