"""What the rules of a round do, shown on a made-up jury before anybody has marked anything."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jury.states import RoundKind

from . import counted, cut, wording
from .methods import examples, refusals, shortlist
from .methods.ballots import AnyBallot, Level
from .methods.result import Count
from .methods.sheet import sheet_of
from .models import Rules
from .states import Method, ShortlistRule
from .totals import two_places


@dataclass(frozen=True, slots=True)
class Line:
    """One made-up dossier in the ranking."""

    rank: int
    dossier: str
    score: Decimal | None
    #: the grade instead of a figure, where grades are given
    word: str
    ballots: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """A made-up result, or the sentence that says why there is none."""

    jurors: int = 0
    lines: Sequence[Line] = ()
    ties: Sequence[list[str]] = ()
    not_ranked: Sequence[str] = ()
    cut: Sequence[str] = ()
    refusal: str = ""


def preview_of(rules: Rules) -> Preview:
    """Count the made-up ballots by the rules, saved or not."""
    ballots = ballots_for(rules)
    try:
        count = counted.count_by(rules, ballots)
    except refusals.Refusal as refusal:
        return Preview(refusal=wording.refused(refusal))
    made = cut_of(rules, count, ballots)
    goes_on = set(made.goes_on) if made else set()
    return Preview(
        jurors=len({ballot.juror for ballot in ballots}),
        lines=[
            Line(
                each.rank,
                each.dossier,
                two_places(each.score),
                rules.grade_of(each.score),
                each.ballots,
                each.dossier in goes_on,
            )
            for each in count.standings
        ],
        ties=[wording.tie(trace, rules.criterion_names) for trace in count.ties],
        not_ranked=[wording.not_ranked(each) for each in count.not_ranked],
        cut=wording.cut(made) if made else [],
    )


def ballots_for(rules: Rules) -> list[AnyBallot]:
    """Make ballots up as the rules ask for them."""
    scale = [Fraction(getattr(rules.rubric, name)) for name in ("least", "most", "step")]
    return examples.example_ballots(
        rules.level,
        scale=examples.Scale(*scale),
        criteria=[*counted.weights_of(rules)],
        grades=rules.grade_keys if rules.level is Level.GRADES else (),
        quorum=rules.quorum,
        trim=rules.trim if rules.method == Method.TRIMMED else 0,
        cut=cut.place_of(rules) if rules.round.kind == RoundKind.ASSESSMENT else 1,
    )


def cut_of(rules: Rules, count: Count, ballots: Sequence[AnyBallot]) -> shortlist.Cut | None:
    """Say who would go on; in a vote every made-up juror ticks the own best."""
    if rules.round.kind != RoundKind.ASSESSMENT:
        return None
    placed = [shortlist.Placed(each.dossier, each.rank, each.score) for each in count.standings]
    votes = votes_of(rules, ballots) if rules.shortlist_rule == ShortlistRule.VOTE else None
    return shortlist.cut(placed, cut.rule_of(rules), votes)


def votes_of(rules: Rules, ballots: Sequence[AnyBallot]) -> Counter[str]:
    """Let every made-up juror vote for the own best."""
    grades = rules.grade_keys if rules.level is Level.GRADES else ()
    weights = counted.weights_of(rules) or {"mark": Fraction(1)}
    columns = sheet_of(ballots, weights, grades).columns
    best = (sorted(column, key=lambda name: (-column[name], name)) for column in columns.values())
    return Counter(name for names in best for name in names[: rules.shortlist])
