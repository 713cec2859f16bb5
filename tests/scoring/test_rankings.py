"""A juror's own ranking: saved as it is moved, cast as a whole, opened again; and nobody else's."""

import pytest
from django.http import Http404

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from jury.models import Assignment, Conflict
from jury.states import AssignmentStatus, RoundKind, Tie
from nominations.states import Phase
from scoring import balloting, opening, rankings, tallying
from scoring.models import Ballot, CastBallot
from scoring.sheets import RankedAsAWhole, RankSheet, record_of
from scoring.sheets.ranks import competition
from scoring.states import BallotStatus, Method
from tests.factories import scoring as factory
from tests.factories.people import user

pytestmark = pytest.mark.django_db
KEY = "a" * 32
ORDER = {"M-001": 2, "M-002": 1, "M-003": 3}


def ranked_round(jurors=3, dossiers=3, **rules):
    given = {"kind": RoundKind.FINAL, "phase": Phase.FINAL, "method": Method.SCHULZE, **rules}
    return factory.open_round(jurors, dossiers, **given)


def own_of(of, number=0) -> list[Assignment]:
    seat = list(of.call.panel.seats.order_by("pk"))[number]
    found = Assignment.objects.filter(round=of, seat=seat).order_by("dossier__code")
    return list(found.select_related("seat__user", "dossier__consent", "round__rules__rubric", "round__call"))


@pytest.fixture
def own():
    return own_of(ranked_round())


def versions(own) -> dict[str, int]:
    found = {each.dossier.code: 0 for each in own}
    mine = Ballot.objects.filter(assignment__in=own)
    return found | dict(mine.values_list("assignment__dossier__code", "version"))


def save(own, ranks=None, comments=None, shown=None):
    sheet = RankSheet(versions(own) if shown is None else shown, ORDER if ranks is None else ranks, comments or {})
    return rankings.save(own, sheet, by=own[0].seat.user)


def cast(own, key=KEY, shown=None):
    return rankings.cast(own, by=own[0].seat.user, key=key, versions=versions(own) if shown is None else shown)


def on_record() -> dict[str, int | None]:
    return dict(Ballot.objects.order_by("assignment__dossier__code").values_list("assignment__dossier__code", "rank"))


def standings_of(of) -> list[tuple[str, int | None]]:
    """Close and count a round."""
    officer = user("", "officer")
    with clock.standing_at(of.closes_at):
        opening.close_round(factory.fresh(of), by=officer)
        tally = tallying.take(factory.fresh(of), by=officer)
    return [(each.dossier.code, each.rank) for each in tally.standings.all()]


def test_ranks_are_saved_together_and_every_version_goes_up(own):
    save(own, comments={"M-002": "The best."})
    assert on_record() == ORDER
    assert set(Ballot.objects.values_list("version", "status")) == {(1, BallotStatus.OPEN)}
    assert Ballot.objects.get(rank=1).comment == "The best."


def test_what_a_page_does_not_speak_of_stays(own):
    save(own)
    save(own, {"M-003": 1})
    assert on_record() == {**ORDER, "M-003": 1}
    assert sorted(Ballot.objects.values_list("version", flat=True)) == [1, 1, 2]


def test_two_tabs_never_overwrite_each_other(own):
    save(own)
    with pytest.raises(rankings.Stale):
        save(own, {"M-001": 1, "M-002": 2, "M-003": 3}, shown=dict.fromkeys(ORDER, 0))
    assert on_record() == ORDER


def test_without_the_versions_a_second_tab_would_overwrite(own, monkeypatch):
    save(own)
    monkeypatch.setattr(rankings, "_changed_since", lambda *_: [])
    save(own, {"M-001": 1, "M-002": 2, "M-003": 3}, shown=dict.fromkeys(ORDER, 0))
    assert on_record() != ORDER


def test_one_dossier_changed_elsewhere_makes_the_page_stale(own):
    shown = versions(own)
    save(own, {"M-003": 1})
    with pytest.raises(rankings.Stale):
        save(own, shown=shown)
    assert on_record() == {"M-001": None, "M-002": None, "M-003": 1}


def test_saving_the_same_again_after_a_lost_answer_is_no_conflict(own):
    save(own)
    assert {ballot.version for ballot in save(own, shown=dict.fromkeys(ORDER, 0))} == {1}


@pytest.mark.parametrize("ranks", [{"M-001": 0}, {"M-001": 4}, {"M-001": -1}, {"M-009": 1}, {"M-001": 1, "": 2}])
def test_a_rank_or_a_dossier_that_there_is_not_is_refused_and_nothing_is_written(own, ranks):
    with pytest.raises(rankings.OffTheScale):
        save(own, ranks)
    assert Ballot.objects.count() == 0


def test_a_dossier_of_another_round_is_refused(own):
    others = own_of(ranked_round())
    Assignment.objects.filter(pk=others[0].pk).update(seat=own[0].seat)
    with pytest.raises(rankings.OffTheScale):
        save(own, {others[0].dossier.code + "x": 1})


def test_a_ranking_is_cast_as_a_whole_with_one_receipt_and_a_link_for_each_ballot(own):
    save(own, comments={"M-002": "The best."})
    cast_ = cast(own)
    letter = Letter.objects.get(name="scoring/ranking_receipt")
    events = AuditEvent.objects.filter(what="ballot.cast")
    assert {each.ballot.assignment.dossier.code: each.marks for each in cast_} == {
        "M-001": {"rank": "2"},
        "M-002": {"rank": "1"},
        "M-003": {"rank": "3"},
    }
    assert [each.comments for each in cast_ if each.comments] == [{"rank": "The best."}]
    assert all(each.digest == digest(record_of(each.ballot.assignment, each)) for each in cast_)
    assert {event.facts["digest"] for event in events} == {each.digest for each in cast_}
    assert all(each.digest in letter.text for each in cast_)
    assert AuditEvent.objects.order_by("number").last().hash in letter.text
    assert letter.text.index("1. M-002") < letter.text.index("2. M-001") < letter.text.index("3. M-003")
    assert audit.verify()


def test_equal_ranks_are_cast_as_equal_and_the_next_one_is_after_both(own):
    save(own, {"M-001": 1, "M-002": 1, "M-003": 2})
    assert [each.marks["rank"] for each in cast(own)] == ["1", "1", "3"]
    assert on_record() == {"M-001": 1, "M-002": 1, "M-003": 3}


@pytest.mark.parametrize(
    ("ranks", "standard"), [((1, 1, 2), (1, 1, 3)), ((3, 2, 2), (3, 1, 1)), ((5, 7, 9), (1, 2, 3)), ((), ())]
)
def test_ranks_are_written_the_standard_way(ranks, standard):
    assert tuple(competition(dict(enumerate(ranks))).values()) == standard


def test_casting_twice_with_one_key_gives_one_casting_each_and_one_receipt(own):
    save(own)
    assert {each.pk for each in cast(own)} == {each.pk for each in cast(own)}
    assert (CastBallot.objects.count(), Letter.objects.count()) == (3, 1)


def test_casting_again_with_another_key_is_refused(own):
    save(own)
    cast(own)
    with pytest.raises(rankings.AlreadyDone):
        cast(own, "b" * 32)
    assert CastBallot.objects.count() == 3


def test_a_dossier_without_a_rank_keeps_the_ranking_from_being_cast(own):
    save(own, {"M-001": 1, "M-002": 2})
    with pytest.raises(rankings.Unfinished) as unfinished:
        cast(own)
    assert unfinished.value.dossiers == ["M-003"]
    assert CastBallot.objects.count() == 0


def test_a_round_may_want_a_comment_on_every_dossier():
    own = own_of(ranked_round(comment_required=True))
    save(own, comments={"M-001": "Solid.", "M-003": " "})
    with pytest.raises(rankings.Unfinished) as unfinished:
        cast(own)
    assert unfinished.value.dossiers == ["M-002", "M-003"]


def test_a_ranking_cast_from_an_older_page_is_refused(own):
    save(own)
    shown = versions(own)
    save(own, {"M-001": 3})
    with pytest.raises(rankings.Stale):
        cast(own, shown=shown)


def test_a_ranking_opened_again_keeps_what_was_cast_and_does_not_count(own):
    save(own)
    cast(own)
    rankings.reopen(own, by=own[0].seat.user, versions=versions(own))
    assert set(Ballot.objects.values_list("status", flat=True)) == {BallotStatus.OPEN}
    save(own, {"M-001": 1, "M-002": 2})
    cast(own, "b" * 32)
    assert list(CastBallot.objects.filter(number=2).values_list("marks", flat=True)) == [
        {"rank": "1"},
        {"rank": "2"},
        {"rank": "3"},
    ]


def test_a_cast_ranking_is_not_changed_before_it_is_opened(own):
    save(own)
    cast(own)
    with pytest.raises(rankings.AlreadyDone):
        save(own, {"M-001": 1})


def test_an_abstention_takes_a_dossier_out_of_the_ranking(own):
    save(own)
    balloting.abstain(own[1], by=own[0].seat.user, reason="I read no Uzbek.", version=1)
    with pytest.raises(rankings.OffTheScale):
        save(own, {"M-001": 3})
    with pytest.raises(rankings.AlreadyDone):
        save(own, {"M-002": 1})
    assert [each.marks["rank"] for each in cast(own)] == ["1", "2"]


def test_who_abstained_on_everything_has_nothing_to_cast(own):
    for each in own:
        balloting.abstain(each, by=own[0].seat.user, reason="I know them all.", version=0)
    with pytest.raises(rankings.AlreadyDone):
        cast(own)


def test_when_a_dossier_leaves_then_the_order_of_the_others_stands():
    of = ranked_round(jurors=3)
    for number in range(3):
        save(own_of(of, number))
        cast(own_of(of, number), f"{number}" * 32)
    Assignment.objects.filter(dossier__code="M-001").update(status=AssignmentStatus.RECUSED)
    assert {each.marks["rank"] for each in CastBallot.objects.that_count(of)} == {"1", "3"}
    assert standings_of(of) == [("M-001", None), ("M-002", 1), ("M-003", 2)]


def test_no_ballot_of_a_ranked_round_is_written_or_opened_alone(own):
    person = own[0].seat.user
    with pytest.raises(RankedAsAWhole):
        balloting.save(own[0], balloting.Sheet({}), by=person, version=0)
    with pytest.raises(RankedAsAWhole):
        balloting.cast(own[0], by=person, key=KEY, version=0)
    save(own)
    cast(own)
    with pytest.raises(RankedAsAWhole):
        balloting.reopen(own[0], by=person, version=2)


def test_no_round_of_marks_is_ranked():
    own = own_of(factory.open_round())
    with pytest.raises(rankings.OffTheScale):
        save(own, {"M-001": 1})


def test_nobody_writes_another_jurors_ranking(own):
    others = [user(), *(user("", role) for role in ("officer", "secretary_general", "board", "auditor"))]
    others += [seat.user for seat in own[0].seat.panel.seats.exclude(pk=own[0].seat.pk)]
    for person in others:
        with pytest.raises(Http404):
            rankings.save(own, RankSheet({}, ORDER), by=person)
        with pytest.raises(Http404):
            rankings.cast(own, by=person, key=KEY, versions={})
        with pytest.raises(Http404):
            rankings.reopen(own, by=person, versions={})
    assert Ballot.objects.count() == 0


def test_a_dossier_with_a_tie_is_not_in_the_ranking(own):
    Conflict.objects.filter(dossier=own[1].dossier).update(tie=Tie.PERSONAL)
    with pytest.raises(rankings.OffTheScale):
        save(own)
    save(own, {"M-001": 1, "M-003": 2})
    assert len(cast(own)) == 2


def test_a_juror_answers_for_ties_first(own):
    Conflict.objects.all().delete()
    with pytest.raises(Refused) as refused:
        save(own)
    assert "tie" in str(refused.value)


def test_no_ranking_is_written_after_the_hour(own):
    save(own)
    with clock.standing_at(own[0].round.closes_at):
        for act in (save, cast):
            with pytest.raises(Refused) as refused:
                act(own)
            assert "closed on" in str(refused.value)
        with pytest.raises(Refused):
            rankings.reopen(own, by=own[0].seat.user, versions=versions(own))


def test_rankings_are_counted_and_the_condorcet_winner_leads():
    of = ranked_round(jurors=3)
    orders = [{"M-001": 1, "M-002": 2, "M-003": 3}, {"M-002": 1, "M-003": 2, "M-001": 3}, ORDER]
    for number, order in enumerate(orders):
        own = own_of(of, number)
        save(own, order)
        cast(own, f"{number}" * 32)
    assert standings_of(of) == [("M-002", 1), ("M-001", 2), ("M-003", 3)]
