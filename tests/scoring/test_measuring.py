"""Beside every tally its measures are kept: by the rules, from the seed that was sealed, and never changed."""

import pytest
from django.db import DatabaseError, transaction

from jury.states import RoundKind
from nominations.states import Phase
from scoring import measuring, sealing, tallying
from scoring.counted import counted
from scoring.methods.ballots import Level
from scoring.models import Measured, Sealed
from scoring.states import ShortlistRule
from tests.factories import scoring as factory
from tests.factories.people import user

pytestmark = pytest.mark.django_db
MARKS = {(0, 0): "9", (0, 1): "7", (1, 0): "8", (1, 1): "8", (2, 0): "8.5", (2, 1): "7.5"}


def taken(kind=RoundKind.ASSESSMENT, phase=Phase.SHORTLIST, **rules):
    of = factory.open_round(kind=kind, phase=phase, **rules)
    factory.cast_all(of, MARKS)
    of = factory.fresh(of)
    return of, tallying.take(of, by=user("", "officer"))


def test_measures_are_kept_when_a_tally_is_taken_and_anybody_draws_the_same():
    of, tally = taken(shortlist=1)
    kept = Measured.objects.get(tally=tally)
    assert kept.seed == Sealed.objects.get(tally=tally).digest
    ballots = [ballot for ballot, _digest in reversed(counted(of, Level.MARKS))]
    assert kept.content == measuring.measured(ballots, of.rules, ranked=2, seed=kept.seed)
    assert kept.content["p_best"].keys() == {line["dossier"] for line in tally.result["standings"]}
    assert sum(map(float, kept.content["p_best"].values())) == pytest.approx(1, abs=0.002)
    assert kept.content["shortlist"] == 1


def test_another_seed_draws_otherwise_so_the_seed_is_told():
    of, _tally = taken()
    ballots = [ballot for ballot, _digest in counted(of, Level.MARKS)]
    drawn = {
        measuring.measured(ballots, of.rules, ranked=2, seed=f"{seed:064x}")["p_best"].popitem()
        for seed in range(1, 9)
    }
    assert len(drawn) > 1


def test_measures_lie_outside_of_what_is_sealed():
    _of, tally = taken()
    sealed = Sealed.objects.get(tally=tally).content
    assert "p_best" not in sealed
    assert sealing.count(tally, [])["result_digest"] == tally.result_digest


@pytest.mark.parametrize("write", [lambda rows: rows.update(seed="0"), lambda rows: rows.delete()])
def test_kept_measures_are_never_changed(write):
    taken()
    with pytest.raises(DatabaseError), transaction.atomic():
        write(Measured.objects.all())


@pytest.mark.parametrize(
    ("rules", "number"),
    [
        ({"shortlist": 4}, 4),
        ({"shortlist_rule": ShortlistRule.SHARE, "share": 30}, 1),
        ({"shortlist_rule": ShortlistRule.SHARE, "share": 51}, 2),
        ({"shortlist_rule": ShortlistRule.VOTE}, None),
        ({"shortlist_rule": ShortlistRule.THRESHOLD, "threshold": "7"}, None),
    ],
)
def test_a_chance_to_go_on_is_told_where_the_rules_say_how_many(rules, number):
    assert taken(**rules)[1].measured.content["shortlist"] == number


def test_after_the_last_round_nobody_goes_on():
    _of, tally = taken(RoundKind.FINAL, Phase.DELIBERATION)
    assert (tally.measured.content["shortlist"], tally.measured.content["p_shortlist"]) == (None, None)


def test_a_shortlist_by_share_is_taken_of_the_ranked_alone():
    of = factory.open_round(3, 4, phase=Phase.SHORTLIST, shortlist_rule=ShortlistRule.SHARE, share=50, quorum=3)
    factory.cast_all(of, {**MARKS, (0, 2): "7", (1, 3): "6"})
    tally = tallying.take(factory.fresh(of), by=user("", "officer"))
    assert [len(tally.result[part]) for part in ("standings", "not_ranked")] == [2, 2]
    assert Measured.objects.get(tally=tally).content["shortlist"] == 1
