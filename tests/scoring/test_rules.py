"""The rules of a round as data: what they record, and that a count goes by them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from nominations.states import Phase
from scoring import tallying
from scoring.methods.ballots import Level
from scoring.models import Ballot, CastBallot
from scoring.states import AtTheCut, BallotStatus, Method, PanelSees, ShortlistRule
from tests.factories import scoring as factory
from tests.factories.people import user

pytestmark = pytest.mark.django_db
USUAL = {"comment_required", "ladder", "method", "quorum", "rubric", "scale", "shortlist", "weights"}


def counted(written, **rules):
    """Count a closed round of two dossiers in which each juror wrote so much on each."""
    made = factory.open_round(len(written), 2, phase=Phase.SHORTLIST, quorum=1, **rules)
    for number, assignment in enumerate(made.assignments.order_by("seat", "dossier__code")):
        ballot = Ballot.objects.create(assignment=assignment, status=BallotStatus.CAST, cast_at=assignment.at)
        marks = written[number // 2][number % 2]
        CastBallot.objects.create(ballot=ballot, number=1, key=f"key-{number}", marks=marks, digest=f"{number:064}")
    return tallying.take(factory.fresh(made), by=user("", "officer"))


def test_a_record_of_the_usual_rules_holds_what_it_always_held():
    assert set(factory.open_round().rules.as_record()) == USUAL


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"places": 2}, {"places": 2}),
        ({"method": Method.TRIMMED, "trim": 2}, {"trim": 2}),
        (
            {"shortlist_rule": ShortlistRule.THRESHOLD, "threshold": Decimal("7.50")},
            {"shortlist_rule": "threshold", "threshold": "7.5"},
        ),
        ({"shortlist_rule": ShortlistRule.SHARE, "share": 20}, {"shortlist_rule": "share", "share": 20}),
        ({"at_the_cut": AtTheCut.WIDENS}, {"at_the_cut": "widens"}),
        ({"panel_sees": PanelSees.SUMS}, {"panel_sees": "sums"}),
    ],
)
def test_a_record_holds_every_setting_that_is_used(changed, told):
    record = factory.open_round(**changed).rules.as_record()
    assert {key: record[key] for key in record.keys() - USUAL} == told


def test_a_round_of_ranks_is_counted_by_ranks():
    ranked = [[{"rank": "1"}, {"rank": "2"}], [{"rank": "1"}, {"rank": "2"}], [{"rank": "2"}, {"rank": "1"}]]
    tally = counted(ranked, method=Method.BORDA)
    assert tally.round.rules.level is Level.RANKS
    assert [(each.dossier.code, each.rank, each.exact) for each in tally.standings.all()] == [
        ("M-001", 1, Fraction(2)),
        ("M-002", 2, Fraction(1)),
    ]


def test_a_round_of_grades_is_counted_by_grades():
    graded = [[{"grade": "weak"}, {"grade": "strong"}], [{"grade": "limited"}, {"grade": "outstanding"}]]
    tally = counted(graded, method=Method.MAJORITY_JUDGMENT)
    assert [each.dossier.code for each in tally.standings.all()] == ["M-002", "M-001"]
