"""The same ranking from several sides at the same instant: one casting of each ballot, one receipt, one order."""

import pytest

from awards_site.models import AuditEvent, Letter
from scoring import rankings
from scoring.models import Ballot, CastBallot
from scoring.sheets import RankSheet
from tests.scoring.test_rankings import ORDER, own_of, ranked_round

from .test_twice import KEY, SIDES, at_once

pytestmark = pytest.mark.django_db(transaction=True)
NEW = dict.fromkeys(ORDER, 0)


def test_a_ranking_cast_four_times_at_once_is_cast_once():
    of = ranked_round()
    first = own_of(of)
    rankings.save(first, RankSheet(NEW, ORDER), by=first[0].seat.user)
    sides, shown = [own_of(of) for _ in range(SIDES)], dict.fromkeys(ORDER, 1)
    came_to = at_once(
        *(lambda own=own: rankings.cast(own, by=own[0].seat.user, key=KEY, versions=shown) for own in sides)
    )
    assert {casting.pk for each in came_to for casting in each} == {each.pk for each in CastBallot.objects.all()}
    assert CastBallot.objects.count() == len(ORDER)
    assert Letter.objects.filter(name="scoring/ranking_receipt").count() == 1
    assert AuditEvent.objects.filter(what="ballot.cast").count() == len(ORDER)


def test_two_windows_saving_a_ranking_at_once_never_mix():
    of = ranked_round()
    orders = [ORDER, {"M-001": 3, "M-002": 3, "M-003": 1}]
    pages = [(own_of(of), order) for order in orders]
    came_to = at_once(
        *(
            lambda own=own, order=order: rankings.save(own, RankSheet(NEW, order), by=own[0].seat.user)
            for own, order in pages
        )
    )
    assert sorted(type(each) for each in came_to if isinstance(each, Exception)) == [rankings.Stale]
    won = orders[0] if isinstance(came_to[0], list) else orders[1]
    assert dict(Ballot.objects.values_list("assignment__dossier__code", "rank")) == won
